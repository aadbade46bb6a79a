"""What the gazetteer knows, read from data/actors: countries, people, capitals, seats, places, groups, leaders."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from transforms.coding.lexicon import Row, files, rows
from transforms.coding.who.party import STANDINGS

SECTORS = frozenset(
    ("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU")
).union(("ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"))
PRONE_TO_S = ("n", "i", "e", "k", "r", "t", "c", "b", "d")


class Entry(NamedTuple):
    """One reading of a name.

    Attributes:
        name: The canonical name.
        kind: country, people, capital, seat, place, organisation or leader.
        country: ISO 3166-1 alpha-3 or a supranational code of PLOVER; None if unknown.
        sectors: PLOVER sectors, the most specific first.
        standing: One of `party.STANDINGS`.
        office: A leader's office.
        since: First day of a leader's term, or from when an armed group rules; None if unknown.
        until: Last day of the term; None if it had not ended when the source was made.
        known: Last day of which the source knows.
        rule: Where it comes from, in a few words.
    """

    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...] = ()
    standing: str = "other"
    office: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    known: dt.date | None = None
    rule: str = ""


class Named(NamedTuple):
    """A name and one of its readings."""

    name: str
    entry: Entry


def load() -> Iterator[Named]:
    """Yield every name of the shipped files, then of the user's folder: first readings first.

    Raises:
        LexiconError: A row says something that cannot be.
    """
    for file in files("actors/countries.tsv"):
        for row in rows(file, 7):
            yield from _country(row)
    for file in files("actors/organisations.tsv"):
        for row in rows(file, 8):
            yield from _organisation(row)
    for file in files("actors/leaders.tsv"):
        for row in rows(file, 9):
            yield from _leader(row)
    for file in files("actors/places.tsv"):
        for row in rows(file, 3):
            yield Named(
                row.cells[0], Entry(row.cells[0], "place", row.cells[1] or None, (), "place", rule="places.tsv")
            )


def sectors(row: Row, cell: str) -> tuple[str, ...]:
    """Return the sectors of a cell, parted by ';'."""
    found = many(cell)
    for sector in found:
        if sector not in SECTORS:
            raise row.error(f"{sector!r} is no PLOVER sector")
    return found


def many(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell, parted by ';'."""
    return tuple(filter(None, map(str.strip, cell.split(";")))) if cell else ()


def _country(row: Row) -> Iterator[Named]:
    code, name, others, people, capitals, seats, _ = row.cells
    state = Entry(name, "country", code, ("GOV",), "state", rule="country name")
    for other in (name, *many(others)):
        yield Named(other, state)
    citizens = Entry(name, "people", code, ("CVL",), "society", rule="demonym")
    for word in many(people):
        yield Named(word, citizens)
        if word.endswith(PRONE_TO_S):
            yield Named(f"{word}s", citizens)
    for city in many(capitals):
        yield Named(city, Entry(name, "capital", code, ("GOV",), "state", rule=f"capital {city}"))
    for seat in many(seats):
        yield Named(seat, Entry(name, "seat", code, ("GOV",), "state", rule=f"seat {seat}"))


def _organisation(row: Row) -> Iterator[Named]:
    name, others, country, cell, standing, source, known, ruling = row.cells
    if standing not in STANDINGS:
        raise row.error(f"{standing!r} is no standing")
    rule = f"organisations.tsv: {source} {known}"
    since = _day(row, ruling)
    entry = Entry(name, "organisation", country or None, sectors(row, cell), standing, since=since, rule=rule)
    for other in (name, *many(others)):
        yield Named(other, entry)


def _leader(row: Row) -> Iterator[Named]:
    name, others, office, country, cell, since, until, _, known = row.cells
    first, last = _day(row, since, last=False), _day(row, until, last=True)
    if first and last and last < first:
        raise row.error("the term ends before it begins")
    rule = f"leaders.tsv: {office or 'term'} {since[:4]}-{until[:4]}"
    entry = Entry(name, "leader", country, sectors(row, cell), "office", office, first, last, _day(row, known), rule)
    for other in (name, *many(others)):
        yield Named(other, entry)


def _day(row: Row, cell: str, *, last: bool = False) -> dt.date | None:
    """Return the first or last day of YYYY, YYYY-MM or YYYY-MM-DD."""
    try:
        return _date(cell, last) if cell else None
    except ValueError:
        raise row.error(f"{cell!r} is no date") from None


@lru_cache(maxsize=4096)
def _date(cell: str, last: bool) -> dt.date:
    parts = cell.split("-")
    year, month, day = (int(part) for part in (*parts, *("1", "1")[len(parts) - 1 :]))
    if not last or len(parts) == 3:  # noqa: PLR2004
        return dt.date(year, month, day)
    following = dt.date(year + 1, 1, 1) if len(parts) == 1 or month == 12 else dt.date(year, month + 1, 1)  # noqa: PLR2004
    return following - dt.timedelta(days=1)
