"""Records in the order of their offsets in, batches that do not cross the border of a chunk out."""

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence

from schemas.record import Record
from transforms.batch import PART, RecordBatch
from transforms.plan_stream import Stretch
from transforms.reading.source_file import EPOCH
from transforms.tables.chunk import Chunk, Covered, cell

MOST_BYTES = 1024 * 1024


def cut_batches(records: Sequence[Record], at: int, stop: int, stretch: Stretch, size: int) -> Iterator[RecordBatch]:
    """Yield batches that together account for [at, stop), gaps included.

    Args:
        records: All records with offsets in [at, stop), in order.
        at: Where the reader stands.
        stop: The offset before which it has seen everything.
        stretch: What it reads.
        size: Offsets in a chunk.
    """
    left = deque(records)
    while at < stop:
        border = min(cell(at, size)[1], stop)
        part = min(cell(at, PART)[1], border)
        taken = _take(left, part)
        following = left[0].position.offset if left else border
        end = border if following >= border else part if following >= part else taken[-1].stop
        yield _batch(taken, at, end, stretch, size)
        at = end


def _take(left: deque[Record], part: int) -> list[Record]:
    taken, volume = list[Record](), 0
    while left and left[0].position.offset < part and volume < MOST_BYTES:
        taken.append(left.popleft())
        volume += len(taken[-1].value or b"")
    return taken


def _batch(records: list[Record], first: int, stop: int, stretch: Stretch, size: int) -> RecordBatch:
    start, cell_stop = cell(first, size)
    start = max(start, stretch.first)
    chunk = Chunk(stretch.source, stretch.partition, start, cell_stop, _timestamp(records, start, stretch))
    last = (records[-1].position.offset, records[-1].sha256) if records else (None, None)
    return RecordBatch(chunk, (Covered(stretch.source, stretch.partition, first, stop, *last),), tuple(records))


def _timestamp(records: list[Record], start: int, stretch: Stretch) -> dt.datetime:
    """Return the time that the chunk was given, else the batch's first record's: that of the first batch counts."""
    if start == stretch.first and stretch.began:
        return stretch.began
    return records[0].timestamp if records else EPOCH
