"""`dateline recode`: the texts that an output has kept, coded by today's coder into another output."""

import datetime as dt
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.drain.progress import progress
from pipelines.drain.run_to_end import run_to_end
from pipelines.drain.summary import say_summary, summarise
from pipelines.drain.workers import Job
from pipelines.endings import STOPPED
from transforms.coding import lexicon as lexicons
from transforms.load_coder import load_coder
from transforms.loading import loading
from transforms.recode_chunk import plan_recode
from transforms.replay_chunk import Commits
from transforms.tables.coverage import Coverage, coverage
from transforms.tables.gaps import write_gaps
from transforms.tables.lock import lock_sources
from transforms.tables.settings import OutputError, read_settings, settle
from transforms.tables.storage import Storage, storage
from transforms.tables.sweep import sweep
from transforms.tables.unresolved import chunks

ALL = 1.0  # what was refused was refused before: that says nothing about this run


def recode(
    directory: str,
    output: str,
    workers: int = 1,
    lexicon: str | None = None,
    *,
    load: Callable[[], Any] | None = None,
) -> int:
    """Code the kept texts of an output into another one and return the exit status.

    The sources are not read. `load` loads another coder than dateline's.

    Raises:
        OutputError: One of the outputs cannot be used.
    """
    store, into = storage(directory), storage(output)
    settings = read_settings(store)
    _check_apart(store, into)
    settle(into, settings)
    held = coverage(store)
    uris = sorted({covered.source.partition("#")[0] for _, commit in held.commits for covered in commit.covers})
    lock_sources(into, uris)
    write_gaps(into, held.gaps)
    before = coverage(into)
    plan = plan_recode(held, before)
    _check_coder(into, before, load().version if load else lexicons.version(Path(lexicon) if lexicon else None))
    sweep(into, before, uris)
    _say_replayed(held, before, directory, output)
    if not plan:
        sys.stdout.write(f"nothing new: {into.root} holds every chunk of {store.root}\n")
        return 0
    job = Job(output, load or partial(load_coder, lexicon), flow=partial(_recode_share, directory))
    began = dt.datetime.now(dt.UTC)
    with progress(into, (), before, sum(commits[0].reach for commits in plan)):
        ended = run_to_end(lambda: plan_recode(held, coverage(into)), into, job, workers, uris)
    summary = summarise(into, before, coverage(into), ())
    with suppress(BrokenPipeError):
        say_summary(summary, output, dt.datetime.now(dt.UTC) - began)
    return summary.status(ALL) if ended else STOPPED


def _recode_share(directory: str, share: tuple[Commits, ...], job: Job) -> None:
    with loading():
        from pipelines.recode.flow import recode_chunks

    recode_chunks(share, directory, job.output, job.load)


def _check_apart(store: Storage, into: Storage) -> None:
    one, other = (Path(s.root).resolve().as_posix() if s.local else s.root for s in (store, into))
    if store.files.type_name == into.files.type_name and f"{other}/".startswith(f"{one}/"):
        message = f"{into.root} is the output that is read, or inside of it: name another folder"
        raise OutputError(message)


def _check_coder(into: Storage, before: Coverage, version: str) -> None:
    """Refuse to put what two coders make of one source into one output.

    Raises:
        OutputError: Names the version that is there.
    """
    there = {coder for _, commit in before.commits for coder in commit.versions["coder"].split()}
    if other := sorted(there - {version}):
        message = f"{into.root} holds what {other[0]} has coded, today's coder is {version}: name another output"
        raise OutputError(message)


def _say_replayed(held: Coverage, before: Coverage, directory: str, output: str) -> None:
    """Say when the first output was replayed since: the second has the same dead letters, and a replay of its own."""
    there = {commits[0].chunk: _articles(commits) for commits in chunks(before)}
    behind = sum(there.get(commits[0].chunk, _articles(commits)) < _articles(commits) for commits in chunks(held))
    if behind:
        sys.stderr.write(
            f"{behind} chunk(s) of {directory} were replayed since they were recoded: `dateline replay {output}`\n"
        )


def _articles(commits: Commits | list[Any]) -> int:
    return sum(commit.rows["articles"] for commit in commits)
