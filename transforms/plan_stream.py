"""Where a stream begins: the stretches of each partition that the tables do not hold, the last of them without end."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.plan_chunks import Reading
from transforms.reading.topics.survey import Extent


class Stretch(NamedTuple):
    """Offsets of a partition that one reader reads in order. As text it is the key of the reader's state.

    Attributes:
        output: The output for which it is read: a checkpoint is of no use for another one.
        source: The topic's identity in the tables.
        partition: Its partition.
        first: Where reading begins: the start of a chunk.
        stop: Where it ends; None for never.
        timestamp: The time of the chunk at `first`, if it has been given one (ISO 8601).
    """

    output: str
    source: str
    partition: int
    first: int
    stop: int | None = None
    timestamp: str | None = None

    def text(self) -> str:
        """Return JSON, the same for equal stretches."""
        return json.dumps(self._asdict())

    @property
    def began(self) -> dt.datetime | None:
        """The time of the chunk at `first`."""
        return dt.datetime.fromisoformat(self.timestamp) if self.timestamp else None


def read_stretch(text: str) -> Stretch:
    """Return what `Stretch.text` wrote.

    >>> read_stretch(Stretch("out", "kafka://c/news", 0, 256).text()).first
    256
    """
    return Stretch(**json.loads(text))


def beyond(extents: Iterable[Extent]) -> list[Extent]:
    """Return extents with one record more than there is: a plan for them ends in what is still to come."""
    return [extent._replace(end=extent.end + 1) for extent in extents]


def stretches(readings: Iterable[Reading], extents: Sequence[Extent], output: str) -> tuple[Stretch, ...]:
    """Join planned readings of topics to as few stretches as possible.

    Args:
        readings: What was planned for `extents`, which are `beyond` what there is.
        extents: Their ends are no ends.
        output: The output.
    """
    ends = {(extent.place.uri, extent.place.partition): extent.end for extent in extents}
    found: list[Stretch] = []
    for reading in readings:
        assert reading.topic
        assert reading.stop is not None
        source, partition = reading.sources[0], reading.topic.partition
        last = found[-1] if found else None
        if last and last[1:3] == (source, partition) and last.stop == reading.first and not reading.timestamp:
            found[-1] = last._replace(stop=reading.stop)
        else:
            timestamp = reading.timestamp.isoformat() if reading.timestamp else None
            found.append(Stretch(output, source, partition, reading.first, reading.stop, timestamp))
    return tuple(_endless(stretch, ends) for stretch in found)


def _endless(stretch: Stretch, ends: dict[tuple[str, int], int]) -> Stretch:
    uri = stretch.source.partition("#")[0]
    return stretch._replace(stop=None) if stretch.stop == ends[uri, stretch.partition] else stretch
