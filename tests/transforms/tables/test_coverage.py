from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.tables.coverage import joined, within

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
