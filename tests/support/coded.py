"""What the shipped coder, loaded once for all tests of a session, makes of a text."""

import datetime as dt
from functools import lru_cache

from schemas.article import Article
from schemas.event import Event
from schemas.position import Position
from transforms.coding.coder import Coder

DAY = "2024-05-01"


@lru_cache(maxsize=1)
def coder() -> Coder:
    """Return the coder as it is shipped."""
    return Coder()


def article(text: str, published: str | None = DAY) -> Article:
    """Return an article that was read on the day it was published on, or on some day."""
    moment = dt.datetime.fromisoformat(published or DAY).replace(tzinfo=dt.UTC)
    published_at = moment if published else None
    return Article(Position("test", 0, 0), 1, "a", text, "", moment, published_at=published_at)


def events(text: str, published: str | None = DAY, *, all_candidates: bool = False) -> tuple[Event, ...]:
    """Return the events of an article."""
    return next(coder().code([article(text, published)], all_candidates))
