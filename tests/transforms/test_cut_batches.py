import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.position import Position
from schemas.record import Record
from transforms import read_chunk
from transforms.batch import PART, RecordBatch, part
from transforms.cut_batches import MOST_BYTES, Mark, cut_batches, read_mark
from transforms.plan_chunks import Reading
from transforms.plan_stream import Stretch
from transforms.reading.source_file import EPOCH
from transforms.reading.topics import bound
from transforms.reading.topics.access import Access
from transforms.reading.topics.survey import TopicPartition
from transforms.tables.settings import Settings

SOURCE = "kafka://c/news"
NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


def record(offset: int, size: int = 1) -> Record:
    time = NOON + dt.timedelta(hours=offset)
    return Record(Position(SOURCE, 0, offset), offset + 1, b"x" * size, "json", time, size, f"hash of {offset}")


def cut(offsets: Sequence[int], at: int, stop: int, size: int = 8, **stretch: object) -> list[RecordBatch]:
    whole = Stretch("out", SOURCE, 0, 0)._replace(**stretch)  # type: ignore[arg-type]
    start = max(at - at % size, whole.first)
    found = cut_batches([record(offset) for offset in offsets], Mark(at, start), stop, whole, size)
    return [batch for batch, _ in found]


def ranges(batches: list[RecordBatch]) -> list[tuple[int, int]]:
    return [batch.covers[0][2:4] for batch in batches]


@settings(derandomize=True)
@given(at=st.integers(0, 40), length=st.integers(0, 60), holes=st.sets(st.integers(0, 100)), size=st.integers(1, 40))
def test_batches_account_for_everything_once_and_none_crosses_a_border(
    at: int, length: int, holes: set[int], size: int
) -> None:
    stop = at + length
    offsets = [offset for offset in range(at, stop) if offset not in holes]
    batches = cut(offsets, at, stop, size)
    assert [r.position.offset for batch in batches for r in batch.records] == offsets
    edges = [at, *(edge for _, edge in ranges(batches))]
    assert ranges(batches) == list(pairwise(edges))
    assert edges[-1] == stop
    for batch in batches:
        covered, chunk = batch.covers[0], batch.chunk
        assert chunk.start <= covered.first < covered.stop <= chunk.stop
        assert (chunk.start % size, chunk.stop - chunk.start) == (0, size)
        assert all(covered.first <= r.position.offset < covered.stop for r in batch.records)
        assert len(batch.records) <= PART
        assert {part(batch).start} >= {max(chunk.start, r.position.offset // PART * PART) for r in batch.records}
        assert covered.last == (batch.records[-1].position.offset if batch.records else None)


def test_a_gap_behind_the_last_record_counts_as_read() -> None:
    assert ranges(cut([1, 2], 1, 20)) == [(1, 8), (8, 16), (16, 20)]


@settings(derandomize=True)
@given(at=st.integers(0, 40), read=st.lists(st.integers(1, 30), min_size=1))
def test_a_record_is_noted_in_the_same_part_however_much_is_read_at_once(at: int, read: list[int]) -> None:
    parts: dict[int, set[int]] = {}
    for lengths in (read, [sum(read)]):
        first = at
        for length in lengths:
            for batch in cut(range(first, first + length), first, first + length, 64):
                for each in batch.records:
                    parts.setdefault(each.position.offset, set()).add(part(batch).start)
            first += length
    assert all(len(starts) == 1 for starts in parts.values())


def test_large_records_stand_in_batches_of_few() -> None:
    big = [record(offset, MOST_BYTES) for offset in range(3)]
    batches = [batch for batch, _ in cut_batches(big, Mark(0, 0), 3, Stretch("out", SOURCE, 0, 0), 256)]
    assert ranges(batches) == [(0, 1), (1, 2), (2, 3)]


@settings(derandomize=True, deadline=None)
@given(sizes=st.lists(st.integers(1, 40), min_size=1, max_size=60), read=st.lists(st.integers(1, 30), min_size=1))
def test_chunks_of_large_records_end_where_those_of_a_drain_do_however_much_is_read_at_once(
    sizes: list[int], read: list[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (bound, read_chunk):
            patch.setattr(module, "MOST_BYTES", 100)
        records = [record(offset, size) for offset, size in enumerate(sizes)]
        patch.setattr(read_chunk, "fetch", lambda _, first, stop: iter(records[first:stop]))
        reading = Reading((), (SOURCE,), 0, len(sizes), topic=TopicPartition(Access(()), "c", "news", 0))
        drained = list(read_chunk.read_chunk(reading, Settings(chunk_records=16)))
        stretch, mark, cut = Stretch("out", SOURCE, 0, 0), Mark(0, 0), list[RecordBatch]()
        for length in (*read, len(sizes)):
            stop = min(mark.at + length, len(sizes))
            for batch, after in cut_batches(records[mark.at : stop], mark, stop, stretch, 16):
                cut.append(batch)
                mark = read_mark(after.text(), stretch)
        wanted = [(chunk.chunk.start, chunk.covers[0].stop) for chunk in drained if isinstance(chunk, RecordBatch)]
        starts = {start for start, _ in wanted}
        assert {batch.chunk.start for batch in cut} == starts
        ends = {
            batch.chunk.start: min(b.chunk.stop for b in cut if b.chunk.start == batch.chunk.start) for batch in cut
        }
        assert [(start, min(ends[start], len(sizes))) for start in sorted(ends)] == wanted


def test_a_chunk_that_a_stretch_begins_in_the_middle_of_a_cell_begins_there() -> None:
    batches = cut([12, 13, 16], 12, 17, first=11)
    assert [(b.chunk.start, b.chunk.stop) for b in batches] == [(11, 16), (16, 24)]


def test_the_time_of_a_chunk_is_the_one_it_was_given_else_its_first_record_s() -> None:
    given_time = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    batches = cut([9, 17], 8, 25, first=8, timestamp=given_time.isoformat())
    assert [b.chunk.timestamp for b in batches] == [given_time, NOON + dt.timedelta(hours=17), EPOCH]
