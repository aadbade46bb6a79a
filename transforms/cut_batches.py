"""Records in the order of their offsets in, batches that do not cross the border of a chunk out."""

import datetime as dt
import json
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.record import Record
from transforms.batch import PART, RecordBatch
from transforms.plan_stream import Stretch
from transforms.reading.source_file import EPOCH
from transforms.reading.topics import bound
from transforms.tables.chunk import Chunk, Covered, cell

MOST_BYTES = 1024 * 1024


class Mark(NamedTuple):
    """Where a reader stands.

    Attributes:
        at: The next offset to read.
        start: The start of the chunk that it lies in.
        held: The bytes of the chunk's records before it: a chunk of large ones ends before its cell does.
    """

    at: int
    start: int
    held: int = 0

    def text(self) -> bytes:
        """Return JSON."""
        return json.dumps(self).encode()


def read_mark(text: bytes | None, stretch: Stretch) -> Mark:
    """Return what `Mark.text` wrote; the beginning of a stretch from nothing."""
    return Mark(*json.loads(text)) if text else Mark(stretch.first, stretch.first)


def cut_batches(
    records: Sequence[Record], mark: Mark, stop: int, stretch: Stretch, size: int
) -> Iterator[tuple[RecordBatch, Mark]]:
    """Yield batches that together account for all from where the reader stands, gaps included, and where it is then.

    Args:
        records: All records with offsets from there to `stop`, in order.
        mark: Where the reader stands.
        stop: The offset before which it has seen everything.
        stretch: What it reads.
        size: Offsets in a cell of the grid.
    """
    left = deque(records)
    while mark.at < stop:
        cell_stop = cell(mark.at, size)[1]
        border = min(cell_stop, stop)
        part = min(cell(mark.at, PART)[1], border)
        taken = _take(left, part, min(MOST_BYTES, bound.MOST_BYTES - mark.held))
        held = mark.held + bound.volume(taken)
        following = left[0].position.offset if left else border
        end = border if following >= border else part if following >= part else taken[-1].stop
        if held >= bound.MOST_BYTES:
            end = cell_stop = taken[-1].stop  # the rest of the cell is a chunk of its own
        batch = _batch(taken, (mark.start, cell_stop), (mark.at, end), stretch)
        mark = Mark(end, end) if end == cell_stop else Mark(end, mark.start, held)
        yield batch, mark


def _take(left: deque[Record], part: int, most: int) -> list[Record]:
    taken = list[Record]()
    while left and left[0].position.offset < part and bound.volume(taken) < most:
        taken.append(left.popleft())
    return taken


def _batch(records: list[Record], chunk: tuple[int, int], covers: tuple[int, int], stretch: Stretch) -> RecordBatch:
    source, partition = stretch.source, stretch.partition
    last = (records[-1].position.offset, records[-1].sha256) if records else (None, None)
    return RecordBatch(
        Chunk(source, partition, *chunk, _timestamp(records, chunk[0], stretch)),
        (Covered(source, partition, *covers, *last),),
        tuple(records),
    )


def _timestamp(records: list[Record], start: int, stretch: Stretch) -> dt.datetime:
    """Return the time that the chunk was given, else the batch's first record's: that of the first batch counts."""
    if start == stretch.first and stretch.began:
        return stretch.began
    return records[0].timestamp if records else EPOCH
