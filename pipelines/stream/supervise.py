"""The launcher of a stream watches its job, and sends it again when the JobManager has lost it."""

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from pipelines.endings import DONE, STOPPED
from pipelines.stream.cluster import AwayError, Cluster, newest_complete
from transforms.reading.errors import UsageError

LOOK_SECONDS, WORD_SECONDS, LOST_SECONDS = 3.0, 60.0, 5.0


class Seen(NamedTuple):
    """What is known of a job.

    Attributes:
        job: Its id.
        checkpoint: The address of its newest complete checkpoint, as far as it was seen.
        state: Its state in Flink's words; `AWAY` if the JobManager did not answer, None if it has lost the job.
    """

    job: str
    checkpoint: str | None = None
    state: str | None = "CREATED"


AWAY = "AWAY"


def supervise(cluster: Cluster, job: str, send_again: Callable[[str | None], str]) -> int:
    """Watch a job until it ends; return the exit status.

    Args:
        cluster: Where it runs.
        job: Its id.
        send_again: Sends it again from a checkpoint, or from the tables if there is none, and returns the new id.
    """
    seen, said = Seen(job), 0.0
    try:
        while True:
            before, seen = seen, look(cluster, seen)
            if seen.state != before.state or time.monotonic() > said + WORD_SECONDS:
                said = time.monotonic()
                _say(cluster, seen)
            if seen.state in {"FINISHED", "CANCELED", "FAILED"}:
                return _ended(cluster, seen)
            if seen.state in {None, "SUSPENDED"} and _is_lost(cluster, seen):
                seen = _send_again(seen, send_again)
            time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        return stop(cluster, seen)


def look(cluster: Cluster, seen: Seen) -> Seen:
    """Return what is known of a job now."""
    try:
        state = cluster.state(seen.job)
        checkpoint = cluster.newest_checkpoint(seen.job) if state else None
    except AwayError:
        return seen._replace(state=AWAY)
    return Seen(seen.job, checkpoint or seen.checkpoint, state)


def _is_lost(cluster: Cluster, seen: Seen) -> bool:
    """Look again after a moment: a JobManager that keeps its jobs elsewhere finds them when it has started."""
    time.sleep(LOST_SECONDS)
    return look(cluster, seen).state in {None, "SUSPENDED"}


def _send_again(seen: Seen, send_again: Callable[[str | None], str]) -> Seen:
    """Send a job again, from a checkpoint that was completed after the last look if there is one."""
    newest = newest_complete(seen.checkpoint.rpartition("/")[0]) if seen.checkpoint else None
    sys.stderr.write(f"the JobManager has lost the job; going on from {newest or 'the tables'}\n")
    try:
        seen = Seen(send_again(newest), newest)
    except (AwayError, RuntimeError, OSError, UsageError) as error:  # the cluster is not ready, or no broker answers
        sys.stderr.write(f"could not be sent again, trying on: {error}\n")
    else:
        sys.stdout.write(f"job {seen.job}\n")
        sys.stdout.flush()
    return seen


def _say(cluster: Cluster, seen: Seen) -> None:
    if seen.state == AWAY:
        sys.stderr.write(f"{cluster.master} does not answer; waiting\n")
    else:
        sys.stderr.write(
            f"job {seen.job} is {seen.state or 'lost'}; newest checkpoint: {seen.checkpoint or 'none yet'}\n"
        )
    if seen.state == "RESTARTING":
        sys.stderr.write(f"{_cause(cluster, seen.job)}\n")


def _cause(cluster: Cluster, job: str) -> str:
    """Return the lines of a failure that say what went wrong."""
    try:
        said = (cluster.root_cause(job) or "").splitlines()
    except AwayError:
        return ""
    causes = [line.strip() for line in said if line.startswith("Caused by") or "Error" in line.split(":")[0]]
    return "\n".join(line[:500] for line in [*said[:1], *causes[-3:]])


def _ended(cluster: Cluster, seen: Seen) -> int:
    if seen.state == "FAILED":
        sys.stderr.write(f"the job has failed:\n{_cause(cluster, seen.job)}\nrun again to go on from the tables\n")
        return STOPPED
    sys.stderr.write(f"the job was ended by somebody else\n{_how_to_go_on(seen.checkpoint)}")
    return DONE


def stop(cluster: Cluster, seen: Seen) -> int:
    """Stop a job with a savepoint; return the exit status."""
    sys.stderr.write("stopping with a savepoint ...\n")
    try:
        request = cluster.stop(seen.job)
        while not (savepoint := cluster.stopped(seen.job, request)):
            time.sleep(0.5)
    except (AwayError, RuntimeError, KeyboardInterrupt) as error:
        sys.stderr.write(f"it could not be stopped and goes on without this supervisor: {error}\n")
        return STOPPED
    sys.stdout.write(f"stopped; savepoint: {savepoint}\n")
    sys.stderr.write(_how_to_go_on(savepoint))
    return DONE


def _how_to_go_on(checkpoint: str | None) -> str:
    faster = f"; add --savepoint_path={checkpoint} behind -- to keep what was under way" if checkpoint else ""
    return f"the same command goes on from the tables{faster}\n"
