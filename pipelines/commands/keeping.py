"""Commands that prove, tidy and show what is in the tables: `status`, `audit`, ..."""

from typing import Annotated

import typer

from pipelines.commands.app import KafkaConfig, Output, app


@app.command()
def status(directory: Output) -> None:
    """Show coverage, open chunks, what was refused and what is in quarantine."""
    from pipelines.status import show_status

    raise typer.Exit(show_status(directory))


@app.command()
def audit(
    directory: Output,
    against: Annotated[list[str] | None, typer.Option(help="Sources whose every record must have an outcome.")] = None,
    *,
    kafka_config: KafkaConfig = None,
) -> None:
    """Prove over what is on disk that every record has one outcome and every span its text, or say what broke."""
    from pipelines.audit import show_audit

    raise typer.Exit(show_audit(directory, against or [], str(kafka_config) if kafka_config else None))


@app.command()
def compact(directory: Output) -> None:
    """Put the closed days (all but the newest) into few sorted files; rows and coverage stay."""
    from pipelines.compact import compact

    raise typer.Exit(compact(directory))


@app.command()
def validate(
    directory: Output,
    *,
    data_docs: Annotated[
        str | None, typer.Option(metavar="SITE", help="A folder for Data Docs: pages on every rule and day.")
    ] = None,
) -> None:
    """Check whole days with Great Expectations: volume, mix of types, shares of what is unknown."""
    from pipelines.validate.run import validate as check

    raise typer.Exit(check(directory, data_docs))


@app.command()
def prune(
    directory: Output,
    before: Annotated[str, typer.Option(help="The first day that stays: 2024-05-31.")],
) -> None:
    """Take the days before a date out of all tables; `gaps` keeps what was there, and no run reads it again."""
    from pipelines.prune import prune

    raise typer.Exit(prune(directory, before))


@app.command()
def forget(
    article_id: Annotated[str, typer.Argument(help="The article's id, as in `articles.article_id`.")],
    directory: Annotated[str, typer.Option("--in", help="The output.")],
) -> None:
    """Take an article's text, title, address and events out of an output; its position keeps its outcome."""
    from pipelines.forget import forget

    raise typer.Exit(forget(article_id, directory))
