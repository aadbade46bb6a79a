import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.offset_tracker import Offsets, OffsetsCoder, OffsetTracker

ANY = st.one_of(
    st.builds(Offsets, st.integers(0, 99)),
    st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda t: Offsets(t[0], sum(t))),
)


@settings(derandomize=True)
@given(offsets=ANY, steps=st.lists(st.integers(0, 20), max_size=5))
def test_what_was_claimed_and_what_is_left_are_together_what_there_was(offsets: Offsets, steps: list[int]) -> None:
    tracker, at = OffsetTracker(offsets), offsets.at
    for step in steps:
        if tracker.try_claim(at + step):
            at += step
    split = tracker.try_split(0)
    if split is None:
        assert at == offsets.stop
    else:
        assert split == ((offsets.at, at), (at, offsets.stop))
    assert tracker.check_done()


def test_nothing_can_be_claimed_behind_the_end_or_after_a_split() -> None:
    tracker = OffsetTracker(Offsets(5, 9))
    assert not tracker.try_claim(10)
    assert tracker.try_claim(7)
    tracker.try_split(0)
    assert not tracker.try_claim(8)


@pytest.mark.parametrize("fraction", [0.1, 0.5, 1.0])
def test_a_partition_is_not_shared_by_two_readers(fraction: float) -> None:
    tracker = OffsetTracker(Offsets(5))
    tracker.try_claim(7)
    assert tracker.try_split(fraction) is None


def test_a_call_that_leaves_something_without_saying_so_fails() -> None:
    tracker = OffsetTracker(Offsets(5, 9))
    tracker.try_claim(7)
    with pytest.raises(ValueError, match="read to 7"):
        tracker.check_done()


def test_an_endless_rest_is_known_as_such() -> None:
    assert not OffsetTracker(Offsets(5)).is_bounded()
    assert OffsetTracker(Offsets(5, 9)).is_bounded()
    assert OffsetTracker(Offsets(5)).current_progress().remaining_work == 1


@settings(derandomize=True)
@given(offsets=ANY)
def test_offsets_are_kept_as_json(offsets: Offsets) -> None:
    coder = OffsetsCoder()
    assert coder.decode(coder.encode(offsets)) == offsets
    assert coder.encode(Offsets(7)) == b'{"at": 7, "stop": null}'
