"""The memory of a drain's worker after every tenth of the records; starts its own broker.

    PYTHONPATH=. python tests/support/drain_memory.py [RECORDS [BYTES]]        100000 3000

One partition, a coder and a rule that cost nothing. Above a million bytes all records are refused and kept.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from broker import running
from progress import say
from topic_kills import Drain, Trial, workers

from transforms.tables.coverage import coverage
from transforms.tables.storage import storage

STEPS, WORDS = 10, "The ministry said on Monday that talks go on. "


def main() -> None:
    records, size = (*map(int, sys.argv[1:]), *(100_000, 3000)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "kafka") as broker:
        broker.create("memory")
        words = (WORDS * (size // len(WORDS))).encode()
        options = {"linger_ms": 50, "batch_size": 500_000, "max_request_size": 2**25}
        broker.produce("memory", (b'{"text": "%d %s"}' % (n, words) for n in range(records)), options=options)
        began = time.monotonic()
        process = Drain(broker.source("memory"), "", Trial(records, 0, chunk=256, coder="bare"), 1).start(
            Path(folder) / "out"
        )
        for done, (resident, peak) in _watch(process, Path(folder) / "out", records // STEPS):
            rate = done / (time.monotonic() - began)
            say(f"{done:8} records, worker {resident} MB, peak {peak} MB, {rate:.0f} records/s")


def _watch(process: subprocess.Popen[bytes], output: Path, every: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield records committed and the worker's memory in MB, now and at most, each time that there are `every` more."""
    wanted = count(every, every)
    following = next(wanted)
    while process.poll() is None:
        done = sum(commit.reach for _, commit in coverage(storage(str(output))).commits) if output.exists() else 0
        if done >= following:
            yield done, max(map(_memory, workers(process.pid)), default=(0, 0))
            following = next(wanted)
        time.sleep(1)


def _memory(process: int) -> tuple[int, int]:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return 0, 0
    found = dict(line.split(":", 1) for line in status.splitlines())
    return int(found["VmRSS"].split()[0]) // 1024, int(found["VmHWM"].split()[0]) // 1024


if __name__ == "__main__":
    main()
