"""A stream with the cheap coder on a local cluster: started, watched and stopped as people do it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyarrow.parquet as pq
from flink_cluster import LocalFlink

from transforms.tables.coverage import coverage
from transforms.tables.storage import storage

Key = tuple[str, int]
Found = TypeVar("Found")
CHUNK, FLUSH = 64, 5


class Launcher:
    """`dateline run --streaming` in a process of its own.

    Args:
        cluster: Where to.
        source: The topic.
        output: The output.
        flags: Beam's and Flink's.
    """

    def __init__(self, cluster: LocalFlink, source: str, output: Path, *flags: str) -> None:
        script, here = Path(__file__).with_name("cheap_stream.py"), Path(__file__).parent
        self.log = output.with_name(f"{output.name}-{time.monotonic_ns()}.log")
        command = [
            sys.executable, str(script), source, str(output), str(CHUNK), str(FLUSH),
            f"--flink_master={cluster.address}", f"--environment_config={cluster.pool}",
            "--checkpointing_interval=5000", "--min_pause_between_checkpoints=500", *flags,
        ]  # fmt: skip
        named = f"{cluster.data}/launcher"  # as the cluster's own processes are, so that `processes` finds it
        environment = {**os.environ, "PYTHONPATH": f"{here.parents[1]}:{here}", "DATELINE_CLUSTER": named}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def said(self, pattern: str, seconds: float = 600) -> str:
        """Wait until the launcher has said something; return the last group of the last time."""
        return until(lambda: (re.findall(pattern, self.log.read_text()) or [None])[-1], seconds, self.log.read_text)

    def job(self) -> str:
        """Return the id of its job."""
        return self.said(r"\njob ([0-9a-f]{32})\n")

    def stop(self) -> str:
        """Stop the stream with a savepoint; return its address."""
        self.process.send_signal(signal.SIGINT)
        savepoint = self.said(r"savepoint: (\S+)\n")
        assert self.process.wait(60) == 0
        return savepoint

    def kill(self) -> None:
        """End the launcher alone."""
        self.process.kill()
        self.process.wait()


def until(found: Callable[[], Found | None], seconds: float, why: Callable[[], object] = str) -> Found:
    """Wait for something."""
    late = time.monotonic() + seconds
    while not (result := found()):
        if time.monotonic() > late:
            raise AssertionError(f"not within {seconds:.0f} s: {why()}")
        time.sleep(0.5)  # a look at the tables reads the footers of all commits
    return result


def reach(output: Path) -> dict[Key, int]:
    """Return the offset before which the tables hold everything, of each partition."""
    held = coverage(storage(str(output))).accounted()
    return {key: ranges[0][1] for key, ranges in held.items() if ranges and ranges[0][0] == 0}


def lost_and_twice(output: Path) -> tuple[int, int]:
    """Count offsets without an outcome and with two, below what the tables say that they hold, while they are written.

    Every offset of the topic holds a record. What is read later than the commits can only hold more.
    """
    reached = reach(output)
    found = [place for table in ("articles", "dead_letters") for place in _places(output / table)]
    below = [place for place in found if place[2] < reached.get(place[:2], 0)]
    return sum(reached.values()) - len(set(below)), len(below) - len(set(below))


def _places(table: Path) -> list[tuple[str, int, int]]:
    files = sorted(table.glob("*/*.parquet"))
    columns = ["source", "partition", "offset"]
    tables = [pq.read_table(file, columns=columns, partitioning=None) for file in files]
    return [place for each in tables for place in zip(*(each[name].to_pylist() for name in columns), strict=True)]
