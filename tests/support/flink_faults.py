"""A stream on Flink that is running, what can be done to it, and what came of that.

What counts as flowing again: what was in the topic after the fault stands in the tables, on every partition.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from broker import Broker
from flink_cluster import LocalFlink
from flink_stream import Key, Launcher, lost_and_twice, reach, until

from pipelines.stream.cluster import AwayError, Cluster
from transforms.reading.topics.survey import survey_all

BACK_SECONDS, BROKER_AWAY_SECONDS, ROUGH_SECONDS = 600, 10, 20
TOPIC = "flink-faults"


class Phase(NamedTuple):
    """What came of one fault: seconds from its beginning until rows flow again, and records in the tables by then."""

    what: str
    lost: int
    twice: int
    seconds: float
    records: int

    def __str__(self) -> str:
        return "{:28} lost {} twice {} back after {:.0f} s ({} records)".format(*self)


class Stream:
    """The topic, the cluster, the output and the launcher that is running."""

    def __init__(self, broker: Broker, flink: LocalFlink, output: Path, parallelism: int, *flags: str) -> None:
        self.broker, self.flink, self.output, self.parallelism, self.flags = broker, flink, output, parallelism, flags
        self.launcher = self.launch()

    def launch(self, *more: str) -> Launcher:
        flags = (f"--parallelism={self.parallelism}", *self.flags, *more)
        return Launcher(self.flink, self.broker.source(TOPIC), self.output, *flags)

    def ends(self) -> dict[Key, int]:
        """Return where the partitions of the topic end."""
        extents = survey_all([self.broker.source(TOPIC)])
        return {(extent.place.uri, extent.place.partition): extent.end for extent in extents}

    def ask(self, what: str) -> Any:
        """Return what the JobManager says of the job; None if it does not answer or has lost it."""
        with suppress(AwayError):
            return Cluster(self.flink.address).ask("GET", f"/jobs/{self.launcher.job()}/{what}")

    def restarts(self) -> int:
        """Return how often the job went back to a checkpoint since it was sent."""
        return sum(int(metric["value"]) for metric in self.ask("metrics?get=numRestarts") or ())

    def await_rows(self, behind: dict[Key, int] | None = None) -> None:
        """Wait until the tables hold something, or everything before certain offsets."""

        def there() -> bool:
            held = reach(self.output) if (self.output / "articles").is_dir() else {}
            return all(held.get(key, 0) >= end for key, end in behind.items()) if behind else bool(held)

        until(there, BACK_SECONDS, lambda: f"{behind}\n{self.launcher.log.read_text()[-2000:]}")

    def meet(self, what: str, fault: Callable[["Stream"], None]) -> Phase:
        """Do something to it, and wait until rows flow again."""
        began = time.monotonic()
        fault(self)
        self.await_rows(self.ends())
        took = time.monotonic() - began
        return Phase(what, *lost_and_twice(self.output), took, sum(reach(self.output).values()))

    def worker(self) -> None:
        self.flink.do("kill", "worker-1")

    def pool(self) -> None:
        self.flink.do("kill", "pool-1")
        self.flink.do("start", "pool-1")

    def taskmanager(self) -> None:
        self.flink.do("kill", "taskmanager-1")
        self.flink.do("start", "taskmanager-1")

    def kafka(self) -> None:
        self.broker.do("kill")
        time.sleep(BROKER_AWAY_SECONDS)
        self.broker.do("up")

    def network(self) -> None:
        """Delay, trickle, cut and refuse every connection to the broker for a while."""
        assert self.broker.wire is not None
        self.broker.wire.roughen()
        time.sleep(ROUGH_SECONDS)
        self.broker.wire.calm()

    def jobmanager(self) -> None:
        """Kill the JobManager, and wait until the launcher has sent the job again: meanwhile the old one goes on."""
        job = self.launcher.job()
        self.flink.do("kill", "jobmanager")
        self.flink.do("start", "jobmanager")
        until(lambda: self.launcher.job() != job, BACK_SECONDS, self.launcher.log.read_text)

    def supervisor(self) -> None:
        """Kill the launcher alone: the next one finds the job and watches it."""
        self.launcher.kill()
        self.launcher = self.launch()
        self.launcher.said("(watching it)")

    def from_tables(self) -> None:
        """Lose everything but the tables: launcher, job and checkpoints."""
        job = self.launcher.job()
        self.launcher.kill()
        Cluster(self.flink.address).ask("PATCH", f"/jobs/{job}?mode=cancel")
        until(lambda: Cluster(self.flink.address).state(job) in {"CANCELED", None}, BACK_SECONDS)
        self.launcher = self.launch()

    def poison(self) -> None:
        """Produce a record that kills every worker that codes it, until it has killed three."""
        self.broker.produce(TOPIC, [b'{"text": "POISON"}'])

    def savepoint(self) -> None:
        """Stop with a savepoint and go on from it with another parallelism: more where there are slots for it."""
        savepoint = self.launcher.stop()
        slots = Cluster(self.flink.address).ask("GET", "/overview")["slots-total"]
        other = self.parallelism + 1 if self.parallelism < slots else self.parallelism - 1
        self.launcher = self.launch(f"--parallelism={other}", f"--savepoint_path={savepoint}")


FAULTS: dict[str, Callable[[Stream], None]] = {
    "worker process": Stream.worker,
    "worker pool": Stream.pool,
    "TaskManager": Stream.taskmanager,
    "broker": Stream.kafka,
    "network": Stream.network,
    "launcher": Stream.supervisor,
    "JobManager": Stream.jobmanager,
}
