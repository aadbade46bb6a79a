"""The rows of an output in an order of their own, and what must be in it, read from the raw input by plain Python."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

TABLES_OF_A_CHUNK = ("events", "quarantine", "dead_letters", "quality", "articles")
ORDER = ("source", "partition", "offset", "chunk", "event_id", "expectation")
Outcomes = dict[int, tuple[str, str]]


def rows(output: Path, table: str) -> pa.Table | None:
    """Return a table, the day of its partition included, in order and without `processed_at`; None without a file."""
    if not list((output / table).glob("*/*.parquet")):
        return None
    read = pq.read_table(output / table).drop_columns("processed_at").replace_schema_metadata(None)
    return read.sort_by([(name, "ascending") for name in ORDER if name in read.column_names])


def same(one: pa.Table | None, other: pa.Table | None) -> bool:
    """Tell whether two tables have the same rows."""
    return one is other if one is None or other is None else bool(one.equals(other))


def outcomes_on_disk(output: Path) -> Outcomes:
    """Return what became of each offset: an article and its text's hash, or a dead letter and its record's hash."""
    found: Outcomes = {}
    for table, column in (("articles", "content_hash"), ("dead_letters", "sha256")):
        read = rows(output, table)
        for row in read.to_pylist() if read else ():
            assert row["offset"] not in found
            found[row["offset"]] = (table, row[column])
    return found


def outcomes_to_expect(source: Path) -> Outcomes:
    """Return what must become of the lines of a file whose bad ones are those that are no JSON object with a text."""
    expected, offset = Outcomes(), 0
    for raw in source.read_bytes().split(b"\n"):
        if raw.strip():
            text = _text(raw)
            table, content = ("articles", text.encode()) if text else ("dead_letters", raw.removesuffix(b"\r"))
            expected[offset] = (table, hashlib.sha256(content).hexdigest())
        offset += len(raw) + 1
    return expected


def _text(raw: bytes) -> str | None:
    try:
        record: Any = json.loads(raw)
    except ValueError:
        return None
    text = record.get("text") if isinstance(record, dict) else None
    return text if isinstance(text, str) and text.strip() else None
