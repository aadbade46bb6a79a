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
    for table, schema in TABLES.items():
        if not any(name.endswith(".parquet") for name in store.names(table)):
            connection.register(table, _empty(table, schema))
        elif store.local:
            connection.execute(_view(store, table))
        else:
            connection.register(table, _dataset(store, table, schema))
    return connection


def _view(store: Storage, table: str) -> str:
    files = store.path(f"{table}/**/*.parquet").replace("'", "''")
    hive = "" if table == "gaps" else ", hive_partitioning = true, hive_types = {'ingest_date': date}"
    return f"create view {table} as from read_parquet('{files}', union_by_name = true{hive})"


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
