"""The processes that code: each runs the main job over its share of the plan; one that is killed is replaced.

Beam's own `multi_processing` mode is not used: a run hangs for ever when one of its workers is killed (measured with
2.77), and a worker's start-up messages cannot be kept from the terminal.
"""

import ctypes
import logging
import multiprocessing as mp
import os
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from transforms.loading import loading
from transforms.plan_chunks import Reading
from transforms.tables.attempts import spare
from transforms.tables.storage import storage

FAILED = 3
_PR_SET_PDEATHSIG = 1  # prctl(2)


class Job(NamedTuple):
    """What a worker needs to know.

    Attributes:
        output: The output.
        load: Returns the coder.
        beam_flags: Beam's own flags.
        flow: What is done with a share of the plan; a function that loads Beam only when it is called.
    """

    output: str
    load: Callable[[], Any]
    beam_flags: tuple[str, ...] = ()
    flow: "Callable[[tuple[Any, ...], Job], None] | None" = None


class Ended(NamedTuple):
    """How the workers ended: `killed` by a signal, or `failed` with an error that they have printed."""

    killed: int
    failed: int


def run_workers(plan: Sequence[Any], job: Job, workers: int) -> Ended:
    """Run the main job over a plan in as many processes as `workers` says; return how they ended."""
    shares = [share for i in range(workers) if (share := tuple(plan[i::workers]))]
    context = mp.get_context("spawn")
    processes = [context.Process(target=_work, args=(share, job, os.getpid())) for share in shares]
    try:
        for process in processes:
            process.start()
        return _await(list(processes))
    finally:
        _stop(processes, job)


def _stop(processes: Sequence[BaseProcess], job: Job) -> None:
    """End those that still run; what they were at is not to blame."""
    running = [process for process in processes if process.pid and process.exitcode is None]
    for process in running:
        process.kill()
        process.join()
    spare(storage(job.output), [process.pid for process in running if process.pid])


def _await(processes: list[BaseProcess]) -> Ended:
    """Wait for all; when one is killed the others finish their shares, when one fails they are stopped."""
    while running := [process for process in processes if process.exitcode is None]:
        if any((process.exitcode or 0) > 0 for process in processes):
            break
        wait([process.sentinel for process in running])
    ends = [process.exitcode or 0 for process in processes]
    return Ended(sum(end < 0 for end in ends), sum(end > 0 for end in ends))


def _work(share: tuple[Any, ...], job: Job, launcher: int) -> None:
    _die_with(launcher)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the launcher ends its workers
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    from pipelines.endings import ending

    with ending():
        (job.flow or _drain)(share, job)


def _drain(share: tuple[Reading, ...], job: Job) -> None:
    with loading():
        from pipelines.drain.flow import drain

    drain(share, job.output, job.load, beam_flags=job.beam_flags)


def _die_with(launcher: int) -> None:
    """End this process when its launcher does: what it would still write, the next run is waiting for."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != launcher:
        os._exit(FAILED)
