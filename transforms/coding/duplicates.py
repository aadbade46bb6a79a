"""The same happening told twice in an article is one event with mentions."""

from collections.abc import Iterable

from schemas.event import Actor, Event
from transforms.coding import forms

NOWHERE = frozenset[str]()


def merged(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events, those that tell a happening again taken into the surest telling as mentions."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: (-e.confidence, e.trigger.start, e.event_type)):
        first = next((i for i, other in enumerate(kept) if same(other, event)), None)
        if first is None:
            kept.append(event)
        else:
            mentions = sorted({*kept[first].mentions, event.trigger}, key=lambda span: (span.start, span.end))
            kept[first] = kept[first]._replace(mentions=tuple(mentions))
    return tuple(sorted(kept, key=lambda e: (e.trigger.start, e.event_type)))


def same(one: Event, other: Event) -> bool:
    """Return whether two events tell of one happening: alike in type, words and parties, not apart in time."""
    if one.event_type != other.event_type or one.auxiliary != other.auxiliary or apart(one, other):
        return False
    actors, recipients = agree(one.actors, other.actors), agree(one.recipients, other.recipients)
    if actors is False or recipients is False or not (actors or recipients):
        return False
    return stem(one) == stem(other) or (bool(one.modes) and one.modes == other.modes)


def apart(one: Event, other: Event) -> bool:
    """Return whether expressions in the text put two events on different days."""
    told = one.date_source == other.date_source == "expression"
    return told and (one.event_date, one.event_date_end) != (other.event_date, other.event_date_end)


def agree(some: tuple[Actor, ...], others: tuple[Actor, ...]) -> bool | None:
    """Return whether two sides share somebody; None where one side is not told."""
    if not some or not others:
        return None
    return not names(some).isdisjoint(names(others))


def names(people: tuple[Actor, ...]) -> frozenset[str]:
    """Return what each party can be known by: its name, else its last word with its country."""
    return frozenset(
        actor.name or f"{actor.country} {forms.of(actor.text.lower().split()[-1], 'NNS')}" for actor in people
    )


def stem(event: Event) -> str:
    """Return the trigger's main word as one stem for verb and noun: attack, attacked."""
    word = event.trigger.text.lower().split()[0]
    return forms.of(forms.of(word, "VBD"), "NNS")[:6]
