"""When two articles report the same event, and when they do not."""

from typing import Any

import pytest
from reports import report, side

from transforms.linking.report import Toll
from transforms.linking.same_event import agreement

SAME = "An explosion at a Riga market has left 12 people dead."
KISHIDA, BIDEN, XI = side("Fumio Kishida", "JPN", "GOV"), side("Joe Biden", "USA", "GOV"), side("Xi Jinping", "CHN")


def talks(article: str, sentence: str, *actors: Any, **changes: Any) -> Any:
    made = report(article, sentence, event_type="CONSULT", modes=frozenset(), place=None, country=None, tolls=())
    return made._replace(actors=actors, recipients=(), **changes)


def test_place_number_and_words_make_two_reports_one_event() -> None:
    points, fields = agreement(report("a"), report("b", SAME))
    assert points
    assert fields == ("event_type", "event_date", "recipients", "place", "counts", "modes", "sentence")


@pytest.mark.parametrize(
    "other",
    [
        {"place": 1},
        {"place": None, "country": "EST"},
        {"tolls": (Toll("killed", 3, 3),)},
        {"tolls": (Toll("killed", 13, None),)},
        {"modes": frozenset({"firearms"})},
        {"unreal": frozenset({"denies"})},
        {"unreal": frozenset({"future"})},
        {"recipients": (side(None, "LVA", "COP"),)},
        {"recipients": (side(None, "EST", "CVL"),)},
        {"place": None, "tolls": ()},
    ],
)
def test_what_speaks_against_it_keeps_them_apart(other: dict[str, Any]) -> None:
    assert agreement(report("a"), report("b", SAME, **other)) == (0, ())
    assert agreement(report("b", SAME, **other), report("a")) == (0, ())


def test_other_numbers_in_the_sentence_are_another_bombing() -> None:
    assert not agreement(report("a", tolls=()), report("b", "A bomb hurt 7 people at a market in Riga.", tolls=()))[0]


def test_the_same_place_and_day_alone_are_not_the_same_attack() -> None:
    one, other = "A car bomb went off in eastern Baghdad.", "Gunmen set off a bomb near a Baghdad checkpoint."
    assert not agreement(report("a", one, tolls=()), report("b", other, tolls=()))[0]


def test_two_who_are_named_meet_once_a_day() -> None:
    one = talks("a", "Joe Biden met Fumio Kishida in Washington on Friday.", BIDEN, KISHIDA)
    other = talks("b", "Kishida was received by President Biden for talks on Friday.", BIDEN, KISHIDA)
    assert agreement(one, other)[0]


def test_who_is_named_meets_another() -> None:
    one = talks("a", "Joe Biden met Fumio Kishida in Washington on Friday.", BIDEN, KISHIDA)
    assert not agreement(one, talks("b", "Joe Biden spoke to Xi Jinping on Friday.", BIDEN, XI))[0]


def test_states_alone_do_not_make_an_event_the_same() -> None:
    states = side("Japan", "JPN"), side("France", "FRA")
    one = talks("a", "Japan and France held talks on trade on Friday.", *states)
    assert not agreement(one, talks("b", "Japan and France held talks on trade on Friday.", *states))[0]
