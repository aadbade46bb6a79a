from collections.abc import Callable

import pytest

from transforms.coding.parse.tree import grow
from transforms.coding.story import Story
from transforms.coding.what import vocabulary
from transforms.coding.what.reader import Reader
from transforms.coding.what.senses import Senses

TEXTS = [
    "Norway's refusal to pay led to a travel ban, ready as the unions were to march against the levy.",
    "Thousands of villagers fled after the shelling of a war-torn harbour; peace talks with Chad began.",
    "The minister must resign, said unwilling envoys whose arms deal the court had blocked on Monday.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_word_passed_over_would_have_reported_nothing(story: Callable[..., Story], text: str) -> None:
    senses = Senses(grow(story(text).doc), vocabulary.load())
    passed = [i for i in range(len(senses.tree.tokens)) if not senses.telling(i)]
    assert passed
    assert not any(Reader(senses).read(i) for i in passed)
