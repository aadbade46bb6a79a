"""What two newsrooms write of one event is joined; what they write of two is not (pairs.tsv)."""

import pytest
from joining import Outcome, outcomes

MISSED = 9  # of 30


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    return list(outcomes())


def test_two_events_are_never_joined(found: list[Outcome]) -> None:
    assert [one.about for one in found if one.end == "wrong"] == []


def test_most_events_are_found_in_other_words(found: list[Outcome]) -> None:
    assert len([one for one in found if one.verdict == "same"]) == 30
    assert len([one for one in found if one.end == "missed"]) <= MISSED
