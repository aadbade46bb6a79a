"""A chunk's rows of a table, read from its file."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.tables import TABLES
from transforms.tables.chunk import Chunk
from transforms.tables.storage import Storage


def read_rows(store: Storage, chunk: Chunk, table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return a chunk's rows of a table, without its file none."""
    schema = TABLES[table]
    wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
    return read_file(store, chunk.file(table), wanted)


def read_file(store: Storage, name: str, schema: pa.Schema) -> pa.Table:
    """Read a file; one of an earlier dateline lacks columns that are nulls there, none that is never null.

    Raises:
        KeyError: A column that is never null is not there.
        OSError: The file is damaged.
    """
    if not store.exists(name):
        return schema.empty_table()
    there = set(pq.read_schema(store.path(name), filesystem=store.files).names)
    read = pq.read_table(
        store.path(name), filesystem=store.files, columns=[column for column in schema.names if column in there],
        partitioning=None, page_checksum_verification=True,
    )  # fmt: skip
    for field in schema:
        if field.nullable and field.name not in there:
            read = read.append_column(field, pa.nulls(read.num_rows, field.type))
    return read.select(schema.names)
