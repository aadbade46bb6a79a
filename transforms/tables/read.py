"""A chunk's rows of a table, read from its file, or from the compacted one that holds it."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.tables import TABLES
from transforms.tables.chunk import Chunk
from transforms.tables.locate import locate, own_file
from transforms.tables.parts import padded, read_part
from transforms.tables.storage import Storage
from transforms.tables.swap import unswapped


def read_rows(store: Storage, chunk: Chunk, table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return a chunk's rows of a table; none if it is not committed, or has none."""
    schema = TABLES[table]
    wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
    return unswapped(store, lambda: _rows(store, chunk, table, wanted))


def _rows(store: Storage, chunk: Chunk, table: str, schema: pa.Schema) -> pa.Table:
    if not own_file(store, chunk) and (found := locate(store, chunk)):
        return read_part(store, *found, table, schema)
    return read_file(store, chunk.file(table), schema)


def read_file(store: Storage, name: str, schema: pa.Schema) -> pa.Table:
    """Read a file; one of an earlier dateline lacks columns that are nulls there, none that is never null.

    Raises:
        KeyError: A column that is never null is not there.
        OSError: The file is damaged.
    """
    if not store.exists(name):
        return schema.empty_table()
    return padded(pq.ParquetFile(store.path(name), filesystem=store.files, page_checksum_verification=True), schema)
