import pytest

from tests.quality.expected import cases
from transforms.coding.what.topic import political, weighed


def test_a_text_too_short_to_tell_is_neither() -> None:
    assert political("Ministers met in Oslo on Monday.") == 0.0


def test_sample_stories_are_told_apart() -> None:
    scores: dict[bool, list[float]] = {True: [], False: []}
    for case in cases(["samples"]):
        scores[bool(case.rows)].append(political(case.article.text))
    assert sum(score > -1 for score in scores[True]) == len(scores[True])
    assert sum(score < 0 for score in scores[False]) >= 5


def test_words_weigh_by_the_logarithm_of_their_count_at_unit_length() -> None:
    found = weighed("Minister minister storm", {"minister", "storm"})
    assert found["minister"] > found["storm"]
    assert sum(value * value for value in found.values()) == pytest.approx(1.0)
