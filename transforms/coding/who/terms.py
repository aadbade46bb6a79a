"""Which term of office a story means: the one that holds on the day of publication."""

import datetime as dt
from collections.abc import Sequence

from transforms.coding.who.entries import Entry

STALE = dt.timedelta(days=900)
FRESH = 2012
FORMER = ("ELI",)


def on(day: dt.date | None, terms: Sequence[Entry]) -> Entry:
    """Return the reading of a leader's name on a day.

    In office: that term (the latest that began). Out of office since: a former official (ELI). Not yet in office, or a
    term of which the source knows only that it had begun years before: the country, no sector. No day: the newest term.
    """
    ordered = sorted(terms, key=lambda term: (term.since or dt.date.min, term.name))
    if day is None:
        return ordered[-1]
    holding = [term for term in ordered if _holds(term, day)]
    if holding:
        return max(holding, key=lambda term: (_sure(term, day), term.since or dt.date.min))
    past = [term for term in ordered if (term.until and term.until < day)]
    if past:
        last = max(past, key=lambda term: term.until or dt.date.min)
        return last._replace(sectors=FORMER, standing="person", rule=f"{last.rule}, out of office")
    return ordered[0]._replace(sectors=(), standing="person", rule=f"{ordered[0].rule}, term not known to hold")


def vouched(term: Entry) -> bool:
    """Return whether a reading comes from a source that is not out of date: a full name alone will do then."""
    return term.known is None or term.known.year >= FRESH


def _holds(term: Entry, day: dt.date) -> bool:
    begun = term.since is None or term.since <= day
    return begun and (day <= term.until if term.until else _sure(term, day))


def _sure(term: Entry, day: dt.date) -> bool:
    return term.until is not None or term.known is None or day <= term.known + STALE
