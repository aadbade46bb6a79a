"""Parquet files: each row is an article by the names of its columns, handed on as a JSON object."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.reading.errors import SourceError, UsageError
from transforms.reading.parquet_cells import as_json, cells
from transforms.reading.source_file import SourceFile, printable
from transforms.reading.value import Value, small

BATCH_ROWS = 256


class Row(NamedTuple):
    """A row: its number in the file, from 0, and its columns as one JSON object."""

    number: int
    value: Value


def check_columns(file: SourceFile) -> None:
    """Check that a Parquet file has a column `text`. A file that cannot be read is left to the reading.

    Raises:
        UsageError: It has none; the message names the columns that it has.
    """
    try:
        with open(file.path, "rb") as raw:  # pyarrow takes no path that is not UTF-8
            names = pq.read_schema(raw).names
    except (OSError, pa.ArrowException):
        return
    if "text" not in names:
        raise UsageError(f"{printable(file.path)} has no column named text; it has {', '.join(names[:20]) or 'none'}")


def row_count(file: SourceFile) -> int:
    """Return the number of rows in a Parquet file.

    Raises:
        SourceError: It cannot be read.
    """
    try:
        with open(file.path, "rb") as raw:
            return int(pq.read_metadata(raw).num_rows)
    except (OSError, pa.ArrowException) as error:
        raise SourceError(file.uri, f"cannot be read as Parquet: {error}") from error


def rows(file: SourceFile, first: int, stop: int | None) -> Iterator[Row]:
    """Yield the rows of a Parquet file numbered [first, stop); only the row groups that hold them are read.

    Raises:
        SourceError: The file cannot be read on.
    """
    try:
        with open(file.path, "rb") as raw, pq.ParquetFile(raw) as opened:
            groups, number = _groups(opened, first)
            for batch in opened.iter_batches(BATCH_ROWS, row_groups=groups):
                last = number + batch.num_rows if stop is None else stop
                here = batch.slice(max(first - number, 0), max(last - max(first, number), 0))
                yield from _rows(here, max(first, number))
                number += batch.num_rows
                if number >= last and stop is not None:
                    return
    except (OSError, pa.ArrowException) as error:
        raise SourceError(file.uri, f"cannot be read as Parquet: {error}") from error


def _groups(opened: Any, first: int) -> tuple[list[int], int]:
    """Return the row groups from the one that holds row `first`, and the number of their first row."""
    skipped = number = 0
    for index in range(opened.num_row_groups):
        size = opened.metadata.row_group(index).num_rows
        if number + size > first:
            break
        skipped, number = index + 1, number + size
    return list(range(skipped, opened.num_row_groups)), number


def _rows(batch: Any, number: int) -> Iterator[Row]:
    names = batch.schema.names
    columns = [cells(column) for column in batch.columns]
    for index, row in enumerate(zip(*columns, strict=True)):
        article = dict(zip(names, row, strict=True))
        text = json.dumps(article, default=as_json, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        yield Row(number + index, small(text.encode()))
