"""`dateline sql`: an output as views of DuckDB."""

import sys

import duckdb
import pandas as pd
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from pipelines.endings import DONE, NOT_STARTED
from pipelines.views.connect import connect


def run_sql(directory: str, query: str | None, form: str) -> int:
    """Run the statements of a query, or those on standard input; return the exit status."""
    connection = connect(directory)
    try:
        for statement in duckdb.extract_statements(query if query is not None else sys.stdin.read()):
            try:
                show(connection.sql(statement.query), form)
            except duckdb.IOException:  # compaction has exchanged files since
                connection = connect(directory)
                show(connection.sql(statement.query), form)
    except duckdb.Error as error:
        sys.stderr.write(f"dateline: {error}\n")
        return NOT_STARTED
    return DONE


def show(result: duckdb.DuckDBPyRelation | None, form: str) -> None:
    """Print the rows of a result; a statement that is no query has none."""
    if result is None:
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
