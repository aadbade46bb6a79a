"""Reports made by hand, for what joins them."""

import datetime as dt
from typing import Any

from transforms.linking.report import Report, Side, Toll
from transforms.linking.topic import meaning, topic

DAY = dt.date(2024, 1, 2)
NOON = dt.datetime(2024, 1, 2, 12, tzinfo=dt.UTC)


PLAIN = "A bomb killed 12 people at a market in Riga."


def side(name: str | None = None, country: str | None = None, *sectors: str) -> Side:
    return Side(name, country, frozenset(sectors))


def report(article: str = "a", sentence: str = "", **changes: Any) -> Report:
    """Return a report of a bombing in Riga, of its own sentence."""
    plain = Report(
        f"{article}-{changes.get('start', 0)}", article, NOON, "ASSAULT", frozenset({"explosives"}), frozenset(), DAY,
        (), (side(None, "LVA", "CVL"),), 456172, "LVA", (Toll("killed", 12, 12),), "bombing", 0,
        meaning(sentence or PLAIN), topic(sentence or PLAIN, ["Riga"]), 5, (DAY, DAY),
    )  # fmt: skip
    return plain._replace(**changes)
