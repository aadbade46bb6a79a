"""Happenings of one article that are one event, and those that are not; who claims an attack; the dead of an attack."""

import datetime as dt

import coded
import pytest

from schemas.event import Event


def events(text: str) -> tuple[Event, ...]:
    """Return the events of a text of Wednesday 18 June 2025."""
    return coded.events(text, "2025-06-18")


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers killed 500 civilians in Juba on Friday. Soldiers killed 11 civilians in Malakal on Friday.",
        "Gunmen killed 20 farmers in Zamfara on Monday. Gunmen killed three farmers in Kaduna the same day.",
        "Police arrested 60 protesters in Minsk on Sunday. Police arrested nine protesters in Brest on Sunday.",
    ],
)
def test_other_numbers_at_another_place_are_another_event(text: str) -> None:
    assert len(events(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers killed 500 civilians in Juba on Friday. Soldiers killed 11 civilians in Juba on Friday, he said.",
        "Gunmen killed 20 farmers in Zamfara on Monday. The gunmen killed the farmers in Maradun on Monday.",
        "Police arrested 60 protesters in Minsk on Sunday. Police arrested the protesters on Sunday.",
    ],
)
def test_where_numbers_or_places_agree_it_is_the_same_event(text: str) -> None:
    assert len(events(text)) == 1


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("A bomb killed six soldiers near Gao. The jihadist group JNIM claimed responsibility.", "group JNIM"),
        ("Rockets hit a police station in Quetta. The Baloch Liberation Army claimed responsibility.", "Liberation"),
        ("A bomb went off outside a mosque in Kabul. The Islamic State claimed responsibility online.", "Islamic"),
    ],
)
def test_who_claims_responsibility_is_the_actor_of_the_attack(text: str, claimant: str) -> None:
    assert [claimant in actor.text for event in events(text) for actor in event.actors] == [True]


def test_a_claim_of_responsibility_is_no_event_by_itself() -> None:
    assert not events("The mayor took responsibility after the vote.")
    assert not events("Nobody has claimed responsibility.")
    assert not events("The Taliban claimed responsibility on Monday.")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nine soldiers died on Thursday after a suicide bomber attacked their base.", 12),
        ("Four civilians died on Monday when Russian forces shelled Kherson.", 16),
        ("At least 12 people perished on Sunday after gunmen attacked a church in Kaduna.", 15),
    ],
)
def test_the_dead_of_an_attack_are_its_victims_and_date_it(text: str, day: int) -> None:
    (event,) = events(text)
    assert event.event_type == "ASSAULT"
    assert event.event_date == dt.date(2025, 6, day)
    assert event.counts


def test_who_dies_otherwise_was_not_attacked() -> None:
    assert not events("Two people died on Friday after drinking poisoned alcohol.")
    assert not events("Twelve migrants died after their boat hit a rock.")
    assert not events("A former minister died on Tuesday after fighting cancer for years.")


@pytest.mark.parametrize(
    "text",
    [
        "The World Food Programme halted its operations in Gaza on Monday.",
        "Oxfam suspended operations in Sudan.",
        "The UN agency for refugees stopped its operation in Tripoli.",
    ],
)
def test_who_brings_aid_holds_no_ceasefire(text: str) -> None:
    assert "RETREAT" not in {event.event_type for event in events(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested between five and ten men in Oslo on Monday.",
        "Authorities in Minsk detained between 20 and 30 protesters.",
        "Rebels kidnapped between three and five nurses near Goma.",
    ],
)
def test_between_two_numbers_is_how_many(text: str) -> None:
    assert [bool(event.recipients) for event in events(text)] == [True]
