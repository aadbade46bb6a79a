"""Commands that code without tables and say why: `extract`, `explain`, `lexicon check|try`."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.app import Lexicon, Published, app


@app.command()
def extract(
    file: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="A file of articles, or standard input (JSON lines).")
    ] = "-",
    *,
    published: Published = None,
    lexicon: Lexicon = None,
    all_candidates: Annotated[bool, typer.Option("--all", help="Candidates below the cut too.")] = False,
) -> None:
    """Print the events of articles as JSON lines, without Beam: for trying and piping."""
    from pipelines.extract import extract_file

    raise typer.Exit(extract_file(file, published, str(lexicon) if lexicon else None, all_candidates=all_candidates))


@app.command()
def explain(
    event_id: Annotated[str | None, typer.Argument(help="An event's id, or the beginning of it.")] = None,
    *,
    directory: Annotated[str | None, typer.Option("--in", metavar="DIR", help="The output that holds it.")] = None,
    text: Annotated[str | None, typer.Option(help="A text: why these events, and why not others.")] = None,
    published: Published = None,
    lexicon: Lexicon = None,
) -> None:
    """Show why: the path of an event in an output, or of every clause of a text."""
    from pipelines.explain import explain_event, explain_text

    if text is not None and not (event_id or directory):
        raise typer.Exit(explain_text(text, published, str(lexicon) if lexicon else None))
    if text is not None or not event_id or not directory:
        message = "give EVENT_ID with --in DIR, or --text"
        raise typer.BadParameter(message)
    raise typer.Exit(explain_event(event_id, directory))


lexicon_app = typer.Typer(help="Your own lexicon entries: checked, and what they change.", no_args_is_help=True)
app.add_typer(lexicon_app, name="lexicon")
OwnLexicon = Annotated[Path, typer.Argument(metavar="DIR", help="A folder with your own lexicon files.", exists=True,
                                            file_okay=False)]  # fmt: skip


@lexicon_app.command()
def check(directory: OwnLexicon) -> None:
    """Check every row, and say what is wrong with file, line and cause."""
    from pipelines.lexicon import check_lexicon

    raise typer.Exit(check_lexicon(directory))


@lexicon_app.command("try")
def try_(
    directory: OwnLexicon,
    files: Annotated[list[str], typer.Argument(metavar="FILES...", help="Files, folders, patterns of articles.")],
    *,
    published: Published = None,
) -> None:
    """Show which events appear, vanish or change with your entries."""
    from pipelines.lexicon import try_lexicon

    raise typer.Exit(try_lexicon(directory, files, published))
