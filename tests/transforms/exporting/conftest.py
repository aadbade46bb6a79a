import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

Row = dict[str, Any]
OF_ARTICLE = {"url": "https://example.org/a", "publisher": "Riga Wire", "title": "Raid in Riga", "language": "en"}
DAY = dt.date(2024, 1, 2)


@pytest.fixture(scope="session")
def told(event_row: Callable[..., Row]) -> Callable[..., Row]:
    """Return a maker of events as they come to be exported: with what their articles say of themselves."""

    def make(number: int = 0, **changes: Any) -> Row:
        return {**event_row(number), **OF_ARTICLE, "ingest_date": DAY, **changes}

    return make
