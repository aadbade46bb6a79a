"""The table `gaps`: ranges of offsets that are known not to be there, written before anything behind them is read."""

import hashlib
import json
from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.gap import GAP, Gap
from transforms.tables.chunk import Covered
from transforms.tables.live import live_files
from transforms.tables.storage import Storage

PRUNED = b"dateline.pruned"  # in the footer: the last range of each pruned partition, so that a rewritten file is found


def write_gaps(store: Storage, gaps: Iterable[Gap]) -> None:
    """Write each range; the same one written again is the same file."""
    for gap in gaps:
        _write(store, file_of(gap), pa.Table.from_pylist([gap._asdict()], schema=GAP))


def write_pruned(store: Storage, gaps: Sequence[Gap], last: Sequence[Covered]) -> None:
    """Write what is pruned together into one file: there may be a range for each of many small sources."""
    table = pa.Table.from_pylist([gap._asdict() for gap in gaps], schema=GAP)
    content = json.dumps([gaps, last]).encode()
    metadata = {**(GAP.metadata or {}), PRUNED: json.dumps(last).encode()}
    _write(
        store,
        f"gaps/pruned-{hashlib.sha256(content).hexdigest()[:16]}.parquet",
        table.replace_schema_metadata(metadata),
    )


def read_gaps(store: Storage) -> list[Gap]:
    """Return the rows of the table `gaps`."""
    names = live_files(store, "gaps")
    tables = [pq.read_table(store.path(name), filesystem=store.files, partitioning=None) for name in names]
    return [Gap(**row) for table in tables for row in table.to_pylist()]


def read_pruned(store: Storage) -> list[Covered]:
    """Return the last range of every partition that was pruned."""
    footers = [
        pq.read_metadata(store.path(name), filesystem=store.files).metadata or {}
        for name in live_files(store, "gaps")
        if name.startswith("gaps/pruned-")
    ]
    return [Covered(*covered) for footer in footers for covered in json.loads(footer.get(PRUNED, b"[]"))]


def file_of(gap: Gap) -> str:
    """Return the name of a gap's file, relative to the output."""
    digest = hashlib.sha256(gap.source.encode()).hexdigest()[:16]
    return f"gaps/{digest}-{gap.partition:05d}-{gap.first:016d}-{gap.stop:016d}.parquet"


def _write(store: Storage, name: str, table: pa.Table) -> None:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    store.write(name, sink.getvalue())
