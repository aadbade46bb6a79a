from collections.abc import Callable

import pytest

from transforms.coding.parse.phrases import extent
from transforms.coding.story import Story


@pytest.mark.parametrize(
    ("text", "head", "words"),
    [
        ("The angry rebel commander spoke.", "commander", "The angry rebel commander"),
        ("Iran's foreign minister, who was ill, spoke.", "minister", "Iran's foreign minister"),
        ("The Ministry of Foreign Affairs of Chad spoke.", "Ministry", "The Ministry of Foreign Affairs of Chad"),
        ("President Ali Bongo, the ruler, spoke.", "Bongo", "President Ali Bongo"),
        ("Farmers and students marched.", "Farmers", "Farmers"),
        ("They met a group of 30 bishops in Rome.", "group", "a group of 30 bishops"),
        ("He left.", "He", "He"),
    ],
)
def test_a_mention_holds_what_belongs_to_the_name(
    story: Callable[..., Story], text: str, head: str, words: str
) -> None:
    doc = story(text).doc
    first, stop = extent(next(token for token in doc if token.text == head))
    assert doc[first:stop].text == words
