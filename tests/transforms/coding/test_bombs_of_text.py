"""Texts that are made to keep a coder busy: ten times as much of it takes little more than ten times the work."""

import datetime as dt
import hashlib
import sys
from functools import lru_cache
from types import FrameType

import pytest

from schemas.article import Article
from schemas.position import Position
from transforms.coding.coder import Coder

pytestmark = pytest.mark.slow
SHORT, TIMES, MOST = 40, 10, 13
SUBJECTS = ("Rebels", "Police in Oslo", "The army", "Norway", "Two ministers")


@lru_cache(maxsize=1)
def coder() -> Coder:
    return Coder()


def calls(text: str) -> int:
    """Return how many calls, of Python's and of C's functions, the coding of a text takes."""
    counted = 0

    def count(_frame: FrameType, what: str, _: object) -> None:
        nonlocal counted
        counted += what in {"call", "c_call"}

    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(Position("bomb", 0, 0), 1, "a", text, digest, moment, published_at=moment)
    sys.setprofile(count)
    try:
        next(coder().code([article]))
    finally:
        sys.setprofile(None)
    return counted


def bomb(name: str, n: int) -> str:
    """Return a text of some 4 n words."""
    subject = SUBJECTS[n % len(SUBJECTS)]
    return {
        "one sentence": f"{subject} attacked the town of Goma and " * n + "fled.",
        "commas": f"{subject} , , , " * n,
        "clauses": "The mayor said that " * n + "police arrested Anna.",
        "clauses behind a noun": "the man who attacked " * n + "Anna was arrested.",
        "quotes": '"No," he " said " ' * n,
        "digits": "7 12,000 1.5 99 " * n,
        "one number": "9" * 16 * n,
        "brackets": "( [ police ( " * n,
        "hyphens": "anti-government-pro-" * n,
        "names": "Anna Berg and Carl Dahl of Oslo, " * (n // 2),
        "dates": "on Monday March 3 2021 or " * (n // 2),
        "lines": "Police\nin Oslo\n\narrested \n \n" * n,
        "places": "in Oslo, Norway, near Bergen, " * (n // 2),
        "no letters": "!? ... -- § " * n,
        "emphasis": "ATTACKED Police ARRESTED rebels " * n,
    }[name]


NAMES = ("one sentence", "commas", "clauses", "clauses behind a noun", "quotes", "digits", "one number", "brackets",
         "hyphens", "names", "dates", "lines", "places", "no letters", "emphasis")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_ten_times_the_text_takes_little_more_than_ten_times_the_work(name: str) -> None:
    calls(bomb(name, 3))  # tables are loaded
    assert calls(bomb(name, SHORT * TIMES)) < MOST * calls(bomb(name, SHORT))
