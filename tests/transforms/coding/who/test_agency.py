from collections.abc import Callable

import pytest

from transforms.coding.story import Story
from transforms.coding.who import actors

Make = Callable[..., Story]


@pytest.mark.parametrize(
    ("text", "word", "country", "sectors", "standing"),
    [
        ("Press groups hailed the ruling.", "groups", None, (), "other"),
        ("The Islamic group rejected the ruling.", "group", None, (), "other"),
        ("A three-judge panel backed the ruling.", "panel", None, ("JUD",), "office"),
        ("A police team left.", "team", None, ("COP",), "office"),
        ("Kenya's Greenpeace sent a ship.", "Greenpeace", "KEN", ("SOC",), "organisation"),
        ("Kenya closed schools. Soldiers rested in Chad.", "Soldiers", "TCD", ("MIL",), "armed"),
        ("Kenya shut schools. Kenya built roads. Soldiers guard a bank in Chad.", "Soldiers", "KEN", ("MIL",), "armed"),
    ],
)  # fmt: skip
def test_a_group_is_what_it_belongs_to_and_from_where_it_says(
    story: Make, text: str, word: str, country: str | None, sectors: tuple[str, ...], standing: str
) -> None:
    told = story(text)
    found = actors.resolve(next(token for token in told.doc if token.text == word), told)
    assert (found.actor.country, found.actor.sectors, found.standing) == (country, sectors, standing)


def test_what_an_acronym_stands_for_acts_as_its_state(story: Make) -> None:
    told = story("They met in the Democratic Republic of Congo (DRC). DRC sent troops.")
    found = actors.resolve([token for token in told.doc if token.text == "DRC"][-1], told)
    assert (found.actor.country, found.actor.sectors) == ("COD", ("GOV",))
