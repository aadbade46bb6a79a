import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.tables.chunk import Chunk, Covered
from transforms.tables.commit import Commit
from transforms.tables.coverage import grown, joined, within

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
CELL = Chunk("kafka://c/news", 0, 512, 768, NOON)

RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])))


@settings(derandomize=True, max_examples=100)
@given(RANGES)
def test_joined_ranges_hold_the_same_offsets_and_do_not_touch(ranges: list[tuple[int, int]]) -> None:
    result = joined(ranges)
    there = {offset for first, stop in ranges for offset in range(first, stop)}
    assert {offset for first, stop in result for offset in range(first, stop)} == there
    assert all(one[1] < other[0] for one, other in pairwise(result))


@settings(derandomize=True, max_examples=100)
@given(RANGES, st.integers(0, 60), st.integers(1, 20))
def test_a_range_is_within_joined_ranges_when_each_of_its_offsets_is(
    ranges: list[tuple[int, int]], first: int, length: int
) -> None:
    there = {offset for low, high in ranges for offset in range(low, high)}
    assert within(first, first + length, joined(ranges)) == (set(range(first, first + length)) <= there)


@pytest.mark.parametrize(
    ("held", "chunk", "covers", "more"),
    [
        ([], CELL, [(512, 513)], True),
        ([(512, 600)], CELL, [(512, 601)], True),
        ([(512, 600)], CELL, [(512, 600)], False),
        ([(512, 600)], CELL, [(512, 599)], False),
        ([(512, 600)], CELL, [(512, 590), (590, 601)], True),
        ([(512, 600)], CELL._replace(stop=700), [(512, 700)], True),
        ([(512, 600)], CELL._replace(timestamp=NOON + dt.timedelta(days=1)), [(512, 601)], False),
        ([(512, 768)], CELL, [(512, 1024)], False),
    ],
    ids=["first", "further", "as far", "less far", "further in parts", "ends earlier", "another day", "complete"],
)
def test_only_a_commit_that_reaches_further_into_an_open_chunk_replaces_one(
    held: list[tuple[int, int]], chunk: Chunk, covers: list[tuple[int, int]], more: bool
) -> None:
    old, new = (tuple(Covered(CELL.source, 0, *ends) for ends in ranges) for ranges in (held, covers))
    assert grown(Commit(CELL, old, "", {}, True, {}) if held else None, chunk, new) is more
