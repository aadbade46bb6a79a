"""Plans are told as plans; what is only asked for, ordered, or goes with help, is no event of its own."""

import datetime as dt

import pytest
from coded import events

from schemas.event import Event


def told(text: str) -> tuple[Event, ...]:
    """Return the events of a text that was published on 18 June 2025."""
    return events(text, "2025-06-18")


@pytest.mark.parametrize(
    ("text", "event_type", "auxiliary"),
    [
        ("Peru will hold military exercises near Chile in July.", "MOBILIZE", ("future",)),
        ("Brazil plans to deploy troops to Guyana in August.", "MOBILIZE", ("future",)),
        ("Peru and Chile have announced plans to jointly build a new radar system.", "AGREE", ()),
        ("The president of Peru will meet the king of Spain on Friday.", "AGREE", ()),
        ("Peru prepares for a military parade marking Peru's anniversary on July 28.", "MOBILIZE", ("future",)),
    ],
)  # fmt: skip
def test_what_is_planned_is_no_deed_and_no_threat(text: str, event_type: str, auxiliary: tuple[str, ...]) -> None:
    assert [(event.event_type, event.auxiliary) for event in told(text)] == [(event_type, auxiliary)]


def test_a_subject_that_the_parse_gives_to_the_phrase_before_is_found() -> None:
    before = "In response to recent advances by Peru, Bolivia, and Chile, "
    text = "Brazil and Spain have announced plans to jointly build a ship."
    assert [[actor.country for actor in event.actors] for event in told(before + text)] == [["BRA", "ESP"]]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("The president of Peru called for reforms, including holding more military exercises.", "REQUEST"),
        ("Norway handed over 30 vehicles to Niger to support mobile hospitals.", "AID"),
        ("Norway gave three million crowns of humanitarian aid to support Malian refugees.", "AID"),
        ("Brazil is sending a battalion to Lebanon on a peacekeeping mission.", "AID"),
        ("The president of Peru dismissed his military command.", "SANCTION"),
        ("Democrats continued to attack Senator Silva of Brazil over his taxes.", "ACCUSE"),
        ("The president of Chile called Peru's ambassador a liar and a thief.", "ACCUSE"),
        ("President Silva of Brazil banned travel from Bolivia.", "REJECT"),
        ("The judge in Lima jailed the Chilean minister for eight years.", "SANCTION"),
        ("The court in Lima found three Chilean officials guilty of hijacking a ferry.", "SANCTION"),
        ("A court in Lagos found the governor of Kano not guilty of corruption.", "CONCEDE"),
        ("The former president was found not guilty of treason by a court in Lima.", "CONCEDE"),
        ("The authorities ordered a radio station in Bujumbura to close.", "COERCE"),
        ("Two newspapers were ordered to suspend publication by the military government of Mali.", "COERCE"),
        ("The interior ministry of Niger told a television station to stop broadcasting.", "COERCE"),
        ("Niger closed its airspace to French aircraft.", "COERCE"),
        ("Russian submarines violated Sweden's border on Monday.", "MOBILIZE"),
        ("A Turkish jet violated Greek territory on Friday.", "MOBILIZE"),
        ("China is waging a trade war against Australia.", "SANCTION"),
        ("Brazil started a tariff war with Argentina on Monday.", "SANCTION"),
        ("India answered with tariffs on American almonds.", "SANCTION"),
        ("On Tuesday the military removed President Bashir.", "COERCE"),
        ("Police in Kampala banned a march by the opposition.", "COERCE"),
        ("Putin warned that Finland would face consequences if it hosted nuclear weapons.", "THREATEN"),
        ("Iran warned that Israel would pay a heavy price for the raid.", "THREATEN"),
        ("The minister in Moscow warned that Ukraine will see retaliation for the strike.", "THREATEN"),
        ("Egypt opened the Rafah crossing to aid trucks.", "RETREAT"),
        ("Poland took in two million Ukrainians.", "AID"),
        ("Qatar paid the salaries of teachers in Gaza.", "AID"),
        ("Iran resumed exports of gas to Turkey on Monday.", "COOPERATE"),
        ("Amnesty repeated its call on the authorities in Lima to release the writer.", "REQUEST"),
        ("The Kremlin rebutted the comments of the French president.", "REJECT"),
        ("Poland awarded its highest medal to the Ukrainian president.", "SUPPORT"),
        ("The first contingents of Kenyan peacekeepers arrived in Port-au-Prince on Tuesday.", "AID"),
    ],
)
def test_a_sentence_tells_this_and_nothing_else(text: str, event_type: str) -> None:
    assert [event.event_type for event in told(text)] == [event_type]


@pytest.mark.parametrize(
    "text",
    [
        "Leaders of the group have entered not guilty pleas in Washington.",
        "The rebels were stationed in a suburb of Mogadishu.",
        "The minister wrote to American troops stationed in Japan.",
    ],
)
def test_an_answer_in_court_and_where_somebody_is_are_no_events(text: str) -> None:
    assert told(text) == ()


def test_a_parade_is_dated_by_the_day_that_it_marks() -> None:
    text = (
        "Preparations for a military parade commemorating the anniversary of Peru's founding on July 28 were discussed."
    )
    (parade,) = told(text)
    assert (parade.event_type, parade.auxiliary, parade.event_date) == ("MOBILIZE", ("future",), dt.date(2025, 7, 28))


def test_visits_of_one_person_to_two_kinds_of_places_are_two() -> None:
    first = "President Silva of Brazil made a visit to two missile factories. "
    text = first + "President Silva then visited the flooded areas."
    assert [event.event_type for event in told(text)] == ["CONSULT", "CONSULT"]


def test_a_visit_without_a_visitor_points_back() -> None:
    text = "President Silva of Brazil visited the flooded areas. The visit showed his concern."
    assert [event.trigger.text for event in told(text)] == ["visited"]


def test_tolls_that_differ_widely_are_of_two_attacks() -> None:
    text = (
        "At least 500 people were killed in Chad last week. An attack on a camp in Chad killed two Indian peacekeepers."
    )
    assert [event.event_type for event in told(text)] == ["ASSAULT", "ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Senators in Washington favored imposing sanctions on Turkey.",
        "Lawmakers in Lima supported bringing charges against the former president of Chile.",
        "The king of Norway favours sending troops to Mali.",
    ],
)
def test_what_somebody_only_favours_has_not_happened(text: str) -> None:
    assert told(text) == ()


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("Two teenagers were injured when their car hit a tree near Lyon.", []),
        ("Twenty people were hurt after a ferry hit a pier in Naples.", []),
        ("Two monks were injured when a car hit them in Kandy.", []),
        ("Six sailors were hurt when their boat capsized off Tunis.", []),
        ("Four soldiers were killed when their truck hit a mine in Mali.", ["ASSAULT"]),
        ("Three nurses were killed when a shell hit their clinic in Gaza.", ["ASSAULT"]),
    ],
)
def test_harm_of_an_accident_is_no_attack(text: str, told_of: list[str]) -> None:
    assert [event.event_type for event in told(text)] == told_of
