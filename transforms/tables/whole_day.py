"""What rules of whole partitions found: one file a day in `quality`, of no chunk, always replaced whole."""

import datetime as dt
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.quality import QUALITY, Quality
from transforms.tables.storage import Storage
from transforms.tables.write import ROW_GROUP, write_parquet

FILE = "whole-day.parquet"


def is_whole_day(name: str) -> bool:
    """Tell from a file's name whether it holds what was found in a whole day."""
    return name.rpartition("/")[2] == FILE


def write_whole_day(store: Storage, day: dt.date, found: Sequence[Quality], processed_at: dt.datetime) -> bool:
    """Replace what is known of a day; tell whether anything changed. What is found again keeps its time."""
    name = f"quality/ingest_date={day}/{FILE}"
    table = _table(found, processed_at)
    if store.exists(name):
        held = pq.read_table(store.path(name), filesystem=store.files, partitioning=None)
        if held.drop(["processed_at"]).equals(table.drop(["processed_at"])):
            return False
    write_parquet(store, name, table, {}, ROW_GROUP)
    return True


def _table(found: Sequence[Quality], processed_at: dt.datetime) -> pa.Table:
    rows = [
        {"source": None, "partition": None, "chunk": None, "processed_at": processed_at, **row._asdict()}
        for row in found
    ]
    return pa.Table.from_pylist(rows, QUALITY)
