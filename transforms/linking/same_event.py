"""Do two articles by different people report the same event? Only if nothing speaks against it, and enough for it.

Wrong joins cost more than missed ones: a cluster says that several sources report one happening.
"""

from collections.abc import Iterator

from schemas.plover import SUPRANATIONAL
from transforms.coding.where.placenames import is_country
from transforms.linking.copies import overlap
from transforms.linking.report import Report, Side, Toll

# Many of these happen on one day between the same parties: only a place or a number tells which.
ONE_OF_MANY = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION", "AID"}
ENOUGH = 6
_TWO_MEET = 5  # the same two people do not meet twice a day
_SENTENCES = ((0.5, 3), (0.3, 2), (0.15, 1))  # Jaccard of the words that mean something, points
_SMALL = 3  # that one or two were killed says little
_NAMES = 2  # more shared names than this prove no more
Anchor = tuple[str, str]


def anchors(report: Report) -> Iterator[Anchor]:
    """Yield what another report of the same event shares with this one: at least one of these."""
    if report.event_type in ONE_OF_MANY:
        if report.place is not None:
            yield "place", str(report.place)
        yield from (("counts", f"{toll.kind} {toll.least}") for toll in report.tolls if toll.least >= _SMALL)
    else:
        yield from (("actors", name) for name in _names(report.actors))
        yield from (("recipients", name) for name in _names(report.recipients))


def agreement(one: Report, other: Report) -> tuple[int, tuple[str, ...]]:
    """Return points for two reports of one type and day being of the same event, and on what they agree; 0 if not."""
    if _contradict(one, other) or not set(anchors(one)) & set(anchors(other)):
        return 0, ()
    points = {
        "actors": _parties(one.actors, other.actors),
        "recipients": _parties(one.recipients, other.recipients),
        "place": 2 * (one.place is not None and one.place == other.place),
        "counts": 2 * any(toll in other.tolls for toll in one.tolls if toll.least >= _SMALL),
        "sentence": _sentence(one, other),
    }
    total = sum(points.values())
    if total < (_TWO_MEET if one.event_type == "CONSULT" else ENOUGH):
        return 0, ()
    return total, ("event_type", "event_date", *(name for name, given in points.items() if given))


def _contradict(one: Report, other: Report) -> bool:
    return (
        one.unreal != other.unreal
        or _differ(one.modes, other.modes)
        or _differ({one.place} - {None}, {other.place} - {None})
        or _differ({one.country} - {None}, {other.country} - {None})
        or any(_exclude(toll, another) for toll in one.tolls for another in other.tolls)
        or (one.event_type in ONE_OF_MANY and _differ(_numbers(one), _numbers(other)))
        or any(
            mine and theirs and not _parties(mine, theirs)
            for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients))
        )
    )


def _differ(one: frozenset[str] | set[int | None] | set[str | None], other: object) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)  # type: ignore[arg-type]


def _numbers(report: Report) -> frozenset[str]:
    return frozenset(word for word in report.words if word.isdigit())


def _exclude(one: Toll, other: Toll) -> bool:
    """Tell whether two numbers of a kind cannot both be right."""
    if one.kind != other.kind:
        return False
    return (one.most is not None and one.most < other.least) or (other.most is not None and other.most < one.least)


def _parties(mine: tuple[Side, ...], theirs: tuple[Side, ...]) -> int:
    """Return 2 points for each name of a person or organisation that is shared, 1 if some may be the same."""
    shared = len(set(_names(mine)) & set(_names(theirs)))
    return 2 * min(shared, _NAMES) or int(any(_may_be(one, other) for one in mine for other in theirs))


def _may_be(one: Side, other: Side) -> bool:
    """Tell whether two parties may be the same: a state and its army, the police and officers; never two names."""
    if _specific(one) and _specific(other):
        return one.name == other.name
    if _differ({one.country} - {None}, {other.country} - {None}):
        return False
    general = one.country == other.country is not None and (_general(one) or _general(other))
    return general or not one.sectors.isdisjoint(other.sectors)


def _general(side: Side) -> bool:
    return not side.sectors or (side.name is not None and not _specific(side))


def _names(sides: tuple[Side, ...]) -> Iterator[str]:
    yield from (side.name for side in sides if side.name and _specific(side))


def _specific(side: Side) -> bool:
    return side.name is not None and side.country not in SUPRANATIONAL and not is_country(side.name)


def _sentence(one: Report, other: Report) -> int:
    same = overlap(one.words, other.words)
    return next((points for least, points in _SENTENCES if same >= least), 0)
