"""A stream on Flink while its topic is produced: its parts are killed in turn; prints what came of each.

PYTHONPATH=. python tests/support/flink_kills.py [--articles 20000] [--rate 50] [--parallelism 2] [PHASE...]

Every seventh event breaks a rule, every fiftieth record is a tombstone or no JSON: all tables are written. What counts
as flowing again: records that were produced after the kill stand in the tables, on every partition.
"""

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import flink_cluster
from broker import Broker, running
from flink_cluster import LocalFlink
from flink_stream import CHUNK, Key, Launcher, lost_and_twice, reach, until
from rows import rows, same
from topic_kills import TABLES, value

from pipelines.audit_topics import compare_topics
from pipelines.stream_cluster import Cluster
from transforms.reading.topics.survey import survey_all
from transforms.tables.audit import audit
from transforms.tables.storage import storage

BACK_SECONDS, BROKER_AWAY_SECONDS = 600, 10
TOPIC = "flink-kills"


class Phase(NamedTuple):
    """What came of one kill."""

    what: str
    lost: int
    twice: int
    seconds: float
    articles: int


class Stream:
    """The topic, the cluster, the output and the launcher that is running."""

    def __init__(self, broker: Broker, flink: LocalFlink, output: Path, parallelism: int) -> None:
        self.broker, self.flink, self.output, self.parallelism = broker, flink, output, parallelism
        self.launcher = self.launch()

    def launch(self, *flags: str) -> Launcher:
        flags = flags if "--parallelism" in "".join(flags) else (*flags, f"--parallelism={self.parallelism}")
        return Launcher(self.flink, self.broker.source(TOPIC), self.output, *flags)

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
        """Stop with a savepoint and go on from it with another parallelism."""
        savepoint = self.launcher.stop()
        self.launcher = self.launch(f"--parallelism={self.parallelism + 1}", f"--savepoint_path={savepoint}")


PHASES: dict[str, Callable[[Stream], None]] = {
    "worker process": Stream.worker,
    "worker pool": Stream.pool,
    "TaskManager": Stream.taskmanager,
    "broker": Stream.kafka,
    "launcher": Stream.supervisor,
    "JobManager": Stream.jobmanager,
    "all but the tables": Stream.from_tables,
    "record that kills workers": Stream.poison,
    "savepoint, parallelism + 1": Stream.savepoint,
}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("phases", nargs="*", metavar="PHASE", help=", ".join(PHASES))
    options.add_argument("--articles", type=int, default=600)
    options.add_argument("--rate", type=float, default=3, help="articles a second")
    options.add_argument("--partitions", type=int, default=8)
    options.add_argument("--parallelism", type=int, default=2)
    given = options.parse_args()
    how = (given.articles, given.rate, given.partitions, given.parallelism, given.phases or tuple(PHASES))
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "kafka") as broker,
        flink_cluster.running(Path(folder) / "flink") as flink,
    ):
        findings = disturbed(broker, flink, Path(folder) / "out", *how)
    sys.stdout.write(f"audit --against: {findings or 'clean'}\n")
    sys.exit(bool(findings))


def disturbed(
    broker: Broker, flink: LocalFlink, output: Path, articles: int, rate: float, partitions: int, parallelism: int,
    phases: Sequence[str] = tuple(PHASES),
) -> list[str]:  # fmt: skip
    """Run all phases, print a line for each, and return what an audit finds at the end and what was lost or doubled."""
    broker.create(TOPIC, partitions)
    stream = Stream(broker, flink, output, parallelism)
    found: list[str] = []
    try:
        with _producing(broker, articles, rate):
            _wait_for_rows(stream)
            for what in phases:
                phase = _phase(stream, what, PHASES[what])
                sys.stdout.write("{:28} lost {} twice {} back after {:.0f} s ({} records)\n".format(*phase))
                sys.stdout.flush()
                found += [f"{what}: lost {phase.lost}, twice {phase.twice}"] if phase.lost or phase.twice else []
        _wait_for_rows(stream, _ends(broker))
        stream.launcher.stop()
    finally:
        stream.launcher.kill()
    result = audit(storage(str(output)))
    findings = [*result.findings, *compare_topics(survey_all([broker.source(TOPIC)]), result)]
    return [*found, *map(str, findings), *_unlike_a_drain(broker, output, phases)]


def _unlike_a_drain(broker: Broker, output: Path, phases: Sequence[str]) -> list[str]:
    """Drain the topic into another output with the same coder, and name the tables that do not have the same rows."""
    drained, script = output.with_name("drained"), Path(__file__).with_name("cheap_drain.py")
    command = [sys.executable, str(script), broker.source(TOPIC), str(drained), "2", str(CHUNK), "", "cheap"]
    here = Path(__file__).parent
    subprocess.run(command, env={**os.environ, "PYTHONPATH": f"{here.parents[1]}:{here}"}, check=True)
    unlike = [table for table in TABLES if not same(rows(output, table), rows(drained, table))]
    letters = rows(output, "dead_letters")
    crashed = letters.column("code").to_pylist().count("crashed") if letters else 0
    poisoned = int("record that kills workers" in phases)
    return [f"{table}: not the rows of a drain" for table in unlike] + [f"{crashed} crashed"] * (crashed != poisoned)


def _phase(stream: Stream, what: str, kill: Callable[[Stream], None]) -> Phase:
    began = time.monotonic()
    kill(stream)
    _wait_for_rows(stream, _ends(stream.broker))
    took = time.monotonic() - began
    return Phase(what, *lost_and_twice(stream.output), took, sum(reach(stream.output).values()))


def _ends(broker: Broker) -> dict[Key, int]:
    extents = survey_all([broker.source(TOPIC)])
    return {(extent.place.uri, extent.place.partition): extent.end for extent in extents}


def _wait_for_rows(stream: Stream, behind: dict[Key, int] | None = None) -> None:
    """Wait until the tables hold more than they did, or everything before certain offsets."""

    def there() -> bool:
        held = reach(stream.output) if (stream.output / "articles").is_dir() else {}
        return all(held.get(key, 0) >= end for key, end in behind.items()) if behind else bool(held)

    until(there, BACK_SECONDS, lambda: f"{behind}\n{stream.launcher.log.read_text()[-2000:]}")


@contextmanager
def _producing(broker: Broker, articles: int, rate: float) -> Iterator[None]:
    """Produce so many a second as long as the body runs, and at least so many in all if it ends well."""
    enough, failed = threading.Event(), threading.Event()
    thread = threading.Thread(target=_produce, args=(broker, articles, rate, enough, failed))
    thread.start()
    try:
        yield
    except BaseException:
        failed.set()
        raise
    finally:
        enough.set()
        thread.join()


def _produce(broker: Broker, articles: int, rate: float, enough: threading.Event, failed: threading.Event) -> None:
    from kafka import KafkaProducer

    with KafkaProducer(bootstrap_servers=broker.server, reconnect_backoff_max_ms=1000) as producer:
        began = time.monotonic()
        for number in itertools.count():
            if failed.is_set() or (number >= articles and enough.is_set()):
                break
            producer.send(TOPIC, value(number), key=str(number).encode())
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
        producer.flush(120)


if __name__ == "__main__":
    main()
