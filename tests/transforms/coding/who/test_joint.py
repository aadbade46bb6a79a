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
