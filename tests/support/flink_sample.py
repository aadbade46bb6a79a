"""What is to be seen of a stream on Flink now and then: a line of CSV.

restarts is how often the job went back to a checkpoint since it was sent, state_bytes the size of the newest
checkpoint, cores_* CPU since the line before, mb_* resident memory, files_* open file descriptors; what a killed
JobManager could not say is empty or 0.
"""

import csv
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flink_faults import Stream
from flink_stream import reach
from processes import KINDS, Use, use

COLUMNS = (
    "seconds", "articles", "restarts", "checkpoint", "state_bytes", "checkpoint_ms",
    *(f"{what}_{kind}" for what in ("cores", "mb", "files") for kind in KINDS),
)  # fmt: skip


@contextmanager
def sampled(stream: Stream, file: Path, every: float) -> Iterator[None]:
    """Write a line every so many seconds as long as the body runs."""
    ended = threading.Event()
    thread = threading.Thread(target=_sample, args=(stream, file, every, ended))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _sample(stream: Stream, file: Path, every: float, ended: threading.Event) -> None:
    began, before = time.monotonic(), use(stream.flink.data)
    with file.open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(COLUMNS)
        while not ended.wait(every):
            after = use(stream.flink.data)
            writer.writerow([round(time.monotonic() - began), *_line(stream, before, after)])
            lines.flush()
            before = after


def _line(stream: Stream, before: dict[str, Use], after: dict[str, Use]) -> list[object]:
    return [
        sum(reach(stream.output).values()), stream.restarts(), *_checkpoint(stream),
        *(_cores(before[kind], after[kind]) for kind in KINDS),
        *(after[kind].megabytes for kind in KINDS), *(after[kind].files for kind in KINDS),
    ]  # fmt: skip


def _checkpoint(stream: Stream) -> tuple[int | None, int | None, int | None]:
    newest = ((stream.ask("checkpoints") or {}).get("latest") or {}).get("completed") or {}
    return newest.get("id"), newest.get("state_size"), newest.get("end_to_end_duration")


def _cores(before: Use, after: Use) -> float:
    """Return the cores in use; 0 where a process that ended took its seconds with it."""
    return max(0.0, round((after.seconds - before.seconds) / (after.at - before.at), 3))
