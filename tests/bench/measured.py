"""Commands, measured from outside: time by the clock, work of all processes, memory of the largest one."""

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple


class Measured(NamedTuple):
    """What commands took: seconds by the clock, CPU seconds of them and their children, MiB of the largest process."""

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


def measure(*commands: Sequence[str]) -> Measured:
    """Run commands at the same time to their end; the first line is that of the first.

    Raises:
        SystemExit: One failed.
    """
    began = time.perf_counter()
    first = subprocess.Popen(commands[0], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    others = [subprocess.Popen(each, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for each in commands[1:]]
    assert first.stdout
    first.stdout.readline()
    first_line = time.perf_counter() - began
    first.stdout.read()
    usages = [_ended(process) for process in (first, *others)]
    work = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    return Measured(time.perf_counter() - began, work, max(usage.ru_maxrss for usage in usages) / 1024, first_line)


def _ended(process: subprocess.Popen[bytes]) -> resource.struct_rusage:
    """Return what a process and its children took."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{process.args!r} ended with {process.returncode}")
    return usage


def spread(rounds: Sequence[float]) -> Spread:
    """Return a figure's median over rounds, with its range."""
    return Spread(statistics.median(rounds), min(rounds), max(rounds))
