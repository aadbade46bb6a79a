"""Whatever order batches come in, and however often: what is handed on has no hole and no record twice."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.position import Position
from schemas.record import Record
from transforms.batch import EventBatch, RecordBatch
from transforms.chunk_assembly import Assembly, assemble, pack, read_assembly, unpack
from transforms.parse_articles import parse_articles
from transforms.reading.source_file import EPOCH
from transforms.tables.attempts import Note
from transforms.tables.chunk import Chunk, Covered

SOURCE, NOON = "kafka://c/news", dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


def record(offset: int) -> Record:
    value = b"no json" if offset % 5 == 0 else b'{"text": "Story %d."}' % offset
    return Record(Position(SOURCE, 0, offset), offset + 1, value, "json", NOON, len(value), f"hash of {offset}")


def batch(offsets: Iterable[int], first: int, stop: int) -> EventBatch:
    """Return a coded batch; the event of an article is its text."""
    records = tuple(record(offset) for offset in offsets)
    last = (records[-1].position.offset, records[-1].sha256) if records else (None, None)
    chunk = Chunk(SOURCE, 0, 0, 64, NOON if records else EPOCH)
    read = RecordBatch(chunk, (Covered(SOURCE, 0, first, stop, *last),), records)
    parsed = parse_articles(read, Note())
    events: Any = tuple((article.text,) for article in parsed.articles)
    return EventBatch(read.chunk, read.covers, parsed.articles, events, parsed.dead_letters)


def held(chunk: EventBatch) -> list[int]:
    outcomes: list[Article | DeadLetter] = [*chunk.articles, *chunk.dead_letters]
    return sorted(o.position.offset if isinstance(o, Article) else o.record.position.offset for o in outcomes)


CUTS = st.sets(st.integers(1, 63), max_size=8).map(lambda cuts: [0, *sorted(cuts), 64])


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[int], list[EventBatch]]:
    """Draw batches of one chunk, cut in two ways as a replay may do, in any order, some twice, some never."""
    holes = draw(st.sets(st.integers(0, 63)))
    offsets = [offset for offset in range(64) if offset not in holes]
    pieces = [pair for cuts in (draw(CUTS), draw(CUTS)) for pair in pairwise(cuts)]
    chosen = draw(st.lists(st.sampled_from(pieces), min_size=1, max_size=12))
    batches = [
        batch([o for o in offsets if first <= o < stop][:16], first, stop)
        for first, stop in chosen
        if stop - first <= 16
    ]
    return offsets, batches


@settings(derandomize=True, deadline=None)
@given(drawn=arrivals())
def test_what_is_handed_on_is_a_beginning_of_the_chunk_without_a_hole(
    drawn: tuple[list[int], list[EventBatch]],
) -> None:
    offsets, batches = drawn
    known, kept, seen = Assembly(), list[EventBatch](), set[int]()
    for each in batches:
        seen |= set(range(each.covers[0].first, each.covers[0].stop))
        if known.knows(each):
            continue
        known, kept = known.having(each), [*kept, each]
        whole = assemble(kept)
        reach = next((n for n in range(64) if n not in seen), 64)
        assert known.reach(0) == reach == whole.covers[0].stop
        assert held(whole) == [offset for offset in offsets if offset < reach]
        assert [a.position.offset for a in whole.articles] == sorted(a.position.offset for a in whole.articles)
        assert list[Any](whole.events) == [(article.text,) for article in whole.articles]
        last = max(held(whole), default=None)
        assert whole.covers[0][4:6] == (last, None if last is None else f"hash of {last}")


def test_what_comes_behind_a_hole_waits() -> None:
    whole = assemble([batch(range(16, 32), 16, 32)])
    assert (held(whole), whole.covers[0].stop) == ([], 0)


def test_a_chunk_has_the_time_of_its_first_record_though_a_gap_came_before() -> None:
    assert assemble([batch([], 0, 8), batch([9, 10], 8, 12)]).chunk.timestamp == NOON


def test_a_chunk_ends_where_any_of_its_batches_says_also_if_that_comes_first() -> None:
    first, last = batch(range(16), 0, 16), batch(range(16, 20), 16, 20)
    last = last._replace(chunk=last.chunk._replace(stop=20))
    known = Assembly().having(last)
    assert not known.is_complete(0)
    assert known.having(first).is_complete(0)
    assert not Assembly().having(first).is_complete(0)
    assert assemble([last, first]).chunk.stop == 20


@pytest.mark.parametrize("known", [Assembly(), Assembly(((0, 16), (32, 48)), 16, waiting=True)])
def test_what_has_come_is_kept_as_json(known: Assembly) -> None:
    assert read_assembly(known.text()) == known


def test_a_batch_is_the_same_after_it_was_packed() -> None:
    one = batch(range(16), 0, 16)
    assert unpack(pack(one)) == one
    assert repeated([one]) == repeated([unpack(pack(one))])


def repeated(batches: Sequence[EventBatch]) -> list[int]:
    return held(assemble([*batches, *batches]))
