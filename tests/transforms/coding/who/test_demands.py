from collections.abc import Callable

import pytest
from readings import read

from transforms.coding.story import Story
from transforms.coding.who.demands import demander
from transforms.coding.who.parties import acting
from transforms.coding.who.recipients import recipients

Make = Callable[..., Story]

REFUSED = [
    ("in the clause before", "Peru accused Chile of spying, but Santiago denied the charge.", "denied", "Peru"),
    ("in the sentence before", "The unions demanded more pay. The minister rejected the demand.", "rejected",
     "The unions"),
    ("what was offered", "Niger asked for a truce. Chad rejected it.", "rejected", "Niger"),
    ("nobody where nothing was asked", "Niger held a fair. Chad rejected the demand.", "rejected", ""),
    ("nobody where more is said of it", "Niger asked for a truce. Chad rejected the demand of miners.", "rejected", ""),
    ("nobody at the beginning", "Chad rejected the demand.", "rejected", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "who"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_whose_demand_is_refused(story: Make, text: str, word: str, who: str) -> None:
    assert "+".join(member.party.actor.text for member in demander(*read(story(text), word))) == who


def test_nobody_refuses_himself(story: Make) -> None:
    rejected = read(story("Niger demanded a truce. Niger rejected the demand."), "rejected")
    assert recipients(*rejected, acting(*rejected)) == ()
