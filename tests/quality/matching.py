"""Which event answers which expected row."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.event import Actor, Event
from tests.quality.expected import Case, Place, Row, Side

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})


class Answer(NamedTuple):
    """An expected row and the event that answers it."""

    case: Case
    row: Row
    event: Event


class Outcome(NamedTuple):
    """What became of a case.

    Attributes:
        case: The article and its rows.
        events: All events of the article.
        answers: Rows with the event that answers each.
        missed: Rows that must be answered and are not.
        left: Events that nothing asked for.
    """

    case: Case
    events: tuple[Event, ...]
    answers: tuple[Answer, ...]
    missed: tuple[Row, ...]
    left: tuple[Event, ...]


def match(case: Case, events: tuple[Event, ...]) -> Outcome:
    """Give each row at most one event of an accepted type at its words, the best fitting first.

    A further event at other words of an answered row is the same happening told again: it is not left over.
    """
    taken: dict[int, int] = {}
    for _, i, j in sorted(fits(case, events)):
        if i not in taken and j not in taken.values():
            taken[i] = j
    again = {j for _, i, j in fits(case, events) if len(case.rows[i].words) > 1}
    return Outcome(
        case,
        events,
        tuple(Answer(case, case.rows[i], events[j]) for i, j in sorted(taken.items())),
        tuple(row for i, row in enumerate(case.rows) if row.must and i not in taken),
        tuple(event for j, event in enumerate(events) if j not in taken.values() and j not in again),
    )


def fits(case: Case, events: tuple[Event, ...]) -> Iterator[tuple[tuple[bool, int, float], int, int]]:
    """Yield how badly, row and event of all that could go together."""
    for i, row in enumerate(case.rows):
        for j, event in enumerate(events):
            if event.event_type in row.types and any(meets(event.trigger, words) for words in row.words):
                wrong = sum(not met for met in both_met(event, row, case))
                yield (not row.must, wrong, -event.confidence), i, j


def both_met(event: Event, row: Row, case: Case) -> tuple[bool, bool]:
    """Whether an actor and a recipient of the row are met; what is mutual may have all its parties as actors."""
    others = event.recipients + (event.actors if event.event_type in MUTUAL else ())
    return party_met(event.actors, row.actors, case), party_met(others, row.recipients, case)


def meets(span: tuple[str, int, int] | Actor, words: Place) -> bool:
    """Whether a span shares a character with a place."""
    return span[1] < words[1] and words[0] < span[2]


def party_met(given: tuple[Actor, ...], side: Side, case: Case) -> bool:
    """Whether a party of this side is met, or none is wanted."""
    return not side.parties or any(named(actor, names, case) for actor in given for names in side.parties)


def named(actor: Actor, names: tuple[str, ...], case: Case) -> bool:
    """Whether an actor's mention overlaps one of the names anywhere in the text."""
    return any(meets(actor, place) for name in names for place in places(name, case.article.text))


def places(name: str, text: str) -> list[Place]:
    """Return every place of a name in the text."""
    return [found.span() for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
