"""What is to be read of topics: offsets that the tables do not hold yet, and the gaps that are to be known first."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from schemas.gap import Gap
from transforms.plan_chunks import Reading, RewrittenError
from transforms.reading.errors import SourceError
from transforms.reading.topics.fetch import fetch
from transforms.reading.topics.policy import compacted
from transforms.reading.topics.survey import Extent
from transforms.tables.chunk import Covered, cell
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage, joined
from transforms.tables.settings import OutputError, Settings

MOST_CHUNKS, SHARES = 16, 16
COMPARED = 8


class LostError(OutputError):
    """A topic no longer holds offsets that no table holds either."""


class TopicPlan(NamedTuple):
    """Gaps to be written before the first read, and what is to be read."""

    gaps: tuple[Gap, ...] = ()
    readings: tuple[Reading, ...] = ()


def plan_topics(
    extents: Sequence[Extent], held: Coverage, settings: Settings, *, accept_gap: bool = False, reread: bool = False
) -> TopicPlan:
    """Return what is not in the tables yet, in stretches of consecutive chunks that one worker reads in one go.

    A partition that the tables know is read where they end, whatever `--from` says.

    Raises:
        RewrittenError: A topic was made anew, or its log was cut: the last records covered are not there.
        LostError: Offsets that no table holds are gone: retention, or deleted records.
    """
    sources = _identities(extents, held, reread=reread)
    plans = [_Plan(extent, sources[extent.place.uri], held, settings) for extent in extents]
    lost = [gap for plan in plans for gap in plan.lost]
    if lost and not accept_gap:
        ranges = ", ".join(f"{gap.source} partition {gap.partition}: [{gap.first}, {gap.stop})" for gap in lost)
        message = f"the topic has lost offsets that were never read: {ranges}; --accept-gap goes on without them"
        raise LostError(message)
    readings = [reading for plan in plans for reading in plan.readings(settings)]
    return TopicPlan((*(gap for plan in plans for gap in plan.begun), *lost), tuple(readings))


class _Plan:
    """One partition: what it has lost, and the ranges of it that are to be read."""

    def __init__(self, extent: Extent, source: str, held: Coverage, settings: Settings) -> None:
        self.extent, self.place, self.source = extent, extent.place, source
        key = (source, extent.place.partition)
        accounted = held.accounted()
        self.begun = () if key in accounted else self._begin(later=any(source == name for name, _ in accounted))
        known = joined([*accounted.get(key, []), *((gap.first, gap.stop) for gap in self.begun)])
        missing = list(_complement(known, extent.end))
        self.lost = [
            Gap(source, extent.place.partition, first, min(stop, extent.beginning), "expired")
            for first, stop in missing
            if first < extent.beginning
        ]
        self.missing = [(max(first, extent.beginning), stop) for first, stop in missing if stop > extent.beginning]
        self.commits = [c for _, c in held.commits if (c.chunk.source, c.chunk.partition) == key]

    def _begin(self, *, later: bool) -> tuple[Gap, ...]:
        """Return the gap before the beginning of a first reading; an empty one says that it was begun at 0.

        A partition that was found later than others of its topic is read from its beginning.
        """
        at = self.extent.beginning if later else self.extent.begin_at
        needed = at > 0 or self.extent.end == 0
        return (Gap(self.source, self.place.partition, 0, at, "before_start"),) if needed else ()

    def readings(self, settings: Settings) -> Iterator[Reading]:
        """Yield stretches of chunks, short enough that several workers have something to do."""
        size = settings.chunk_records
        chunks = [chunk for first, stop in self.missing for chunk in self._chunks(first, stop, size)]
        most = max(1, min(MOST_CHUNKS, len(chunks) // SHARES))
        numbered = enumerate(_neighbours(chunks))
        for _, stretch in groupby(numbered, lambda pair: (pair[1][0], pair[0] // most)):
            parts = [chunk for _, (_, chunk) in stretch]
            yield parts[0]._replace(stop=parts[-1].stop)

    def _chunks(self, first: int, stop: int, size: int) -> Iterator[Reading]:
        """Cut a missing range at the grid; the chunk that it goes on from is read again from its start."""
        while first < stop:
            cell_stop = min(cell(first, size)[1], stop)
            grown = self._open_at(first, size)
            begin, timestamp = (grown.chunk.start, grown.chunk.timestamp) if grown else (first, None)
            yield Reading((), (self.source,), begin, cell_stop, timestamp, topic=self.place)
            first = cell_stop

    def _open_at(self, first: int, size: int) -> Commit | None:
        """Return the chunk that ends at an offset inside its cell, if all of it can still be read.

        If its beginning is gone from the topic it stays as it is, and the rest of its cell is a chunk of its own.
        """
        if first % size == 0:
            return None
        for commit in self.commits:
            covered = commit.covers[0].stop
            if covered == first < commit.chunk.stop and commit.chunk.start >= self.extent.beginning:
                return commit
        return None


def _neighbours(chunks: Sequence[Reading]) -> Iterator[tuple[int, Reading]]:
    """Number the runs of chunks that follow one another without a hole; a chunk that is read again is its own run."""
    run, last = 0, None
    for chunk in chunks:
        run += last is None or last.stop != chunk.first or chunk.timestamp is not None
        last = chunk
        yield run, chunk


def _complement(known: Sequence[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    """Yield what lies between and behind ranges, up to `end`.

    >>> list(_complement([(0, 3), (5, 6)], 9))
    [(3, 5), (6, 9)]
    """
    at = 0
    for first, stop in known:
        if at < min(first, end):
            yield at, min(first, end)
        at = max(at, stop)
    if at < end:
        yield at, end


def _identities(extents: Sequence[Extent], held: Coverage, *, reread: bool) -> dict[str, str]:
    """Return the source that each topic is in the tables: its URI; `URI#2` once it was made anew and read again."""
    ranges = held.ranges()
    known = {source for source, _ in (*ranges, *held.accounted())}
    found = {}
    for uri, group in groupby(extents, lambda extent: extent.place.uri):
        source = latest(uri, known)
        broken = [
            why for extent in group if (why := _rewritten(extent, ranges.get((source, extent.place.partition), [])))
        ]
        if broken and not reread:
            message = (
                f"{'; '.join(broken)}: the topic was made anew or its log was cut; --reread reads it as a new source"
            )
            raise RewrittenError(message)
        found[uri] = f"{uri}#{_number(source) + 1}" if broken else source
    return found


def latest(uri: str, known: set[str]) -> str:
    """Return the identity under which a topic was read last."""
    number = 1
    while f"{uri}#{number + 1}" in known:
        number += 1
    return uri if number == 1 else f"{uri}#{number}"


def _number(source: str) -> int:
    return int(source.partition("#")[2] or 1)


def _rewritten(extent: Extent, ranges: Sequence[Covered]) -> str | None:
    """Read the last records covered again and compare; say what is wrong."""
    where = f"{extent.place.uri} partition {extent.place.partition}"
    if ranges and ranges[-1].stop > extent.end:
        return f"{where} ends at {extent.end}, the tables hold it to {ranges[-1].stop}"
    lasts = [covered for covered in reversed(ranges) if covered.last is not None and covered.last >= extent.beginning]
    missing = None
    for covered in lasts[:COMPARED]:
        try:
            found = next((r.sha256 for r in fetch(extent.place, covered.last or 0, (covered.last or 0) + 1)), None)
        except SourceError:
            return None  # the reading itself will say what is wrong with it
        if found == covered.sha256:
            return None
        if found is not None:
            return f"{where} holds another record at {covered.last} than the tables"
        missing = missing or f"{where} holds no record at {covered.last}, the tables do"
    return missing if missing and not compacted(extent.place) else None
