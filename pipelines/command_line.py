"""The command `dateline`: every command with its options, and how each ends.

Exit status: 0 done; 1 done, but more was refused than `--max-refused`, a rule could not be evaluated, a source could
not be read to its end, or audit found something; 2 bad usage or could not start; 3 stopped before the end, run again.
"""

import signal
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(
    help="News articles in, structured political events out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Output = Annotated[str, typer.Argument(metavar="DIR", help="An output: a folder, or an s3:// or gs:// address.")]
Lexicon = Annotated[
    Path | None, typer.Option(help="A folder with your own lexicon entries.", exists=True, file_okay=False)
]
Published = Annotated[
    str | None, typer.Option(help="When articles that do not say so were published (RFC 3339, or a date).")
]

KafkaConfig = Annotated[
    Path | None,
    typer.Option(help="Settings as librdkafka names them (security.protocol=..., sasl.password=...), one a line.",
                 exists=True, dir_okay=False),
]  # fmt: skip


@app.command()
def run(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, patterns, kafka://host:port/topic.")
    ],
    output: Annotated[
        str, typer.Option(help="Where the tables are or will be: a folder, or an s3:// or gs:// address.")
    ],
    *,
    workers: Annotated[int, typer.Option(min=1, help="Processes that code.")] = 1,
    published: Published = None,
    lexicon: Lexicon = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be read; touch nothing.")] = False,
    reread: Annotated[bool, typer.Option("--reread", help="Read a rewritten file as a new source.")] = False,
    max_refused: Annotated[
        float, typer.Option(min=0, max=1, help="Share of refused records above which to exit with 1.")
    ] = 0.1,
    chunk_bytes: Annotated[
        int | None, typer.Option(min=1024, help="Bytes of a file in a chunk; the first run settles it.")
    ] = None,
    chunk_records: Annotated[
        int | None, typer.Option(min=1, help="Records in a chunk; the first run settles it.")
    ] = None,
    begin: Annotated[
        str, typer.Option("--from", help="Where a topic that no table knows is begun: earliest, latest, timestamp=...")
    ] = "earliest",
    accept_gap: Annotated[
        bool, typer.Option("--accept-gap", help="Go on behind offsets that a topic has lost; `gaps` keeps them.")
    ] = False,
    kafka_config: KafkaConfig = None,
    group: Annotated[
        str | None, typer.Option(help="A consumer group whose offsets are set afterwards, for lag monitors only.")
    ] = None,
    streaming: Annotated[
        bool, typer.Option("--streaming", help="Read topics for ever, on Flink: -- --flink_master=host:port")
    ] = False,
    detach: Annotated[
        bool, typer.Option("--detach", help="Leave a stream alone: nobody sends it again if the JobManager loses it.")
    ] = False,
    flush_seconds: Annotated[
        int, typer.Option(min=1, help="Seconds after which a stream writes what has come of a chunk.")
    ] = 30,
) -> None:
    """Read SOURCE, code its events, write them to the tables of --output, and stop. Beam's own flags go after `--`."""
    from pipelines.run import Request, run_main_job

    request = Request(
        tuple(sources), output, workers, published, str(lexicon) if lexicon else None, dry_run, reread,
        max_refused, chunk_bytes, chunk_records, begin, accept_gap, str(kafka_config) if kafka_config else None,
        group, streaming, detach, flush_seconds, tuple(_BEAM_FLAGS),
    )  # fmt: skip
    raise typer.Exit(run_main_job(request))


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
def publish(
    files: Annotated[list[str], typer.Argument(metavar="FILES...", help="Files, folders, patterns.")],
    target: Annotated[str, typer.Argument(metavar="TOPIC", help="kafka://host:port/topic.")],
    *,
    kafka_config: KafkaConfig = None,
) -> None:
    """Send the articles of FILES to a topic; started again it goes on where it was."""
    from pipelines.publish import publish as send

    raise typer.Exit(send(files, target, str(kafka_config) if kafka_config else None))


@app.command()
def replay(
    directory: Output,
    *,
    workers: Annotated[int, typer.Option(min=1, help="Processes that code.")] = 1,
    lexicon: Lexicon = None,
) -> None:
    """Read dead letters again from the bytes that were kept, and check what is in quarantine again."""
    from pipelines.replay import replay as replay_output

    raise typer.Exit(replay_output(directory, workers, str(lexicon) if lexicon else None))


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


_BEAM_FLAGS: list[str] = []


def main() -> None:
    """Run the command line; what stands after `--` is Beam's."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["run"] and "--" in arguments:
        at = arguments.index("--")
        arguments, _BEAM_FLAGS[:] = arguments[:at], arguments[at + 1 :]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # how schedulers say stop: workers are ended, not blamed
    from pipelines.endings import ending

    with ending(shows=arguments[:1] not in (["run"], ["publish"], ["replay"])):
        app(args=arguments, prog_name="dateline")
