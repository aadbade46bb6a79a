"""A topic drained while it is produced, through SIGKILLs of launcher, workers and broker; prints what came of it.

    PYTHONPATH=. python tests/support/topic_kills.py [ARTICLES [KILLS [PARTITIONS [BROKER_KILLS]]]]       20000 20 8 1

Every seventh event breaks a rule, every fiftieth record is a tombstone or no JSON: all tables are written.
"""

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
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq
from broker import Broker, running

from pipelines.audit_topics import compare_topics
from transforms.reading.topics.survey import survey_all
from transforms.tables.audit import audit
from transforms.tables.storage import storage

TABLES = ("articles", "events", "quarantine", "dead_letters")
CHUNK = 64


class Outcome(NamedTuple):
    """What the run that was killed ended with, beside one that never was."""

    records: int
    outcomes: int
    twice: int
    findings: int
    same_rows: bool
    kills: Counter[str]
    runs: int


def main() -> None:
    articles, kills, partitions, broker_kills = (*map(int, sys.argv[1:]), *(20000, 20, 8, 1)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "kafka") as broker:
        broker.create("kills", partitions)
        began = time.monotonic()
        outcome = disturbed(broker, "kills", Path(folder), articles, kills, broker_kills)
        for name, value in outcome._asdict().items():
            sys.stdout.write(f"{name:12} {dict(value) if isinstance(value, Counter) else value}\n")
        sys.stdout.write(f"{'seconds':12} {time.monotonic() - began:.0f}\n")


def disturbed(
    broker: Broker, topic: str, folder: Path, articles: int, kills: int, broker_kills: int = 0, config: str = "",
    listener: int = 0,
) -> Outcome:  # fmt: skip
    """Produce and drain at the same time, killing; then drain once more without, and compare."""
    producer = threading.Thread(target=_produce, args=(broker, topic, articles))
    producer.start()
    source, dice = broker.source(topic, listener=listener), random.Random(articles)
    planned = ["launcher" if dice.random() < 0.5 else "worker" for _ in range(kills)] + ["broker"] * broker_kills
    dice.shuffle(planned)
    killed, runs = _through(broker, source, folder / "killed", config, planned, dice, producer)
    assert _start(source, folder / "whole", config).wait() == 0
    result = audit(storage(str(folder / "killed")))
    findings = [*result.findings, *compare_topics(survey_all([source], config or None), result)]
    rows = [list(_rows(folder / name)) for name in ("killed", "whole")]
    places = Counter((r[0], r[1]["source"], r[1]["partition"], r[1]["offset"]) for r in rows[0] if r[0] != "events")
    outcomes = [key for key in places if key[0] in {"articles", "dead_letters"}]
    twice = sum(places[key] > 1 for key in outcomes)
    for finding in findings[:10]:
        sys.stdout.write(f"{finding}\n")
    return Outcome(articles, len(outcomes), twice, len(findings), rows[0] == rows[1], killed, runs)


def value(number: int) -> bytes | None:
    """Return the record of a number."""
    if number % 50 == 0:
        return None if number % 100 else b"no json"
    return json.dumps({"id": f"a{number}", "text": f"Story {number}. " + "Troops moved. " * (number % 90)}).encode()


def _produce(broker: Broker, topic: str, articles: int) -> None:
    """Send all records, a little at a time; the producer itself goes on when the broker comes back."""
    from kafka import KafkaProducer

    with KafkaProducer(bootstrap_servers=broker.server, reconnect_backoff_max_ms=1000, linger_ms=20) as producer:
        for number in range(articles):
            producer.send(topic, value(number), key=str(number).encode())
            if number % 250 == 0:
                producer.flush(120)
                time.sleep(0.2)
        producer.flush(120)


def _through(
    broker: Broker, source: str, output: Path, config: str, planned: list[str], dice: random.Random,
    producer: threading.Thread,
) -> tuple[Counter[str], int]:  # fmt: skip
    killed: Counter[str] = Counter()
    for runs in range(1, 1000):
        alive = producer.is_alive()
        process = _start(source, output, config)
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
        assert status in {0, -signal.SIGKILL}, status
        if status == 0 and not alive and not planned:
            return killed, runs
    raise AssertionError("it never ends")


def _start(source: str, output: Path, config: str) -> subprocess.Popen[bytes]:
    script = Path(__file__).with_name("cheap_drain.py")
    arguments = [sys.executable, str(script), source, str(output), "2", str(CHUNK), config]
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{here.parents[1]}:{here}"}
    return subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


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
    targets = [process.pid] if what == "launcher" else _workers(process.pid)
    for target in targets[:1]:
        os.kill(target, signal.SIGKILL)
    return bool(targets)


def _workers(launcher: int) -> list[int]:
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
