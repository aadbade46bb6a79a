from collections.abc import Callable

import pytest

from transforms.coding.story import Story
from transforms.coding.who.acronyms import explained
from transforms.coding.who.actors import resolve

TEXTS = [
    ("The Federal Roads Office (FRO) closed. Gunmen raided the FRO.", "FRO", "Office"),
    ("The Union of Free Farmers (UFF) struck. Police met the UFF.", "UFF", "Union"),
    ("The office (FRO) closed. Gunmen raided the FRO.", "FRO", None),
    ("Gunmen raided the FRO.", "FRO", None),
]


@pytest.mark.parametrize(("text", "acronym", "head"), TEXTS)
def test_a_story_explains_its_acronyms(story: Callable[..., Story], text: str, acronym: str, head: str | None) -> None:
    told = story(text)
    last = [token for token in told.doc if token.text == acronym][-1]
    found = explained(last, told)
    assert (found.text if found is not None else None) == head


def test_an_explained_acronym_is_who_it_stands_for(story: Callable[..., Story]) -> None:
    told = story("The Kenyan Royal Army (KRA) marched. Rebels attacked the KRA near Nairobi.")
    last = [token for token in told.doc if token.text == "KRA"][-1]
    assert resolve(last, told).actor.country == "KEN"
    assert resolve(last, told).actor.sectors == ("MIL",)
