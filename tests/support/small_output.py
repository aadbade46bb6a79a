"""An output written row by row, for those who read tables and do not care how they came about."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.tables import TABLES
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import Storage, storage

Row = dict[str, Any]
NOON = dt.datetime(2024, 1, 2, 12, tzinfo=dt.UTC)


def article(number: int, text: str = "Nothing.", **changes: Any) -> Row:
    """Return an article as a row of `ARTICLE`, at the offset of its number."""
    return {
        "article_id": f"a-{number}",
        "text": text,
        "content_hash": hashlib.sha256(text.encode()).hexdigest(),
        "published_at": NOON,
        "events": 0,
        "quarantined": 0,
        "unknown_fields": 0,
        "ingested_at": NOON,
        "processed_at": NOON,
        "coder_version": "0.1.0+abc",
        "source": "file:///news.jsonl",
        "partition": 0,
        "offset": number,
    } | changes


def write_rows(store: Storage, table: str, rows: Sequence[Row], day: str = "2024-01-02", name: str = "a") -> None:
    """Write rows as a file of a table's partition."""
    schema = TABLES[table]
    columns = {field.name: [row.get(field.name) for row in rows] for field in schema}
    path = Path(store.path(f"{table}/ingest_date={day}/{name}.parquet"))
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pydict(columns, schema=schema), path)


def output(folder: Path) -> Storage:
    """Return a new output without rows."""
    store = storage(str(folder))
    settle(store, Settings())
    return store
