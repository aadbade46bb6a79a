"""`dateline audit --against kafka://...`: every offset that a topic delivers has one outcome; how far behind we are."""

import sys
from collections.abc import Iterable, Iterator, Sequence

from transforms.plan_topics import latest
from transforms.reading.errors import SourceError
from transforms.reading.topics.fetch import offsets
from transforms.reading.topics.policy import compacted
from transforms.reading.topics.survey import Extent
from transforms.tables.audit import Audit, Finding
from transforms.tables.coverage import within


def compare_topics(extents: Sequence[Extent], result: Audit) -> Iterator[Finding]:
    """Yield the offsets of topics without an outcome, and outcomes at offsets that deliver none; print each lag.

    That an offset has two outcomes is found without the topic.
    """
    known = {source for source, _ in result.coverage.accounted()}
    for extent in extents:
        source = latest(extent.place.uri, known)
        yield from _compare(extent, source, result)


def _compare(extent: Extent, source: str, result: Audit) -> Iterator[Finding]:
    place = extent.place
    where, key = f"{source} partition {place.partition}", (source, place.partition)
    accounted = result.coverage.accounted().get(key, [])
    reach = max((stop for _, stop in accounted), default=0)
    sys.stdout.write(f"{where}: read to {reach} of {extent.end}, {max(0, extent.end - reach)} behind\n")
    if reach > extent.end:
        yield Finding("rewritten", f"{where} ends at {extent.end}, the tables hold it to {reach}: made anew, or cut")
    try:
        there = set(offsets(place, extent.beginning, min(reach, extent.end)))
    except SourceError as error:
        yield Finding("source", str(error))
        return
    have = result.outcomes.get(key, set())
    gaps = [(gap.first, gap.stop) for gap in result.coverage.gaps if (gap.source, gap.partition) == key]
    yield from _missing(where, sorted(o for o in there - have if not within(o, o + 1, gaps)), len(there))
    unknown = sorted(offset for offset in have - there if extent.beginning <= offset < extent.end)
    if unknown and not compacted(place):
        message = f"{where}: {len(unknown)} outcomes at offsets that deliver no record, the first at {unknown[0]}"
        yield Finding("unknown", message)
    if both := sorted(offset for offset in have if within(offset, offset + 1, gaps)):
        yield Finding("gap", f"{where}: {len(both)} outcomes stand in what is a gap, the first at {both[0]}")


def _missing(where: str, missing: Sequence[int], delivered: int) -> Iterable[Finding]:
    if missing:
        message = f"{where}: {len(missing)} of {delivered} records have no outcome, the first at {missing[0]}"
        yield Finding("missing", message)
