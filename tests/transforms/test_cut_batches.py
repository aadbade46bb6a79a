import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.position import Position
from schemas.record import Record
from transforms.batch import PART, RecordBatch, part
from transforms.cut_batches import MOST_BYTES, cut_batches
from transforms.plan_stream import Stretch
from transforms.reading.source_file import EPOCH

SOURCE = "kafka://c/news"
NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


def record(offset: int, size: int = 1) -> Record:
    time = NOON + dt.timedelta(hours=offset)
    return Record(Position(SOURCE, 0, offset), offset + 1, b"x" * size, "json", time, size, f"hash of {offset}")


def cut(offsets: Sequence[int], at: int, stop: int, size: int = 8, **stretch: object) -> list[RecordBatch]:
    whole = Stretch("out", SOURCE, 0, 0)._replace(**stretch)  # type: ignore[arg-type]
    return list(cut_batches([record(offset) for offset in offsets], at, stop, whole, size))


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
    batches = list(cut_batches(big, 0, 3, Stretch("out", SOURCE, 0, 0), 256))
    assert ranges(batches) == [(0, 1), (1, 2), (2, 3)]


def test_a_chunk_that_a_stretch_begins_in_the_middle_of_a_cell_begins_there() -> None:
    batches = cut([12, 13, 16], 12, 17, first=11)
    assert [(b.chunk.start, b.chunk.stop) for b in batches] == [(11, 16), (16, 24)]


def test_the_time_of_a_chunk_is_the_one_it_was_given_else_its_first_record_s() -> None:
    given_time = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    batches = cut([9, 17], 8, 25, first=8, timestamp=given_time.isoformat())
    assert [b.chunk.timestamp for b in batches] == [given_time, NOON + dt.timedelta(hours=17), EPOCH]
