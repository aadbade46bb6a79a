from collections.abc import Callable

import pytest

from transforms.coding.story import Story
from transforms.coding.who import joint

Make = Callable[..., Story]


@pytest.mark.parametrize(
    ("text", "head", "parties"),
    [
        ("Polish and Czech ministers met.", "ministers", [("Polish", "POL"), ("Czech ministers", "CZE")]),
        ("Aid went to the Kenya and Mali governments.", "governments", [("Kenya", "KEN"), ("Mali governments", "MLI")]),
        ("Polish ministers met.", "ministers", [("Polish ministers", "POL")]),
        ("Big and Polish ministers met.", "ministers", [("Big and Polish ministers", "POL")]),
        ("A bus hit Omar al-Hadi on Monday.", "Hadi", [("Omar al-Hadi", None)]),
        ("Ethiopia's government and Tigray rebels signed a truce in Pretoria on Wednesday.", "rebels",
         [("Ethiopia's government", "ETH"), ("Tigray rebels", "ETH")]),
        ("Lebanon's government and Houthi rebels signed a truce in Pretoria on Wednesday.", "rebels",
         [("Lebanon's government", "LBN"), ("Houthi rebels", "YEM")]),
        ("Presidents Ilham Aliyev and Nikol Pashinyan met in Brussels.", "Presidents",
         [("Presidents Ilham Aliyev", "AZE"), ("Nikol Pashinyan", "ARM")]),
    ],
)  # fmt: skip
def test_states_that_share_a_noun_are_several(
    story: Make, text: str, head: str, parties: list[tuple[str, str | None]]
) -> None:
    told = story(text)
    found = joint.each(next(token for token in told.doc if token.text == head), told)
    assert [(party.actor.text, party.actor.country) for party in found] == parties


def test_a_name_with_and_in_it_is_two_people(story: Make) -> None:
    told = story(
        "On May 6, French President Emmanuel Macron and Turkish President Recep Tayyip Erdogan spoke at length."
    )
    found = joint.each(next(token for token in told.doc if token.text == "Erdogan"), told)
    assert [party.actor.country for party in found][-1] == "TUR"
    assert all(" and " not in party.actor.text for party in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ministers Ana Kovac and Petra Horvat of Croatia met union leaders.", "Horvat"),
        ("Ministers Ana Kovac, Ivan Babic and Petra Horvat of Croatia met union leaders.", "Babic"),
        ("Norway expelled Peruvian ministers Luz Quispe and Rosa Huaman.", "Huaman"),
    ],
)
def test_a_plural_title_is_that_of_each(story: Make, text: str, name: str) -> None:
    told = story(text)
    found = joint.each(next(token for token in told.doc if token.text == name), told)
    assert [party.actor.sectors for party in found] == [("GOV",)]
