"""Commands for those who ask the tables: `sql`, `schema`, ..."""

from typing import Annotated, Literal

import typer

from pipelines.commands.app import Output, app


@app.command()
def sql(
    directory: Output,
    query: Annotated[
        str | None, typer.Argument(help="A query; without one, queries are read from standard input.")
    ] = None,
    *,
    form: Annotated[Literal["table", "csv", "json"], typer.Option("--format", help="How to print rows.")] = "table",
) -> None:
    """Query an output with DuckDB: its tables are views."""
    from pipelines.sql import run_sql

    raise typer.Exit(run_sql(directory, query, form))


@app.command()
def schema(
    table: Annotated[str | None, typer.Argument(help="One table; without it, all.")] = None,
    *,
    form: Annotated[
        Literal["text", "json", "arrow", "avro", "sql"], typer.Option("--format", help="How to print it.")
    ] = "text",
) -> None:
    """Print the contract: every column with its type and meaning."""
    from pipelines.schema import show_schema

    raise typer.Exit(show_schema(table, form))
