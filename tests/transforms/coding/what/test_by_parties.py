"""The same words are another event between other parties."""

import pytest

from tests.transforms.coding.what.test_plans import told


@pytest.mark.parametrize(
    "text",
    [
        "Senegal sent a battalion to Mali to join the UN peacekeeping force.",
        "The parliament in Ankara approved the deployment of troops to Somalia for a peacekeeping mission.",
        "Chile deployed 90 soldiers in Cyprus to serve as peacekeepers.",
    ],
)
def test_troops_that_keep_the_peace_are_aid(text: str) -> None:
    assert [event.event_type for event in told(text)] == ["AID"]


def test_troops_that_face_peacekeepers_are_mobilized() -> None:
    found = told("Moldova deployed troops against Russian peacekeepers in Transnistria.")
    assert [event.event_type for event in found] == ["MOBILIZE"]


@pytest.mark.parametrize(
    "text",
    [
        "President Macron ordered French troops to leave Niger.",
        "Ethiopia ordered its soldiers to withdraw from Somalia on Tuesday.",
        "Sudan's president ordered the Sudanese army to retreat from Heglig.",
    ],
)
def test_who_orders_his_own_troops_to_leave_concedes(text: str) -> None:
    assert [(event.event_type, event.recipients) for event in told(text)] == [("CONCEDE", ())]


def test_who_orders_the_troops_of_others_to_leave_asks_for_it() -> None:
    found = told("Niger ordered French troops to leave the country on Friday.")
    assert [(event.event_type, event.recipients[0].country) for event in found] == [("REQUEST", "FRA")]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile started war games on Monday.",
        "Norwegian and Finnish soldiers held an exercise near Narvik on Monday.",
        "Poland and Ukraine launched war games on Friday.",
    ],
)
def test_an_exercise_of_two_countries_is_cooperation(text: str) -> None:
    assert [event.event_type for event in told(text)] == ["COOPERATE"]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Neither Norway nor Peru attacked the village.", ["NOR", "PER"]),
        ("Neither Chad nor Niger has closed the border with Libya.", ["TCD", "NER"]),
        ("Neither Poland nor Latvia expelled the Russian ambassador.", ["POL", "LVA"]),
    ],
)
def test_what_neither_does_is_negated(text: str, countries: list[str]) -> None:
    found = told(text)
    assert [event.auxiliary for event in found] == [("negation",)]
    assert [actor.country for actor in found[0].actors] == countries


@pytest.mark.parametrize(
    "text",
    [
        "The protest of the Iranian ambassador against the raid was heard in Berlin.",
        "Peru's foreign minister staged a protest against Chile's new border law.",
        "The protest by the Russian consul over the arrest of two sailors went to Norway's government.",
    ],
)
def test_one_official_protests_in_words(text: str) -> None:
    assert "PROTEST" not in [event.event_type for event in told(text)]


def test_students_protest_in_the_street() -> None:
    assert [event.event_type for event in told("Students staged a protest against Chile's new school law.")] == [
        "PROTEST"
    ]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Troops stopped a protest by students in Dhaka.", "COERCE"),
        ("Police in Kampala halted a march of teachers on Monday.", "COERCE"),
        ("Riot police ended a sit-in by workers in Tunis.", "COERCE"),
        ("Policemen in La Paz called off their strike.", "RETREAT"),
    ],
)
def test_who_ends_a_protest_of_others_by_force_coerces(text: str, event_type: str) -> None:
    assert [event.event_type for event in told(text)] == [event_type]
