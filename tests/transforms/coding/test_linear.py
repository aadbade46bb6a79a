import datetime as dt
import sys
from functools import lru_cache
from types import FrameType

import pytest

from schemas.article import Article
from schemas.position import Position
from transforms.coding.coder import Coder


@lru_cache(maxsize=1)
def coder() -> Coder:
    return Coder()


def calls(text: str) -> int:
    """Return how many Python calls the coding of a text takes: a clock that no other process disturbs."""
    counted = 0

    def count(_frame: FrameType, what: str, _: object) -> None:
        nonlocal counted
        counted += what == "call"

    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    article = Article(Position("test", 0, 0), 1, "a", text, "", moment, published_at=moment)
    sys.setprofile(count)
    try:
        next(coder().code([article]))
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    "sentence",
    ["Police arrested five men in Oslo.", "Police arrested Anna Berg{} in Oslo on Monday.", '"No," he said, (', ", "],
)
def test_four_times_the_text_takes_less_than_five_times_the_work(sentence: str) -> None:
    def text(n: int) -> str:
        return "\n".join(sentence.format("abcdefghij"[i % 10] + "klmnopqrst"[i // 10 % 10]) for i in range(n))

    calls(text(2))  # tables are loaded
    assert calls(text(240)) < 5 * calls(text(60))


@pytest.mark.parametrize(
    ("first", "again", "last"),
    [
        ("", "The mayor said that ", "police arrested Anna."),
        ("Norway urged ", "Sweden to ask Norway to ", "leave."),
        ("", "rebels, police, ", "fled."),
        ("Police arrested ", "rebels who attacked ", "Oslo."),
        ("Police condemned the attack ", "on the allies of rebels ", "."),
    ],
)
def test_a_sentence_four_times_as_deep_takes_less_than_five_times_the_work(first: str, again: str, last: str) -> None:
    def text(n: int) -> str:
        return first + again * n + last

    calls(text(2))
    assert calls(text(240)) < 5 * calls(text(60))
