"""What the coder makes of one verb or noun: an event's type and the tokens that take part, or the refusal of one."""

from typing import NamedTuple

from transforms.coding.what.event_entries import Roles, Side
from transforms.coding.what.slots import Slots


class Reading(NamedTuple):
    """What one verb or noun reports.

    Attributes:
        head: The token whose slots were used.
        words: The words that report it, in order of the text.
        event_type: PLOVER type; empty where the construction is no event, `path` says why.
        modes: PLOVER modes.
        cameo: CAMEO code.
        weight: How strong the pattern is, 0 to 1.
        actors: Heads of those who act.
        recipients: Heads of those acted upon.
        auxiliary: PLOVER auxiliary modes that the construction tells.
        path: Entry, operators, moods.
        mutual: Whether all sides act: talks, signed agreements.
        consumed: Tokens that report nothing of their own because this reading took them in.
        content: Heads of clauses in which nothing reports anything of its own: what is asked for, threatened, planned.
    """

    head: int
    words: tuple[int, ...]
    event_type: str = ""
    modes: tuple[str, ...] = ()
    cameo: str = ""
    weight: float = 0.0
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    auxiliary: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    consumed: frozenset[int] = frozenset()
    content: frozenset[int] = frozenset()
    mutual: bool = False


def fill(side: Side, slots: Slots) -> tuple[int, ...]:
    """Return the tokens of the first alternative that has any."""
    for group in side:
        found = tuple(token for slot in group for token in slots.get(slot, ()))
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def cast(roles: Roles, slots: Slots) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return who acts and who is acted upon; nobody is both."""
    actors = fill(roles.actors, slots)
    recipients = fill(roles.recipients, slots)
    return actors, tuple(token for token in recipients if token not in actors)
