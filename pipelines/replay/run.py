"""`dateline replay`: dead letters read again from the bytes that were kept, quarantined events checked again."""

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from pipelines.drain.progress import progress
from pipelines.drain.run_to_end import KILLED_AT_MOST
from pipelines.drain.workers import Job, run_workers
from pipelines.endings import DONE, FOUND, STOPPED
from pipelines.open_counts import quarantined_by_rule, refused_by_code, truncated
from transforms.load_coder import load_coder
from transforms.loading import loading
from transforms.replay_chunk import Commits, plan_replay
from transforms.tables import attempts
from transforms.tables.coverage import Coverage, coverage
from transforms.tables.lock import lock_sources, lock_tables
from transforms.tables.read import read_rows
from transforms.tables.settings import read_settings
from transforms.tables.storage import Storage, storage
from transforms.tables.swap import finish
from transforms.tables.sweep import sweep
from transforms.tables.unresolved import next_replay


class Added(NamedTuple):
    """What a replay has added: articles of dead letters with their events, and events that left quarantine."""

    articles: int
    events: int
    quarantined: int
    released: int
    unevaluated: int


def replay(
    directory: str, workers: int = 1, lexicon: str | None = None, *, load: Callable[[], Any] | None = None
) -> int:
    """Replay what is open in an output and return the exit status; `load` loads another coder than dateline's."""
    store = storage(directory)
    read_settings(store)
    lock_tables(store)
    finish(store)
    uris = _sources(plan_replay(store, coverage(store)))
    lock_sources(store, uris)
    held = coverage(store)
    sweep(store, held, uris)
    plan, ended = plan_replay(store, held), True
    if plan:
        sys.stderr.write(f"loading Beam and the coder; {len(plan)} chunk(s) with dead letters or quarantined events\n")
        job = Job(directory, load or partial(load_coder, lexicon), flow=_replay_share)
        with progress(store, (), held):
            ended = _run(store, job, workers, uris)
    after = coverage(store)
    added = _added(store, held, after)
    with suppress(BrokenPipeError):
        _say(store, added, after)
    if not ended:
        return STOPPED
    _forget(store, plan)
    return FOUND if added.unevaluated else DONE


def _sources(plan: tuple[Commits, ...]) -> list[str]:
    return sorted({covered.source.partition("#")[0] for commits in plan for covered in commits[0].covers})


def _run(store: Storage, job: Job, workers: int, uris: list[str]) -> bool:
    """Run workers until none is killed; a record that kills is tried as often as in the main job, then left as it is.

    Their notes stay until all is done: else what kills would be tried again after each kill by another record.
    """
    poison = refused_by_code(store, coverage(store))["crashed"]
    for _ in range(KILLED_AT_MOST + (attempts.DEATHS + 1) * poison):
        ended = run_workers(plan_replay(store, coverage(store)), job, workers)
        if not ended.killed:
            return not ended.failed
        sweep(store, coverage(store), uris)
        sys.stderr.write(f"{ended.killed} worker(s) were killed; going on from what is committed\n")
    return False


def _replay_share(share: tuple[Any, ...], job: Job) -> None:
    with loading():
        from pipelines.replay.flow import replay_chunks

    replay_chunks(share, job.output, job.load)


def _added(store: Storage, before: Coverage, after: Coverage) -> Added:
    old = {name for name, _ in before.replays}
    new = [commit for name, commit in after.replays if name not in old]
    rows = sum((Counter(commit.rows) for commit in new), Counter[str]())
    own = sum(sum(read_rows(store, commit.chunk, "articles", ["events"])["events"].to_pylist()) for commit in new)
    unevaluated = sum(not commit.evaluated for commit in new)
    return Added(rows["articles"], own, rows["quarantine"], rows["events"] - own, unevaluated)


def _say(store: Storage, added: Added, after: Coverage) -> None:
    say = sys.stdout.write
    say(
        f"{added.articles} dead letter(s) became articles, with {added.events} events and {added.quarantined} in "
        f"quarantine; {added.released} event(s) left quarantine\n"
    )
    for code, number in refused_by_code(store, after).most_common():
        say(f"still refused: {code} {number}\n")
    if cut := truncated(store, after):
        say(f"{cut} of them cannot be read again: only the beginning of their bytes was kept\n")
    for rule, number in quarantined_by_rule(store, after).most_common():
        say(f"still in quarantine: {rule} {number}\n")
    if added.unevaluated:
        say(f"{added.unevaluated} chunk(s) with a rule that could not be evaluated: their events are in quarantine\n")


def _forget(store: Storage, plan: tuple[Commits, ...]) -> None:
    for commits in plan:
        attempts.forget(store, next_replay(commits))
