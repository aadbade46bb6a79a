"""`dateline sql`: an output as views of DuckDB."""

import sys

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
from rich.console import Console
from rich.table import Table

from pipelines.endings import DONE, NOT_STARTED
from schemas.tables import TABLES
from transforms.tables.settings import read_settings
from transforms.tables.storage import Storage, storage

WRITTEN = "written_"
# What a replay has resolved is no longer open: an article stands at a dead letter's position, an event is in `events`.
SINCE_REPLAYED = {
    "dead_letters": """create view dead_letters as from written_dead_letters
        anti join written_articles using (source, "partition", "offset")""",
    "quarantine": """create view quarantine as from written_quarantine
        anti join events using (event_id, source, "partition", "offset")""",
    "articles": """create view articles as
        with released as (
            select source, "partition", "offset", count(*)::integer as number
            from written_quarantine semi join events using (event_id, source, "partition", "offset") group by all)
        select * exclude (number) replace (events + coalesce(number, 0) as events,
            quarantined - coalesce(number, 0) as quarantined)
        from written_articles left join released using (source, "partition", "offset")""",
}
DAY = ds.partitioning(pa.schema([pa.field("ingest_date", pa.date32())]), flavor="hive")


def run_sql(directory: str, query: str | None, form: str) -> int:
    """Run the statements of a query, or those on standard input; return the exit status."""
    connection = connect(directory)
    try:
        for statement in duckdb.extract_statements(query if query is not None else sys.stdin.read()):
            show(connection.execute(statement), form)
    except duckdb.Error as error:
        sys.stderr.write(f"dateline: {error}\n")
        return NOT_STARTED
    return DONE


def connect(directory: str) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB connection with the tables of an output as views; only the columns that a query needs are read.

    Raises:
        OutputError: The folder is no output of dateline's.
    """
    store = storage(directory)
    read_settings(store)
    connection = duckdb.connect()
    replayed = any(".replay" in name for name in store.names("articles"))
    for table, schema in TABLES.items():
        name = f"{WRITTEN}{table}" if replayed and table in SINCE_REPLAYED else table
        if not any(file.endswith(".parquet") for file in store.names(table)):
            connection.register(name, _empty(table, schema))
        elif store.local:
            connection.execute(_view(store, table, name))
        else:
            connection.register(name, _dataset(store, table, schema))
    for view in SINCE_REPLAYED.values() if replayed else ():
        connection.execute(view)
    return connection


def _view(store: Storage, table: str, name: str) -> str:
    files = store.path(f"{table}/**/*.parquet").replace("'", "''")
    hive = "" if table == "gaps" else ", hive_partitioning = true, hive_types = {'ingest_date': date}"
    return f"create view {name} as from read_parquet('{files}', union_by_name = true{hive})"


def _empty(table: str, schema: pa.Schema) -> pa.Table:
    dated = schema if table == "gaps" else schema.append(pa.field("ingest_date", pa.date32()))
    return dated.empty_table()


def _dataset(store: Storage, table: str, schema: pa.Schema) -> ds.Dataset:
    dated = schema if table == "gaps" else schema.append(pa.field("ingest_date", pa.date32()))
    return ds.dataset(store.path(table), schema=dated, filesystem=store.files, format="parquet", partitioning=DAY)


def show(result: duckdb.DuckDBPyConnection, form: str) -> None:
    """Print the rows of a result."""
    if not result.description:
        return
    rows: pa.Table = result.to_arrow_table()
    if form == "table":
        _show_table(rows)
    else:
        frame: pd.DataFrame = rows.to_pandas()
        text = (
            frame.to_csv(index=False)
            if form == "csv"
            else frame.to_json(orient="records", lines=True, date_format="iso")
        )
        sys.stdout.write(text)


def _show_table(rows: pa.Table) -> None:
    table = Table(*rows.column_names, box=None, pad_edge=False)
    for row in rows.to_pylist():
        table.add_row(*(_cell(value) for value in row.values()))
    Console(highlight=False, markup=False, soft_wrap=not sys.stdout.isatty()).print(table)


def _cell(value: object) -> str:
    return "" if value is None else str(value)
