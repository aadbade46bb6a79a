import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.coding.how_many.quantities import find


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("12 men", 12, 12),
        ("1,200 men", 1200, 1200),
        ("twenty-three men", 23, 23),
        ("a dozen men", 12, 12),
        ("two dozen men", 24, 24),
        ("dozens of men", 24, None),
        ("scores of men", 40, None),
        ("hundreds of men", 100, None),
        ("tens of thousands of men", 10_000, None),
        ("hundreds of thousands of men", 100_000, None),
        ("several men", 3, 9),
        ("several hundred men", 300, 900),
        ("several hundred thousand men", 300_000, 900_000),
        ("a few dozen men", 36, 108),
        ("at least 12 men", 12, None),
        ("more than 12 men", 12, None),
        ("up to 12 men", None, 12),
        ("as many as twelve men", None, 12),
        ("fewer than 12 men", None, 11),
        ("about 100 men", 100, 100),
        ("nearly 100 men", 100, 100),
        ("between 5 and 7 men", 5, 7),
        ("270-279 men", 270, 279),
        ("5 to 7 men", 5, 7),
        ("two million men", 2_000_000, 2_000_000),
        ("2.5 million men", 2_500_000, 2_500_000),
        ("one hundred and five men", 105, 105),
    ],
)
def test_words_of_quantity_are_an_interval(nlp: Language, words: str, low: int | None, high: int | None) -> None:
    found = list(find(nlp.make_doc(words)))
    assert [(each.minimum, each.maximum) for each in found] == [(low, high)]


@pytest.mark.parametrize("words", ["3rd", "a 34-year-old man", "a man", "the men", "COVID-19", "no one's", "1/2"])
def test_other_words_count_nobody(nlp: Language, words: str) -> None:
    assert not [each for each in find(nlp.make_doc(words)) if each.minimum and each.minimum > 19]


WORDS = "a an dozen dozens of thousand thousands tens 12 1,200 2.5 - to and between at least few up"


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS.split()),
        max_size=9,
    )
)
def test_any_words_give_ordered_intervals_within_the_text(nlp: Language, words: list[str]) -> None:
    doc = nlp.make_doc(" ".join(words))
    stop = 0
    for found in find(doc):
        assert 0 <= found.first < found.stop <= len(doc)
        assert found.stop > stop
        stop = found.stop
        assert found.minimum is not None or found.maximum is not None
        assert found.minimum is None or found.maximum is None or found.minimum <= found.maximum
