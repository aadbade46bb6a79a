"""A command, measured from outside: time by the clock, work of all its processes, memory of its largest one."""

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple


class Measured(NamedTuple):
    """What a command took: seconds by the clock, CPU seconds of it and its children, MiB of its largest process."""

    seconds: float
    work: float
    mebibytes: float
    first_line: float


class Spread(NamedTuple):
    """The median of several rounds, the lowest and the highest."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f}-{self.high:.2f})"


def measure(command: Sequence[str]) -> Measured:
    """Run a command to its end.

    Raises:
        SystemExit: It failed.
    """
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        process.stdout.readline()
        first_line = time.perf_counter() - began
        process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)[:200]} ended with {process.returncode}")
    work = usage.ru_utime + usage.ru_stime
    return Measured(time.perf_counter() - began, work, usage.ru_maxrss / 1024, first_line)


def together(commands: Sequence[Sequence[str]]) -> float:
    """Run commands at the same time; return the seconds until the last one has ended."""
    began = time.perf_counter()
    running = [subprocess.Popen(each, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for each in commands]
    for process in running:
        if process.wait() not in {0, 1}:
            raise SystemExit(f"{process.args!r} ended with {process.returncode}")
    return time.perf_counter() - began


def spread(rounds: Sequence[float]) -> Spread:
    """Return a figure's median over rounds, with its range."""
    return Spread(statistics.median(rounds), min(rounds), max(rounds))
