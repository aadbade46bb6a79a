"""A topic drained while it is produced, through SIGKILLs of launcher, workers and broker; prints what came of it.

    PYTHONPATH=. python tests/support/topic_kills.py --articles 20000 --kills 20 --partitions 8 --broker-kills 1
    PYTHONPATH=. python tests/support/topic_kills.py --articles 1000 --kills 10 --chunk 16 --coder real --source FILE
    PYTHONPATH=. python tests/support/topic_kills.py --articles 2000 --kills 6 --secure --chunk 64

Every fiftieth record is a tombstone or no JSON; every seventh event of the cheap coder breaks a rule: all tables are
written.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq
from broker import Broker, running

from pipelines.audit_topics import compare_topics
from pipelines.endings import NOT_STARTED
from transforms.reading.topics.survey import survey_all
from transforms.tables.audit import audit
from transforms.tables.storage import storage

TABLES = ("articles", "events", "quarantine", "dead_letters")
SASL_TLS = 3


class Trial(NamedTuple):
    """What is produced, killed and drained.

    Attributes:
        articles: Records.
        kills: SIGKILLs of launcher or worker.
        broker_kills: SIGKILLs of the broker, which is away for 20 s.
        chunk: Offsets in a chunk.
        secure: Over TLS, logged in with SCRAM.
        source: JSON lines of real articles; without it made-up ones.
        coder: `real`; `cheap`, which costs nothing; `bare`, cheap and with one cheap rule: nothing but reading and
            writing costs, so that many kills fit into minutes.
    """

    articles: int
    kills: int
    broker_kills: int = 0
    chunk: int = 64
    secure: bool = False
    source: Path | None = None
    coder: str = "cheap"

    def values(self) -> Iterator[bytes | None]:
        """Yield the records, each with an id of its own."""
        lines = cycle(self.source.read_bytes().splitlines()) if self.source else None
        for number in range(self.articles):
            real = json.loads(next(lines)) | {"id": f"a{number}"} if lines and number % 50 else None
            yield json.dumps(real).encode() if real else value(number)


class Outcome(NamedTuple):
    """What the run that was killed ended with, beside one that never was."""

    records: int
    outcomes: int
    twice: int
    findings: int
    same_rows: bool
    rows: Counter[str]
    kills: Counter[str]
    runs: int


class Drain(NamedTuple):
    """The run that is killed: a process of its own, with a launcher and workers."""

    source: str
    config: str
    trial: Trial
    workers: int = 2

    def start(self, output: Path) -> subprocess.Popen[bytes]:
        here = Path(__file__).parent
        trial = self.trial
        arguments = [self.source, str(output), str(self.workers), str(trial.chunk), self.config, trial.coder]
        command = [sys.executable, str(here / "cheap_drain.py"), *arguments]
        environment = {**os.environ, "PYTHONPATH": f"{here.parents[1]}:{here}"}
        with output.with_suffix(".log").open("ab") as log:
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("articles", 20000), ("kills", 20), ("partitions", 8), ("broker-kills", 0), ("chunk", 256)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--coder", choices=("bare", "cheap", "real"), default="bare")
    parser.add_argument("--secure", action="store_true")
    given = parser.parse_args()
    if given.articles // given.chunk < given.kills:  # kills wait for commits
        parser.error(f"{given.kills} kills need more chunks: lower --chunk")
    trial = Trial(given.articles, given.kills, given.broker_kills, given.chunk, given.secure, given.source, given.coder)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "kafka") as broker:
        broker.create("kills", given.partitions)
        began = time.monotonic()
        outcome = disturbed(broker, "kills", Path(folder), trial)
        for name, value in outcome._asdict().items():
            sys.stdout.write(f"{name:12} {dict(value) if isinstance(value, Counter) else value}\n")
        sys.stdout.write(f"{'seconds':12} {time.monotonic() - began:.0f}\n")


def disturbed(broker: Broker, topic: str, folder: Path, trial: Trial) -> Outcome:
    """Produce and drain at the same time, killing; then drain once more without, and compare."""
    producer = threading.Thread(target=_produce, args=(broker, topic, trial), daemon=True)
    producer.start()
    source = broker.source(topic, listener=SASL_TLS if trial.secure else 0)
    config, dice = broker.config("sasl-tls") if trial.secure else "", random.Random(trial.articles)
    planned = ["launcher" if dice.random() < 0.5 else "worker" for _ in range(trial.kills)]
    planned += ["broker"] * trial.broker_kills
    dice.shuffle(planned)
    drain = Drain(source, config, trial)
    killed, runs = _through(broker, drain, folder / "killed", planned, dice, producer)
    assert drain.start(folder / "whole").wait() == 0
    return _compare(source, config, folder, trial, killed, runs)


def _compare(source: str, config: str, folder: Path, trial: Trial, killed: Counter[str], runs: int) -> Outcome:
    result = audit(storage(str(folder / "killed")))
    findings = [*result.findings, *compare_topics(survey_all([source], config or None), result)]
    rows = [list(_rows(folder / name)) for name in ("killed", "whole")]
    places = Counter((r[0], r[1]["source"], r[1]["partition"], r[1]["offset"]) for r in rows[0])
    outcomes = [key for key in places if key[0] in {"articles", "dead_letters"}]
    twice = sum(places[key] > 1 for key in outcomes)
    for finding in findings[:10]:
        sys.stdout.write(f"{finding}\n")
    counted = Counter(table for table, _ in rows[0])
    return Outcome(trial.articles, len(outcomes), twice, len(findings), rows[0] == rows[1], counted, killed, runs)


def value(number: int) -> bytes | None:
    """Return the record of a number."""
    if number % 50 == 0:
        return None if number % 100 else b"no json"
    return json.dumps({"id": f"a{number}", "text": f"Story {number}. " + "Troops moved. " * (number % 90)}).encode()


def _produce(broker: Broker, topic: str, trial: Trial) -> None:
    """Send all records, a little at a time; the producer itself goes on when the broker comes back."""
    from kafka import KafkaProducer

    with KafkaProducer(bootstrap_servers=broker.server, reconnect_backoff_max_ms=1000, linger_ms=20) as producer:
        for number, record in enumerate(trial.values()):
            producer.send(topic, record, key=str(number).encode())
            if number % 250 == 0:
                producer.flush(120)
                time.sleep(0.2)
        producer.flush(120)


def _through(
    broker: Broker, drain: Drain, output: Path, planned: list[str], dice: random.Random,
    producer: threading.Thread,
) -> tuple[Counter[str], int]:  # fmt: skip
    killed: Counter[str] = Counter()
    for runs in range(1, 1000):
        alive = producer.is_alive()
        process, away = drain.start(output), killed["broker"]
        try:
            while planned and _goes_on(process, output, dice):
                what = planned.pop()
                if _kill(what, process, broker):
                    killed[what] += 1
                else:
                    planned.append(what)
            status = process.wait()
        finally:
            process.kill()
        not_started = {NOT_STARTED} if killed["broker"] > away else set()  # it began while no broker was there
        assert status in {0, -signal.SIGKILL, *not_started}, status
        if status == 0 and not alive and not planned:
            return killed, runs
    raise AssertionError("it never ends")


def _goes_on(process: subprocess.Popen[bytes], output: Path, dice: random.Random) -> bool:
    """Wait for a moment to kill: mostly while chunks are written, sometimes while a run starts."""
    before, wanted, late = (
        _commits(output),
        dice.randint(1, 3),
        time.monotonic() + dice.choice((3.0, 120.0, 120.0, 120.0)),
    )
    while process.poll() is None and _commits(output) < before + wanted and time.monotonic() < late:
        time.sleep(0.02)
    time.sleep(dice.random() * 0.2)
    return process.poll() is None


def _commits(output: Path) -> int:
    return sum(1 for _ in output.glob("articles/*/*.parquet"))


def _kill(what: str, process: subprocess.Popen[bytes], broker: Broker) -> bool:
    if what == "broker":
        broker.do("kill")
        time.sleep(20)
        broker.do("up")
        return True
    targets = [process.pid] if what == "launcher" else workers(process.pid)
    for target in targets[:1]:
        os.kill(target, signal.SIGKILL)
    return bool(targets)


def workers(launcher: int) -> list[int]:
    """Return the processes that a launcher started to code: not the one that multiprocessing keeps for itself."""
    try:
        children = Path(f"/proc/{launcher}/task/{launcher}/children").read_text().split()
        return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except FileNotFoundError:
        return []


def _rows(output: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for table in TABLES:
        found = [
            row
            for file in (output / table).glob("*/*.parquet")
            for row in pq.read_table(file, partitioning=None).to_pylist()
        ]
        for row in sorted(found, key=lambda row: (row["partition"], row["offset"], str(row.get("event_id")))):
            yield table, {**row, "processed_at": None}


if __name__ == "__main__":
    main()
