"""`connect`: an output as views of DuckDB. Whoever shows an output to people reads it through these."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from schemas.cluster import DERIVED
from schemas.tables import TABLES
from transforms.linking.held import MANIFEST, read_files
from transforms.tables.commit import read_commits
from transforms.tables.live import is_compacted, live_files
from transforms.tables.settings import OutputError, read_settings
from transforms.tables.storage import Storage, storage
from transforms.tables.swap import unswapped

WRITTEN = "written_"
HERE = Path(__file__).parent
FLAT = sorted((HERE / "flat").glob("*.sql"))
# What a replay has resolved is no longer open: an article stands at a dead letter's position, an event is in `events`.
SINCE_REPLAYED = {
    "dead_letters": """from written_dead_letters anti join written_articles using (source, "partition", "offset")""",
    "quarantine": """from written_quarantine
        anti join written_events using (event_id, source, "partition", "offset")""",
    "articles": """with released as (
            select source, "partition", "offset", count(*)::integer as number from written_quarantine
            semi join written_events using (event_id, source, "partition", "offset") group by all)
        select * exclude (number) replace (events + coalesce(number, 0) as events,
            quarantined - coalesce(number, 0) as quarantined)
        from written_articles left join released using (source, "partition", "offset")""",
}
DAY, MONTH = pa.field("ingest_date", pa.date32()), pa.field("event_month", pa.string())


def connect(directory: str) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB connection with the tables of an output as views; only the columns that a query needs are read.

    `articles` and `events` hold each one once (`hidden.sql`); `written_articles` and so on hold what is in the files.

    Raises:
        OutputError: The folder is no output of dateline's, or one of its files is damaged.
    """
    store = storage(directory)
    read_settings(store)
    linked = read_files(store)
    try:
        return unswapped(store, lambda: _connect(store))
    except _UnreadableError as error:
        if read_files(store) != linked:  # `link` has just replaced what was there
            return connect(directory)
        if any(folder in str(error) for folder in DERIVED):
            message = f"{error}; delete {store.path(MANIFEST)}, then `dateline link {directory}` makes it anew"
            raise OutputError(message) from error
        message = f"{error}; `dateline audit {directory}` says what is damaged, and what to do"
        raise OutputError(message) from error


class _UnreadableError(OSError):
    """A file is damaged, or was exchanged for another a moment ago."""


def _connect(store: Storage) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("set parquet_metadata_cache = true")  # a footer is read once, not once a query
    connection.execute("set timezone = 'UTC'")
    files = {table: live_files(store, table) for table in TABLES}
    for table, schema in TABLES.items():
        whole = schema if table == "gaps" else schema.append(DAY)
        _register(connection, store, f"{WRITTEN}{table}", files[table], whole)
    _create_tables(connection, replayed=any(_replayed(store, name) for name in files["articles"]))
    for table, months in read_files(store).items():
        if table in DERIVED:
            _register(connection, store, table, sorted(months.values()), DERIVED[table].append(MONTH))
    for view in FLAT:
        connection.execute(view.read_text(encoding="utf-8"))
    return connection


def _replayed(store: Storage, name: str) -> bool:
    """Tell whether a file of `articles` holds what a replay has added."""
    return ".replay" in name or (
        is_compacted(name) and any(commit.chunk.replay for commit in read_commits(store, name))
    )


def _register(
    connection: duckdb.DuckDBPyConnection, store: Storage, name: str, files: Sequence[str], schema: pa.Schema
) -> None:
    partition = [field for field in schema if field in (DAY, MONTH)]
    paths = [store.path(file) for file in files]
    if not files:
        connection.register(name, schema.empty_table())
    elif store.local:
        _view_files(connection, name, paths, schema, partition)
    else:
        hive = ds.partitioning(pa.schema(partition), flavor="hive")
        connection.register(
            name, ds.dataset(paths, schema=schema, filesystem=store.files, format="parquet", partitioning=hive)
        )


def _view_files(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    paths: Sequence[str],
    schema: pa.Schema,
    partition: Sequence[pa.Field],
) -> None:
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    kinds = ", ".join(f"'{field.name}': {'date' if field == DAY else 'varchar'}" for field in partition)
    hive = f", hive_partitioning = true, hive_types = {{{kinds}}}" if partition else ""
    rows = f"from read_parquet([{listed}], union_by_name = true{hive})"
    try:
        found = connection.sql(rows).columns
        if not set(schema.names) <= set(found):  # an older dateline did not know the column
            connection.register(f"columns_of_{name}", schema.empty_table())
            rows = f"{rows} union all by name from columns_of_{name}"
        connection.execute(f"create view {name} as {rows}")
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise _UnreadableError(str(error).splitlines()[0]) from error


def _create_tables(connection: duckdb.DuckDBPyConnection, *, replayed: bool) -> None:
    """Make the views of the tables: the files as they are, unless an article is there twice."""
    connection.execute((HERE / "hidden.sql").read_text(encoding="utf-8"))
    repeats = connection.execute("from hidden limit 1").fetchone() is not None
    for table in TABLES:
        rows = SINCE_REPLAYED[table] if replayed and table in SINCE_REPLAYED else f"from {WRITTEN}{table}"
        once = repeats and table in {"articles", "events"}
        query = f'from ({rows}) anti join hidden using (source, "partition", "offset")' if once else rows
        connection.execute(f"create view {table} as {query}")
