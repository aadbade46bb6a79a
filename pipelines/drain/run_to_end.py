"""Workers are run until nothing is left: those that were killed are replaced, and a record that kills is found."""

import sys
from collections.abc import Callable, Collection, Sequence
from typing import Any

from pipelines.drain.workers import Job, run_workers
from transforms.tables.attempts import DEATHS
from transforms.tables.coverage import coverage
from transforms.tables.storage import Storage
from transforms.tables.sweep import sweep

KILLED_AT_MOST = 4 * DEATHS


def run_to_end(
    plan_rest: Callable[[], Sequence[Any]], store: Storage, job: Job, workers: int, uris: Collection[str]
) -> bool:
    """Run workers until nothing is left, a worker fails, or they are killed again and again without any progress.

    Args:
        plan_rest: Returns what the tables do not hold yet.
        store: The output.
        job: What a worker needs to know.
        workers: How many.
        uris: The sources that this process has locked.

    Returns:
        Whether nothing is left.
    """
    plan, killed, chunks = plan_rest(), 0, -1
    while plan and killed <= KILLED_AT_MOST:
        sys.stderr.write(f"loading Beam and the coder; {len(plan)} chunk(s) to read\n")
        ended = run_workers(plan, job, workers)
        if not ended.killed:
            return not ended.failed
        held = coverage(store)
        sweep(store, held, uris)  # what was killed before its commit may be planned as part of another pack
        killed, chunks = (killed + 1 if len(held.commits) == chunks else 1), len(held.commits)
        sys.stderr.write(f"{ended.killed} worker(s) were killed; going on from what is committed\n")
        plan = plan_rest()
    return not plan
