from collections.abc import Callable

import pytest

from transforms.coding.story import Story
from transforms.coding.who.last_owner import owned_before

TEXTS = [
    ("Peru praised Chilean sailors. A storm hit the sailors.", "sailors", "CHL"),
    ("Peru praised Chilean navy sailors. A storm hit the sailors.", "sailors", "CHL"),
    ("Chilean sailors met Danish sailors. A storm hit the sailors.", "sailors", None),
    ("Peru praised Chilean sailors. A storm hit many sailors.", "sailors", None),
    ("A storm hit the sailors. Peru praised Chilean sailors.", "sailors", None),
]


@pytest.mark.parametrize(("text", "word", "country"), TEXTS)
def test_the_noun_is_of_the_country_said_before(
    story: Callable[..., Story], text: str, word: str, country: str | None
) -> None:
    told = story(text)
    nouns = [token for token in told.doc if token.text == word]
    taken_up = next((token for token in nouns if any(child.text == "the" for child in token.lefts)), nouns[-1])
    assert owned_before(taken_up, told) == country
