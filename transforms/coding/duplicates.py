"""The same happening told twice in an article is one event with mentions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product

from schemas.event import Actor, Event, Span
from transforms.coding import tolls
from transforms.coding.parse import forms

AROUND = 6  # attacks on either side among which that of a toll is looked for
ANY = object()
Key = tuple[object, ...]


def merged(events: Iterable[Event], about: Mapping[str, str]) -> tuple[Event, ...]:
    """Return the events, those that tell a happening again taken into the surest telling as mentions.

    Args:
        events: The events.
        about: What each is about, by its id; empty where that is not told.
    """
    kept: list[Event] = []
    mentions: list[set[Span]] = []
    first: dict[Key, list[int]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (-e.confidence, e.trigger.start, e.event_type)):
        thing = "" if event.recipients else about.get(event.event_id, "")
        alike = {i for key in keys(event, thing, of_kept=False) for i in first.get(key, ())[:AROUND]}
        told = min((i for i in alike if not elsewhere(event, kept[i])), default=None)
        if told is None:
            for key in keys(event, thing, of_kept=True):
                first[key].append(len(kept))
            kept.append(event)
            mentions.append({*event.mentions})
        else:
            mentions[told].add(event.trigger)
    found = [event._replace(mentions=tuple(again)) for event, again in zip(kept, mentions, strict=True)]
    return tuple(ordered(event) for event in sorted(folded(found), key=lambda e: (e.trigger.start, e.event_type)))


def elsewhere(event: Event, other: Event) -> bool:
    """Return whether two events have other places and other numbers: 500 killed in one town, 11 in another."""
    places = {each.location.name or each.location.text for each in (event, other) if each.location}
    return len(places) > 1 and tolls.miscounted(event, other)


def folded(events: list[Event]) -> list[Event]:
    """Return the events, the toll of an attack and its claim taken into it."""
    kept = sorted(events, key=lambda e: (e.trigger.start, e.event_type))
    attacks = [i for i, event in enumerate(kept) if event.event_type == "ASSAULT"]
    gone: set[int] = set()
    for n, i in enumerate(attacks):
        around = attacks[max(0, n - AROUND) : n + AROUND + 1]
        near = [k for k in around if k != i and k not in gone and not tolls.only_claimed(kept[k])]
        host = tolls.told_again(kept[i], {k: kept[k] for k in near})
        if host is not None:
            kept[host] = tolls.joined(kept[host], kept[i])
        if host is not None or tolls.only_claimed(kept[i]):
            gone.add(i)
    return [event for i, event in enumerate(kept) if i not in gone]


def ordered(event: Event) -> Event:
    """Return an event with its mentions in order."""
    return event._replace(mentions=tuple(sorted(set(event.mentions), key=lambda span: (span.start, span.end))))


def keys(event: Event, thing: str, *, of_kept: bool) -> Iterator[Key]:
    """Yield the keys under which an event is kept, or looked up: two events that tell of one happening share one.

    They are alike in type, auxiliaries, and stem or modes; expressions in the text put them on no different days; their
    actors share somebody, or their recipients, or both; one side may be untold. Keys keep the search for them short
    however many events a story tells.
    """
    told = (event.event_date, event.event_date_end) if event.date_source == "expression" else None
    alike = [stem(event), *((event.modes,) if event.modes else ())]
    sides = [ends(names(people), of_kept) for people in (event.actors, event.recipients)]
    days, things = ends((told,) if told else (), of_kept), ends((thing,) if thing else (), of_kept)
    for word, day, about, actor, recipient in product(alike, days, things, *sides):
        if actor not in (ANY, None) or recipient not in (ANY, None):
            yield event.event_type, event.auxiliary, word, day, about, actor, recipient


def ends(told: Collection[object], of_kept: bool) -> tuple[object, ...]:
    """Return what stands for a side, or a day, in a key: what is told meets the like, or nothing told."""
    if of_kept:
        return (*(told or (None,)), ANY)
    return (*told, None) if told else (ANY,)


def names(people: tuple[Actor, ...]) -> frozenset[str]:
    """Return what each party can be known by: its name, else its last word with its country."""
    return frozenset(actor.name or f"{actor.country} {forms.of(last(actor), 'NNS')}" for actor in people)


def last(actor: Actor) -> str:
    """Return the last word of a mention, in lower case."""
    return "".join(actor.text.lower().split()[-1:])


def stem(event: Event) -> str:
    """Return the trigger's main word as one stem for verb and noun: attack, attacked."""
    word = "".join(event.trigger.text.lower().split()[:1])
    return forms.of(forms.of(word, "VBD"), "NNS")[:6]
