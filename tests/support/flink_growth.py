"""What a stream on Flink keeps and takes as time goes by: one line of CSV now and then, for a plot.

PYTHONPATH=. python tests/support/flink_growth.py [--minutes 10] [--rate 0] [--every 15] > growth.csv

state_bytes is the size of the newest checkpoint; cores_* and mb_* are CPU since the line before and resident memory.
"""

import argparse
import csv
import itertools
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import flink_cluster
from broker import Broker, running
from flink_cluster import LocalFlink
from flink_kills import TOPIC
from flink_stream import Launcher, reach, until
from processes import KINDS, Use, use
from topic_kills import value

from pipelines.stream_cluster import Cluster

PARTITIONS, FIRST = 8, 400


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--rate", type=float, default=0, help="articles a second")
    options.add_argument("--every", type=float, default=15, help="seconds between two lines")
    options.add_argument("--parallelism", type=int, default=4)
    options.add_argument("--checkpoints", type=int, default=10_000, help="milliseconds between two checkpoints")
    given = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "kafka") as broker,
        flink_cluster.running(Path(folder) / "flink") as flink,
    ):
        lines = csv.writer(sys.stdout)
        lines.writerow(
            ["seconds", "articles", "checkpoint", "state_bytes", "checkpoint_ms"]
            + [f"{what}_{kind}" for what in ("cores", "mb") for kind in KINDS]
        )
        for line in growth(broker, flink, Path(folder) / "out", given):
            lines.writerow(line)
            sys.stdout.flush()


def growth(broker: Broker, flink: LocalFlink, output: Path, given: argparse.Namespace) -> Iterator[list[object]]:
    """Run a stream for some minutes and yield what is to be seen of it."""
    broker.create(TOPIC, PARTITIONS)
    broker.produce(TOPIC, [value(number) or b"no json" for number in range(FIRST)])
    flags = (f"--parallelism={given.parallelism}", f"--checkpointing_interval={given.checkpoints}")
    launcher = Launcher(flink, broker.source(TOPIC), output, *flags)
    ended = threading.Event()
    producer = threading.Thread(target=_produce, args=(broker, given.rate, ended))
    try:
        cluster, job = Cluster(flink.address), launcher.job()
        until((output / "articles").is_dir, 600, launcher.log.read_text)
        until(lambda: sum(reach(output).values()) >= FIRST, 600, lambda: reach(output))
        producer.start()
        began, before = time.monotonic(), use(flink.data)
        while time.monotonic() < began + given.minutes * 60:
            time.sleep(given.every)
            after = use(flink.data)
            yield [
                round(time.monotonic() - began), sum(reach(output).values()), *_checkpoint(cluster, job),
                *(_cores(before, after, kind) for kind in KINDS), *(after[kind].megabytes for kind in KINDS),
            ]  # fmt: skip
            before = after
    finally:
        ended.set()
        if producer.ident:
            producer.join()
        launcher.kill()


def _checkpoint(cluster: Cluster, job: str) -> tuple[int, int, int]:
    newest = cluster.ask("GET", f"/jobs/{job}/checkpoints")["latest"]["completed"]
    return newest["id"], newest["state_size"], newest["end_to_end_duration"]


def _cores(before: dict[str, Use], after: dict[str, Use], kind: str) -> float:
    return round((after[kind].seconds - before[kind].seconds) / (after[kind].at - before[kind].at), 3)


def _produce(broker: Broker, rate: float, ended: threading.Event) -> None:
    from kafka import KafkaProducer

    if not rate:
        return
    with KafkaProducer(bootstrap_servers=broker.server) as producer:
        began = time.monotonic()
        for number in itertools.count():
            if ended.wait(max(0.0, began + number / rate - time.monotonic())):
                break
            producer.send(TOPIC, value(FIRST + number), key=str(number).encode())


if __name__ == "__main__":
    main()
