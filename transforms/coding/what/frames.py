"""Frames: which dependents a lexicon entry asks for."""

from collections.abc import Callable
from typing import NamedTuple

from transforms.coding.lexicon import Row
from transforms.coding.what.slots import Slots


class Constraint(NamedTuple):
    """One condition of a frame: a slot that must be filled, or must not, by one of some words or classes."""

    slot: str
    wanted: bool
    fillers: frozenset[str]


Frame = tuple[Constraint, ...]
Fits = Callable[[int, frozenset[str]], bool]


def parse(cell: str, row: Row) -> Frame:
    """Return the frame that a cell spells: `obj:AID_GOODS to -with`.

    Raises:
        LexiconError: A constraint has no slot or no filler after its colon.
    """
    return tuple(constraint(part, row) for part in cell.split())


def constraint(part: str, row: Row) -> Constraint:
    """Return one constraint, such as `obj:AID_GOODS,visa`."""
    slot, colon, fillers = part.removeprefix("-").partition(":")
    words = frozenset(
        filler.replace("_", " ") if filler.islower() else filler for filler in fillers.split(",") if filler
    )
    if not slot or (colon and not words):
        raise row.error(f"{part!r} is no constraint; a frame looks like 'obj:AID_GOODS,visa to -with'")
    return Constraint(slot, not part.startswith("-"), words)


def holds(frame: Frame, slots: Slots, fits: Fits) -> bool:
    """Return whether every constraint holds for these slots."""
    for slot, wanted, fillers in frame:
        filled = slots.get(slot, ())
        met = bool(filled) if not fillers or not filled else any(fits(i, fillers) for i in filled)
        if met != wanted:
            return False
    return True


def strength(frame: Frame) -> int:
    """Return how specific a frame is: a filler counts more than a filled slot."""
    return sum(3 if each.fillers and each.wanted else 1 for each in frame)
