"""How much faster two workers of a stream are than one, beside two extracts over one: same articles, same run.

PYTHONPATH=.:tests/support python tests/support/flink_throughput.py FILE.jsonl [--rounds 3]

The coder is the real one. A stream is timed from its first chunks to its last record, an extract without its start.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flink_cluster
from broker import Broker, running
from flink_servers import end_on_sigterm
from flink_stream import reach, until
from progress import say

from tests.bench.bench import DATELINE, FEW, articles, halves
from tests.bench.measured import measure

PARTITIONS, CHUNK, NUMBER = 8, 64, 2048  # every chunk is full at the end: none waits for its time
TOPIC, WARM, PATIENCE = "throughput", 256, 1800


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("file", type=Path)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    end_on_sigterm()
    with tempfile.TemporaryDirectory() as name, running(Path(name) / "kafka") as broker:
        file = articles(given.file, NUMBER, Path(name) / "articles.jsonl")
        broker.create(TOPIC, PARTITIONS)
        for partition in range(PARTITIONS):
            broker.produce(TOPIC, file.read_bytes().splitlines()[partition::PARTITIONS], partition=partition)
        pairs = [(two_extracts(file), two_workers(broker, Path(name) / str(turn))) for turn in range(given.rounds)]
    extracts, workers = (statistics.median(each) for each in zip(*pairs, strict=True))
    sys.stdout.write(f"two over one: stream {workers:.3f}, extract {extracts:.3f}: {workers / extracts:.2f}\n")


def two_extracts(file: Path) -> float:
    """Return how much faster two extracts of half the articles each are than one of all."""
    few = articles(file, FEW, file.with_name(f"{FEW}.jsonl"))
    one, two = extract(file) - extract(few), extract(*halves(file)) - extract(*halves(few))
    say(f"extract: {NUMBER / one:.1f} articles/s, two at once {NUMBER / two:.1f}")
    return one / two


def extract(*files: Path) -> float:
    """Return the seconds of extracts that run at the same time."""
    return measure(*([DATELINE, "extract", str(file)] for file in files)).seconds


def two_workers(broker: Broker, folder: Path) -> float:
    """Return how much faster a stream is with two TaskManagers of one slot and one worker each than with one."""
    one, two = (stream(broker, folder / str(workers), workers) for workers in (1, 2))
    say(f"stream: {one:.1f} articles/s with a worker, {two:.1f} with two")
    return two / one


def stream(broker: Broker, folder: Path, workers: int) -> float:
    """Return the articles a second of a stream that works off the topic."""
    output = folder / "out"
    with flink_cluster.running(folder / "flink", workers, 1) as flink, launched(broker, flink, output, workers):
        first = until(lambda: held(output) if held(output) >= WARM else 0, PATIENCE)
        began = time.monotonic()
        until(lambda: held(output) >= NUMBER, PATIENCE, lambda: reach(output))
        return (NUMBER - first) / (time.monotonic() - began)


def held(output: Path) -> int:
    """Return how many records the tables account for."""
    return sum(reach(output).values()) if (output / "articles").is_dir() else 0


@contextmanager
def launched(broker: Broker, flink: flink_cluster.LocalFlink, output: Path, parallelism: int) -> Iterator[None]:
    """Run `dateline run --streaming` as people do."""
    command = [
        DATELINE, "run", broker.source(TOPIC), "--output", str(output), "--streaming",
        "--chunk-records", str(CHUNK),
        "--", f"--flink_master={flink.address}", f"--environment_config={flink.pool}", f"--parallelism={parallelism}",
    ]  # fmt: skip
    environment = os.environ | {"DATELINE_CLUSTER": f"{flink.data}/launcher"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.kill()


if __name__ == "__main__":
    main()
