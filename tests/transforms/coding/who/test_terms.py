import datetime as dt

import pytest

from transforms.coding.who.entries import Entry
from transforms.coding.who.terms import on


def term(since: int, until: int | None, office: str, known: int = 2025) -> Entry:
    last = dt.date(until, 12, 31) if until else None
    return Entry(
        "Ann Lee", "leader", "CAN", ("GOV",), "office", office, dt.date(since, 1, 1), last, dt.date(known, 1, 1)
    )


TERMS = [term(2001, 2004, "minister"), term(2010, None, "president")]


@pytest.mark.parametrize(
    ("day", "office", "sectors"),
    [
        (dt.date(2003, 5, 1), "minister", ("GOV",)),
        (dt.date(2007, 5, 1), "minister", ("ELI",)),
        (dt.date(2020, 5, 1), "president", ("GOV",)),
        (dt.date(1999, 5, 1), "minister", ()),
        (None, "president", ("GOV",)),
    ],
)
def test_a_day_selects_the_term(day: dt.date | None, office: str, sectors: tuple[str, ...]) -> None:
    found = on(day, TERMS)
    assert (found.office, found.sectors) == (office, sectors)


def test_a_term_that_an_old_source_left_open_is_not_taken_for_granted() -> None:
    assert on(dt.date(2020, 1, 1), [term(2009, None, "minister", known=2011)]).sectors == ()
