"""Commands that bring articles into tables: `run`, `replay`, `recode`, and `publish` to a topic."""

from typing import Annotated

import typer

from pipelines.commands.app import BEAM_FLAGS, KafkaConfig, Lexicon, Output, Published, app


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
    from pipelines.request import Request
    from pipelines.run import run_main_job

    request = Request(
        tuple(sources), output, workers, published, str(lexicon) if lexicon else None, dry_run, reread,
        max_refused, chunk_bytes, chunk_records, begin, accept_gap, str(kafka_config) if kafka_config else None,
        group, streaming, detach, flush_seconds, tuple(BEAM_FLAGS),
    )  # fmt: skip
    raise typer.Exit(run_main_job(request))


@app.command()
def replay(
    directory: Output,
    *,
    workers: Annotated[int, typer.Option(min=1, help="Processes that code.")] = 1,
    lexicon: Lexicon = None,
) -> None:
    """Read dead letters again from the bytes that were kept, and check what is in quarantine again."""
    from pipelines.replay.run import replay as replay_output

    raise typer.Exit(replay_output(directory, workers, str(lexicon) if lexicon else None))


@app.command()
def recode(
    directory: Output,
    *,
    output: Annotated[str, typer.Option(metavar="DIR2", help="Where the recoded tables are or will be.")],
    workers: Annotated[int, typer.Option(min=1, help="Processes that code.")] = 1,
    lexicon: Lexicon = None,
) -> None:
    """Code the texts that DIR has kept with today's coder into another output; the sources are not read."""
    from pipelines.recode.run import recode as recode_output

    raise typer.Exit(recode_output(directory, output, workers, str(lexicon) if lexicon else None))


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
