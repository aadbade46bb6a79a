"""What `link` wrote: which files hold the derived tables now, month by month.

Files are never changed: a month that changes is a new file, and `_dateline/link.json`, replaced whole, says which
file counts. So a run that is killed leaves what was before; the next one takes away what it had written.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.cluster import DERIVED
from schemas.column import INSTANT
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage

Files = dict[str, dict[str, str]]  # table, month, name of the file
Row = dict[str, Any]
MANIFEST = "_dateline/link.json"
RULES = 2  # raise it when the rules of joining change: everything is linked anew
ARTICLES = pa.schema(
    [
        ("key", pa.string()), ("article_id", pa.string()), ("source", pa.string()), ("partition", pa.int32()),
        ("offset", pa.int64()), ("ingest_date", pa.date32()), ("coder_version", pa.string()), ("events", pa.int32()),
        ("publisher", pa.string()), ("seen", INSTANT), ("family", pa.string()), ("blocks", pa.list_(pa.string())),
        ("months", pa.list_(pa.string())), ("signature", pa.list_(pa.uint32())),
    ]
)  # fmt: skip
SCHEMAS = {"articles": ARTICLES, **DERIVED}
_FOLDERS = {"articles": "_dateline/link", **{table: table for table in DERIVED}}


def read_files(store: Storage) -> Files:
    """Return which files count; none if nothing was linked yet, or by other rules.

    Raises:
        OutputError: The file that says so is damaged.
    """
    if store.exists(MANIFEST):
        try:
            written = json.loads(store.read(MANIFEST))
            if written["rules"] == RULES:
                return {table: dict(written["files"][table]) for table in SCHEMAS}
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            message = f"{store.path(MANIFEST)} cannot be read ({error!r}); delete it, `dateline link` makes it anew"
            raise OutputError(message) from error
    return {table: {} for table in SCHEMAS}


def read_months(
    store: Storage, files: Files, table: str, months: Iterable[str], without: Sequence[str] = ()
) -> list[Row]:
    """Return the rows of a table in some months."""
    wanted = [name for name in SCHEMAS[table].names if name not in without]
    rows: list[Row] = []
    for month in sorted(set(months) & files[table].keys()):
        name = store.path(files[table][month])
        rows += pq.read_table(name, columns=wanted, filesystem=store.files, partitioning=None).to_pylist()
    return rows


def write_months(store: Storage, files: Files, table: str, months: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """Write the rows of months as new files; return the table's files with these in the place of the old ones."""
    left = {month: name for month, name in files[table].items() if month not in months}
    return left | {month: _write(store, table, month, rows) for month, rows in sorted(months.items()) if rows}


def _write(store: Storage, table: str, month: str, rows: Sequence[Row]) -> str:
    schema = SCHEMAS[table]
    order = [(name, "ascending") for name in schema.names[:2]]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(list(rows), schema).sort_by(order), sink, compression="zstd")
    content = sink.getvalue()
    name = f"{_FOLDERS[table]}/event_month={month}/{hashlib.sha256(content).hexdigest()[:16]}.parquet"
    store.write(name, content)
    return name


def commit(store: Storage, files: Files) -> None:
    """Make files those that count, and take away all others."""
    store.write(MANIFEST, json.dumps({"rules": RULES, "files": files}, indent=1, sort_keys=True).encode())
    sweep(store, files)


def sweep(store: Storage, files: Files) -> None:
    """Take away the files that do not count: those of before, and what a run that was killed had written."""
    counted = {name for names in files.values() for name in names.values()}
    for folder in _FOLDERS.values():
        for name in [*store.names(folder), *(name for name, _ in store.unfinished(folder))]:
            if name not in counted:
                store.delete(name)
