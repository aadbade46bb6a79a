"""A stream on Flink while its topic is produced: its parts are killed in turn; prints what came of each.

PYTHONPATH=. python tests/support/flink_kills.py [--articles 20000] [--rate 50] [--parallelism 2] [PHASE...]

Every seventh event breaks a rule, every fiftieth record is a tombstone or no JSON: all tables are written.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from broker import Broker
from flink_cluster import LocalFlink
from flink_faults import FAULTS, TOPIC, Stream
from flink_servers import servers
from flink_stream import CHUNK
from progress import say
from rows import rows, same
from steady_producer import producing
from topic_kills import TABLES

from pipelines.audit_topics import compare_topics
from transforms.reading.topics.survey import survey_all
from transforms.tables.audit import audit
from transforms.tables.storage import storage

PHASES: dict[str, Callable[[Stream], None]] = {
    **FAULTS,
    "all but the tables": Stream.from_tables,
    "record that kills workers": Stream.poison,
    "savepoint, other parallelism": Stream.savepoint,
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
    with servers() as (broker, flink, output):
        findings = disturbed(broker, flink, output, *how)
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
        with producing(broker, TOPIC, rate, articles):
            stream.await_rows()
            for what in phases:
                phase = stream.meet(what, PHASES[what])
                say(f"{phase}")
                found += [str(phase)] if phase.lost or phase.twice else []
        with _draining(broker, output) as drained:
            stream.await_rows(stream.ends())
            stream.launcher.stop()
    finally:
        stream.launcher.kill()
    return [*found, *audited(broker, output), *_unlike(output, drained, int("record that kills workers" in phases))]


def audited(broker: Broker, output: Path) -> list[str]:
    """Return what `audit --against` the topic finds."""
    result = audit(storage(str(output)))
    return [str(each) for each in (*result.findings, *compare_topics(survey_all([broker.source(TOPIC)]), result))]


@contextmanager
def _draining(broker: Broker, output: Path) -> Iterator[Path]:
    """Drain the topic into another output with the same coder while the stream ends."""
    drained, script, here = (
        output.with_name("drained"),
        Path(__file__).with_name("cheap_drain.py"),
        Path(__file__).parent,
    )
    command = [sys.executable, str(script), broker.source(TOPIC), str(drained), "2", str(CHUNK), "", "cheap"]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": f"{here.parents[1]}:{here}"}) as drain:
        try:
            yield drained
        except BaseException:
            drain.kill()
            raise
    assert drain.returncode == 0


def _unlike(output: Path, drained: Path, poisoned: int) -> list[str]:
    """Name the tables that do not have the same rows, and tell if not as many records crashed as were to."""
    unlike = [table for table in TABLES if not same(rows(output, table), rows(drained, table))]
    letters = rows(output, "dead_letters")
    crashed = letters.column("code").to_pylist().count("crashed") if letters else 0
    return [f"{table}: not the rows of a drain" for table in unlike] + [f"{crashed} crashed"] * (crashed != poisoned)


if __name__ == "__main__":
    main()
