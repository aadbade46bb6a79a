"""Who stands to whom: a row of dyadic data for each pair of an event."""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

MUTUAL = ("CONSULT", "AGREE", "COOPERATE")
MOST = 100  # pairs of one event: 5,000 names at a summit are no 25 million rows
Pair = tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]


def pairs(event: Mapping[str, Any]) -> list[Pair]:
    """Return the actor-recipient pairs of an event, at most `MOST`, in the order of the text.

    As the view `event_actors`: who has no counterpart stands beside None, the sides of a mutual event stand to each
    other, A to B and B to A. An event without parties is one pair of nobody.
    """
    return list(islice(_pairs(event), MOST))


def _pairs(event: Mapping[str, Any]) -> Iterator[Pair]:
    actors, recipients = event["actors"], event["recipients"]
    if not recipients and len(actors) > 1 and event["event_type"] in MUTUAL:
        yield from ((left, right) for left, right in product(actors, actors) if left is not right)
    else:
        yield from product(actors or [None], recipients or [None])


def number_of_pairs(event: Mapping[str, Any]) -> int:
    """Return how many pairs an event has, before any are cut."""
    actors, recipients = len(event["actors"]), len(event["recipients"])
    if not recipients and actors > 1 and event["event_type"] in MUTUAL:
        return actors * (actors - 1)
    return max(actors, 1) * max(recipients, 1)
