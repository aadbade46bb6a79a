"""Which articles are new since the last linking, which are gone, and whose family that changes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from transforms.linking.families import REACH
from transforms.linking.signatures import Signature


class Linked(NamedTuple):
    """An article with events. Its key is its id and its text; whatever else changes makes it a new one.

    Attributes:
        article_id: The article's id.
        source: With partition and offset its position.
        partition: As above.
        offset: As above.
        ingest_date: The partition of the tables that it is in.
        coder_version: Who coded it.
        events: How many events it has.
        publisher: Who published it.
        seen: When it was published; if unknown, ingested.
        family: Its family of near-duplicates.
        blocks: What its events were compared in.
        months: The months of the derived tables that its events are in.
    """

    article_id: str
    source: str
    partition: int
    offset: int
    ingest_date: dt.date
    coder_version: str
    events: int
    publisher: str | None
    seen: dt.datetime
    family: str = ""
    blocks: tuple[str, ...] = ()
    months: tuple[str, ...] = ()


Linkeds = dict[str, Linked]
UNLINKED = len(Linked._fields) - 3


class Change(NamedTuple):
    """What is to be done.

    Attributes:
        kept: Articles that were linked and are still there.
        gone: Those that are no more.
        new: Keys of those that were not linked.
        moved: Keys of those whose family is to be found: new ones, and those whose family has lost one.
    """

    kept: Linkeds
    gone: Linkeds
    new: set[str]
    moved: set[str]


def compare(known: Linkeds, current: Linkeds) -> Change:
    """Return what differs between the articles that were linked and those that are there now."""
    kept = {key: one for key, one in known.items() if key in current and one[:UNLINKED] == current[key][:UNLINKED]}
    gone = {key: one for key, one in known.items() if key not in kept}
    new = current.keys() - kept.keys()
    bereft = {one.family for one in gone.values()}
    return Change(kept, gone, set(new), new | {key for key, one in kept.items() if one.family in bereft})


def read_linked(row: Mapping[str, Any]) -> Linked:
    """Return the article that a row of the state stands for."""
    values = {name: row[name] for name in Linked._fields}
    return Linked(**values | {name: tuple(row[name]) for name in ("blocks", "months")})


def month(day: dt.date) -> str:
    """Return the month that something is filed under.

    >>> month(dt.date(2024, 5, 1))
    '2024-05'
    """
    return f"{day:%Y-%m}"


def months_in_reach(moments: Iterable[dt.datetime]) -> set[str]:
    """Return the months in which a copy of an article of one of these moments may have been published."""
    return {month(moment + step) for moment in moments for step in (-REACH, dt.timedelta(0), REACH)}


def signature_of(row: Mapping[str, Any]) -> Signature:
    """Return the signature in a row of the state."""
    return np.array(row["signature"], dtype=np.uint32)
