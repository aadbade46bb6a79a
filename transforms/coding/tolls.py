"""Harm told again: "five people were killed", "he was wounded in the attack", "the group claimed the attack"."""

from schemas.event import Actor, Event

HARM = ("kill", "wound", "injur", "hurt", "die", "dead", "maim")
CLAIMS = ("claim", "took resp", "take resp", "taken resp", "taking resp")
TWICE = 2
NEAR = 2
"""Sentences between an attack and what it did."""
FAR = 20
"""Sentences between an attack and "the attack"."""


def told_again(event: Event, others: dict[int, Event]) -> int | None:
    """Return which of the attacks has done the harm, or is claimed: the nearest one that nothing contradicts."""
    trigger = event.trigger.text.lower()
    claimed = trigger.startswith(CLAIMS)
    if not claimed and (event.actors or not trigger.startswith(HARM)):
        return None
    reach = FAR if claimed or " the " in trigger else NEAR
    fits = [i for i, other in others.items() if far(event, other) <= reach and not contradicts(event, other)]
    return min(fits, key=lambda i: (far(event, others[i]), i), default=None)


def only_claimed(event: Event) -> bool:
    """Return whether somebody claims responsibility, and for what is not told here."""
    trigger = event.trigger.text.lower()
    return trigger.startswith(CLAIMS) and trigger.endswith("responsibility")


def far(event: Event, other: Event) -> int:
    """Return how many sentences lie between two events."""
    return abs(event.sentence.index - other.sentence.index)


def contradicts(event: Event, other: Event) -> bool:
    """Return whether two events cannot be one: another day, another place, people of another country, other doubts."""
    if event.auxiliary != other.auxiliary or (event.modes and other.modes and event.modes != other.modes):
        return True
    if miscounted(event, other):
        return True
    if dated(event) and dated(other) and dated(event) != dated(other):
        return True
    places = {each.location.name for each in (event, other) if each.location and each.location.name}
    if len(places) > 1:
        return True
    sides = (event.actors, other.actors), (event.recipients, other.recipients)
    return any(apart(here, there) for here, there in sides)


def miscounted(event: Event, other: Event) -> bool:
    """Return whether two events count the same harm, the one more than twice what the other does."""
    counted = {count.kind: count.minimum for count in event.counts}
    pairs = ((counted.get(count.kind), count.minimum) for count in other.counts)
    return any(here and there and max(here, there) > TWICE * min(here, there) for here, there in pairs)


def dated(event: Event) -> tuple[object, object] | None:
    """Return the days of an event where the text names them."""
    return (event.event_date, event.event_date_end) if event.date_source == "expression" else None


def apart(here: tuple[Actor, ...], there: tuple[Actor, ...]) -> bool:
    """Return whether two told sides share nobody: by name where both have names, else by country."""
    if not here or not there:
        return False
    names = [{actor.name for actor in side if actor.name} for side in (here, there)]
    if names[0] and names[1]:
        return not names[0] & names[1]
    countries = [{actor.country for actor in side if actor.country} for side in (here, there)]
    return bool(countries[0] and countries[1] and not countries[0] & countries[1])


def joined(face: Event, again: Event) -> Event:
    """Return an event with what another telling of it knows better: a missing side, counts, the place."""
    kinds = {count.kind for count in face.counts}
    return face._replace(
        actors=face.actors or again.actors,
        recipients=face.recipients or again.recipients,
        counts=(*face.counts, *(count for count in again.counts if count.kind not in kinds)),
        location=face.location or again.location,
        mentions=(*face.mentions, again.trigger, *again.mentions),
    )
