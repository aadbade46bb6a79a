"""How much work the coding of a text is, by a clock that no other process disturbs: the calls that it takes."""

import datetime as dt
import hashlib
import sys
from functools import lru_cache
from types import FrameType

from schemas.article import Article
from schemas.position import Position
from transforms.coding.coder import Coder


@lru_cache(maxsize=1)
def _coder() -> Coder:
    return Coder()


def calls(text: str) -> int:
    """Return how many calls, of Python's and of C's functions, the coding of a text takes."""
    counted = 0

    def count(_frame: FrameType, what: str, _: object) -> None:
        nonlocal counted
        counted += what in {"call", "c_call"}

    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(Position("work", 0, 0), 1, "a", text, digest, moment, published_at=moment)
    sys.setprofile(count)
    try:
        next(_coder().code([article]))
    finally:
        sys.setprofile(None)
    return counted
