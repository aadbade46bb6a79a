"""How many were killed, arrested, displaced: numbers of people, tied to an event by the paths of the parse."""

from schemas.event import Count
from transforms.coding.candidate import Candidate
from transforms.coding.how_many.counted import NAMELESS, Counted, counted
from transforms.coding.parse.attachment import NEAR, by_distance
from transforms.coding.story import Story

HARM = ("killed", "injured", "abducted", "casualties")
HARMFUL = ("ASSAULT", "COERCE", "PROTEST", "THREATEN", "ACCUSE", "SANCTION", "RETREAT")
NEAREST = 20


def count_people(candidate: Candidate, story: Story) -> tuple[Count, ...]:
    """Return the numbers of people of an event, one of each kind, the nearest first."""
    every = counted(story)
    found: dict[str, Count] = {}
    for far, index in by_distance(every, candidate, story):
        kind, quantity = _kind(every[index], candidate), every[index].quantity
        class_only = every[index].anchor.i == every[index].people.i
        if far < (NEAR if class_only else NEAREST) and kind and kind not in found:
            words = story.words(quantity.first, quantity.stop)
            found[kind] = Count(kind, quantity.minimum, quantity.maximum, *words)
    return tuple(found.values())


def _kind(each: Counted, candidate: Candidate) -> str | None:
    """Return the kind that a number has in an event; None if it has no place in it. Who protests is a protester."""
    if each.kind in HARM:
        return each.kind if candidate.event_type in HARMFUL else None
    if each.kind == NAMELESS:
        acts = each.people.i in {actor.i for actor in candidate.actors}
        return "protesters" if acts and candidate.event_type == "PROTEST" else None
    return each.kind
