"""The table `gaps`: ranges of offsets that are known not to be there, written before anything behind them is read."""

import hashlib
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.gap import GAP, Gap
from transforms.tables.storage import Storage


def write_gaps(store: Storage, gaps: Iterable[Gap]) -> None:
    """Write each range; the same one written again is the same file."""
    for gap in gaps:
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_pylist([gap._asdict()], schema=GAP), sink, compression="zstd")
        store.write(file_of(gap), sink.getvalue())


def file_of(gap: Gap) -> str:
    """Return the name of a gap's file, relative to the output."""
    digest = hashlib.sha256(gap.source.encode()).hexdigest()[:16]
    return f"gaps/{digest}-{gap.partition:05d}-{gap.first:016d}-{gap.stop:016d}.parquet"
