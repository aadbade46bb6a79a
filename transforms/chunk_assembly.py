"""Batches of a chunk in any order, some of them twice, made one without a hole."""

import json
import pickle
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from transforms.batch import EventBatch
from transforms.tables.coverage import joined, within


class Assembly(NamedTuple):
    """What has come of a chunk.

    Attributes:
        ranges: What its batches account for, joined, in order.
        handed: The offset up to which it was handed on last.
        waiting: Whether it is to be handed on at a set time.
        stop: Where the chunk ends, as far as is known: one of large records before its cell does.
    """

    ranges: tuple[tuple[int, int], ...] = ()
    handed: int = -1
    waiting: bool = False
    stop: int | None = None

    def knows(self, batch: EventBatch) -> bool:
        """Tell whether everything that a batch accounts for has come before."""
        return within(batch.covers[0].first, batch.covers[0].stop, self.ranges)

    def having(self, batch: EventBatch) -> "Assembly":
        """Return what there is with one batch more."""
        covered, stop = batch.covers[0], batch.chunk.stop
        ranges = tuple(joined([*self.ranges, (covered.first, covered.stop)]))
        return self._replace(ranges=ranges, stop=stop if self.stop is None else min(stop, self.stop))

    def is_complete(self, start: int) -> bool:
        """Tell whether nothing of a chunk that begins at `start` is missing."""
        return self.stop is not None and self.reach(start) >= self.stop

    def reach(self, start: int) -> int:
        """Return the offset before which nothing of a chunk that begins at `start` is missing."""
        return next((stop for first, stop in self.ranges if first <= start < stop), start)

    def text(self) -> bytes:
        """Return JSON."""
        return json.dumps(self).encode()


def read_assembly(text: bytes | None) -> Assembly:
    """Return what `Assembly.text` wrote; a new one from nothing.

    >>> read_assembly(Assembly(((0, 16),), 16).text())
    Assembly(ranges=((0, 16),), handed=16, waiting=False, stop=None)
    """
    ranges, *others = json.loads(text) if text else Assembly()
    return Assembly(tuple((first, stop) for first, stop in ranges), *others)


def assemble(batches: Iterable[EventBatch]) -> EventBatch:
    """Return the beginning of a chunk up to the first hole, each record once, in order.

    The chunk has the time of its first record, that of the first batch with one, and ends where any batch says.
    """
    ordered = sorted(batches, key=_range)
    stop = min(batch.chunk.stop for batch in ordered)
    chunk = ordered[0].chunk
    at, used = chunk.start, list[EventBatch]()
    for batch in ordered:
        covered = batch.covers[0]
        if covered.first > at:
            break
        if covered.stop > at:
            used.append(_since(batch, at))
            at = covered.stop
    dated = next((batch.chunk for batch in used if holds_records(batch)), chunk)
    last = next((batch.covers[0] for batch in reversed(used) if batch.covers[0].last is not None), None)
    covered = ordered[0].covers[0]._replace(
        first=chunk.start, stop=at, last=last and last.last, sha256=last and last.sha256
    )  # fmt: skip
    return EventBatch(
        dated._replace(stop=stop),
        (covered,),
        tuple(article for batch in used for article in batch.articles),
        tuple(events for batch in used for events in batch.events),
        tuple(letter for batch in used for letter in batch.dead_letters),
    )


def holds_records(batch: EventBatch) -> bool:
    """Tell whether a batch is more than a gap."""
    return bool(batch.articles or batch.dead_letters)


def _since(batch: EventBatch, at: int) -> EventBatch:
    """Return what a batch holds from an offset on."""
    if batch.covers[0].first == at:
        return batch
    pairs = zip(batch.articles, batch.events, strict=True)
    kept = [(article, events) for article, events in pairs if article.position.offset >= at]
    letters = tuple(letter for letter in batch.dead_letters if letter.record.position.offset >= at)
    return batch._replace(
        articles=tuple(article for article, _ in kept), events=tuple(events for _, events in kept), dead_letters=letters
    )


def _range(batch: EventBatch) -> tuple[int, int]:
    return batch.covers[0].first, batch.covers[0].stop


def pack(batch: EventBatch) -> bytes:
    """Return a batch as few bytes: what waits is part of every checkpoint."""
    return zlib.compress(pickle.dumps(batch), level=1)


def unpack(packed: bytes) -> EventBatch:
    """Return what `pack` packed."""
    batch: EventBatch = pickle.loads(zlib.decompress(packed))  # noqa: S301  # our own state, on our own disk
    return batch
