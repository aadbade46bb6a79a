"""The rows of a compacted file by their chunk: a position says which, unless a replay added the row."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.tables.chunk import Chunk
from transforms.tables.commit import Commit
from transforms.tables.live import beside
from transforms.tables.storage import Storage

REPLAYED = b"dateline.replayed"  # in the footer of a compacted file: the numbers of the rows that each replay added
Place = tuple[str, int, int]
Range = tuple[str, int, int, int]


def read_part(store: Storage, name: str, commit: Commit, table: str, schema: pa.Schema) -> pa.Table:
    """Return a chunk's, or a replay's, rows from a compacted file; reads only row groups that can hold some.

    Args:
        store: The output.
        name: The compacted file of `articles`.
        commit: The chunk's or the replay's.
        table: The table to read.
        schema: The columns that are wanted.
    """
    if not commit.rows[table] or not store.exists(beside(name, table)):
        return schema.empty_table()
    file = pq.ParquetFile(
        store.path(beside(name, table)), filesystem=store.files, page_checksum_verification=True, pre_buffer=True
    )
    ranges = _ranges(commit, table)
    groups = [g for g in range(file.num_row_groups) if _can_hold(file.metadata.row_group(g), table, ranges)]
    read = padded(
        file, [*schema, *(field for field in _place_of(file, table) if field.name not in schema.names)], groups
    )
    numbers = _numbers(file.metadata, groups)
    owners = _owners(places(read, table), numbers, [commit], replayed_rows(file.metadata.metadata), table)
    return read.select(schema.names).filter(pa.array([owner is not None for owner in owners], pa.bool_()))


def split(
    table: pa.Table, kind: str, commits: Sequence[Commit], metadata: dict[bytes, bytes] | None
) -> tuple[dict[Chunk, pa.Table], int]:
    """Return the rows of each chunk and replay of a compacted file, and how many belong to none of them.

    Args:
        table: All rows of the file, in their order.
        kind: The table that they are of.
        commits: Those of the file.
        metadata: The file's.
    """
    owners = _owners(places(table, kind), range(table.num_rows), commits, replayed_rows(metadata), kind)
    rows: dict[Chunk, list[int]] = defaultdict(list)
    for number, owner in enumerate(owners):
        if owner:
            rows[owner].append(number)
    parts = {commit.chunk: table.take(pa.array(rows[commit.chunk], pa.int64())) for commit in commits}
    return parts, table.num_rows - sum(map(len, rows.values()))


def replayed_rows(metadata: dict[bytes, bytes] | None) -> dict[int, str]:
    """Return the numbers of the rows that replays added, each with the name of its replay."""
    written = json.loads((metadata or {}).get(REPLAYED, b"{}"))
    return {number: name for name, numbers in written.items() for number in numbers}


def padded(file: pq.ParquetFile, fields: Iterable[pa.Field], groups: Sequence[int] | None = None) -> pa.Table:
    """Read columns of a file; one of an earlier dateline lacks columns that are nulls there, none that is never null.

    Raises:
        KeyError: A column that is never null is not there.
    """
    schema, there = pa.schema(list(fields)), set(file.schema_arrow.names)
    names = [name for name in schema.names if name in there]
    read = file.read(names) if groups is None else file.read_row_groups(list(groups), names)
    for field in schema:
        if field.nullable and field.name not in there:
            read = read.append_column(field, pa.nulls(read.num_rows, field.type))
    return read.select(schema.names)


def places(table: pa.Table, kind: str) -> list[Place]:
    """Return where each row stands: its position, or of a row of `quality` its chunk."""
    columns = (table[name].to_pylist() for name in ("source", "partition", _offset(kind)))
    return list(zip(*columns, strict=True))


def _owners(
    found: Sequence[Place], numbers: Iterable[int], commits: Sequence[Commit], replayed: dict[int, str], kind: str
) -> list[Chunk | None]:
    replays = {commit.chunk.name: commit.chunk for commit in commits if commit.chunk.replay}
    ranges = sorted(
        (range_, commit.chunk) for commit in commits if not commit.chunk.replay for range_ in _ranges(commit, kind)
    )
    begins = [range_[:3] for range_, _ in ranges]

    def owner(place: Place) -> Chunk | None:
        at = bisect_right(begins, place) - 1
        if at < 0:
            return None
        (source, partition, _, stop), chunk = ranges[at]
        return chunk if (source, partition) == place[:2] and place[2] < stop else None

    return [
        replays.get(replayed[number]) if number in replayed else owner(place)
        for place, number in zip(found, numbers, strict=True)
    ]


def _offset(kind: str) -> str:
    return "chunk" if kind == "quality" else "offset"


def _place_of(file: pq.ParquetFile, kind: str) -> list[pa.Field]:
    return [file.schema_arrow.field(name) for name in ("source", "partition", _offset(kind))]


def _ranges(commit: Commit, kind: str) -> list[Range]:
    """Return where a chunk's rows of a table can stand."""
    if kind == "quality":
        return [(commit.chunk.source, commit.chunk.partition, commit.chunk.start, commit.chunk.start + 1)]
    return [(covered.source, covered.partition, covered.first, covered.stop) for covered in commit.covers]


def _can_hold(group: pq.RowGroupMetaData, kind: str, ranges: Sequence[Range]) -> bool:
    """Tell from a row group's statistics whether a row of one of the ranges can be in it."""
    wanted = ("source", "partition", _offset(kind))
    columns = {group.column(i).path_in_schema: group.column(i).statistics for i in range(group.num_columns)}
    known = [columns[name] for name in wanted]
    if any(statistics is None or not statistics.has_min_max for statistics in known):
        return True
    (low, high), (least, most), (first, last) = ((s.min, s.max) for s in known)
    return any(
        low <= source <= high and least <= partition <= most and first < stop and begin <= last
        for source, partition, begin, stop in ranges
    )


def _numbers(metadata: pq.FileMetaData, groups: Sequence[int]) -> list[int]:
    """Return the numbers that the rows of some row groups have in the whole file."""
    sizes = [metadata.row_group(g).num_rows for g in range(metadata.num_row_groups)]
    begins = np.cumsum([0, *sizes])
    return [int(number) for g in groups for number in range(begins[g], begins[g + 1])]
