"""What tells that two reports are of two events, however much else is the same."""

from collections.abc import Set as AbstractSet

from transforms.linking.parties import at_odds
from transforms.linking.report import Report, Toll

# Many of these happen on one day between the same parties: only a place or a person tells which.
ONE_OF_MANY = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"}


def contradict(one: Report, other: Report) -> bool:
    """Tell whether place, numbers, parties, modes or truth of two reports of a type cannot be of one event."""
    return (
        one.unreal != other.unreal
        or differ(one.modes, other.modes)
        or differ({one.place} - {None}, {other.place} - {None})
        or differ({one.country} - {None}, {other.country} - {None})
        or any(_exclude(toll, another) for toll in one.tolls for another in other.tolls)
        or (one.event_type in ONE_OF_MANY and differ(_numbers(one), _numbers(other)))
        or at_odds(one.actors, other.actors)
        or at_odds(one.recipients, other.recipients)
    )


def differ(one: AbstractSet[object], other: AbstractSet[object]) -> bool:
    """Tell whether both say something, and nothing that the other says."""
    return bool(one) and bool(other) and one.isdisjoint(other)


def _numbers(report: Report) -> frozenset[str]:
    return frozenset(word for word in report.topic if word.isdigit())


def _exclude(one: Toll, other: Toll) -> bool:
    """Tell whether two numbers of a kind cannot both be right."""
    if one.kind != other.kind:
        return False
    return (one.most is not None and one.most < other.least) or (other.most is not None and other.most < one.least)
