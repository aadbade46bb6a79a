"""Commands for those who ask the tables: `sql`, `diff`, `schema`, ..."""

from pathlib import Path
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
def diff(
    directory: Output,
    other: Annotated[str, typer.Argument(metavar="DIR2", help="Another output of the same articles.")],
    *,
    listing: Annotated[bool, typer.Option("--list", help="List every event in a table too.")] = False,
    form: Annotated[
        Literal["table", "csv", "json"],
        typer.Option("--format", help="table counts by type and field; csv and json list every event that differs."),
    ] = "table",
) -> None:
    """Show which events appear, vanish and change from DIR to DIR2; exit with 0 if none does, else with 1."""
    from pipelines.diff.run import diff as show_difference

    raise typer.Exit(show_difference(directory, other, form, listing=listing))


@app.command()
def link(directory: Output) -> None:
    """Join the reports of the same event across articles into `event_clusters` and `cluster_members`."""
    from pipelines.link import run_link

    raise typer.Exit(run_link(directory))


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


@app.command()
def report(
    directory: Output,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page.")] = Path("report.html"),
) -> None:
    """Write one self-contained page: time line, map, who to whom, claims, quality, and every event in its article."""
    from pipelines.report.write import run_report

    raise typer.Exit(run_report(directory, output))


def _show_columns(form: str | None) -> None:
    if form is None:
        return
    from transforms.exporting.layout import text_layout

    typer.echo(text_layout(form))
    raise typer.Exit


@app.command()
def export(
    directory: Output,
    *,
    form: Annotated[
        Literal["gdelt", "polecat", "plover-json", "csv", "delta"],
        typer.Option(
            "--as",
            help="gdelt: 61 columns of GDELT 2.0, no header; polecat: POLECAT's 40; plover-json: PLOVER's format, a "
            "line an event; csv: flat; delta: a Delta Lake table. gdelt and polecat hold what happened on a known day; "
            "what is negated, hypothetical, planned, denied or undated is counted, not written.",
        ),
    ],
    target: Annotated[str, typer.Option("-o", "--output", help="The file; for delta, the folder.")],
    columns: Annotated[
        Literal["gdelt", "polecat"] | None,
        typer.Option(
            callback=_show_columns, is_eager=True, help="Print what each column holds, and why some stay empty."
        ),
    ] = None,
) -> None:
    """Write the events in another layout, for scripts that exist."""
    from pipelines.export.run import run_export

    raise typer.Exit(run_export(directory, form, target))
