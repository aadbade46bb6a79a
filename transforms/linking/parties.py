"""Are those who take part in two reports the same?"""

from collections.abc import Iterator, Sequence

from schemas.plover import SUPRANATIONAL
from transforms.coding.where.placenames import is_country
from transforms.linking.report import Side

_NAMES = 2  # more shared names than this prove no more


def party_points(mine: Sequence[Side], theirs: Sequence[Side]) -> int:
    """Return 2 points for each name of a person or organisation that is shared, or for two states; 1 for perhaps."""
    shared = set(names(mine)) & set(names(theirs))
    if shared:
        rest = [[side for side in sides if side.name not in shared] for sides in (mine, theirs)]
        return 2 * min(len(shared), _NAMES) + int(any(_may_be(one, other) for one in rest[0] for other in rest[1]))
    if len(_states(mine) & _states(theirs)) > 1:
        return 2
    return int(any(_may_be(one, other) for one in mine for other in theirs))


def at_odds(mine: Sequence[Side], theirs: Sequence[Side]) -> bool:
    """Tell whether both reports name a side, and others: none is shared, or each names one whom the other lacks."""
    if not mine or not theirs:
        return False
    lacking = [not any(_may_be(one, other) for other in theirs) for one in mine]
    return all(lacking) or (any(lacking) and any(not any(_may_be(one, other) for one in mine) for other in theirs))


def names(sides: Sequence[Side]) -> Iterator[str]:
    """Yield the names of persons and organisations; a state's or an alliance's name tells no happening."""
    yield from (side.name for side in sides if side.name and _specific(side))


def countries(sides: Sequence[Side]) -> frozenset[str]:
    """Return the countries that are known to take part on a side."""
    return frozenset(side.country for side in sides if side.country)


def _states(sides: Sequence[Side]) -> frozenset[str]:
    return frozenset(side.country for side in sides if side.country and _general(side))


def _may_be(one: Side, other: Side) -> bool:
    """Tell whether two parties may be the same: a state and its army, the police and officers; never two names."""
    if _specific(one) and _specific(other):
        return one.name == other.name
    if one.country and other.country and one.country != other.country:
        return False
    general = one.country == other.country is not None and (_general(one) or _general(other))
    return general or not one.sectors.isdisjoint(other.sectors)


def _general(side: Side) -> bool:
    return not side.sectors or (side.name is not None and not _specific(side))


def _specific(side: Side) -> bool:
    return side.name is not None and side.country not in SUPRANATIONAL and not is_country(side.name)
