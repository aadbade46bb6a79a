"""Input that is small and wants to become large, or deep, or slow."""

import hashlib
import json

import pytest

from schemas.position import Position
from schemas.record import Record
from tests.fuzz import oracle
from tests.fuzz.records import NOON, TEXT
from transforms.parsing.page import MOST_TAGS

ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom " * 10}">' for n in range(10))
STORY = f"<p>{TEXT * 4}</p>"


def record(value: bytes, media: str) -> Record:
    return Record(Position("bomb", 0, 0), 1, value, media, NOON, len(value), hashlib.sha256(value).hexdigest())


@pytest.mark.parametrize(
    "page",
    [
        f"<!DOCTYPE html [{ENTITIES}]><html><body><article>{STORY}<p>&e9;</p></article></body></html>",
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><article>{STORY}<p>&x;</p></article></body></html>',
        "<div>" * (MOST_TAGS - 10) + STORY,
        "<b><i>" * (MOST_TAGS // 2 - 10) + STORY,
        f"<article>{STORY}<a {'x=1 ' * 100_000}>{STORY}</article>",
        f"<article>{STORY}<!--{'-' * 200_000}{STORY}</article>",
    ],
    ids=["entities", "a file of ours", "deep", "deep and crossed", "attributes", "a comment without end"],
)
def test_a_page_that_is_a_bomb_gives_its_story_or_is_refused(page: str) -> None:
    became = oracle.outcome(record(page.encode(), "html"))
    text = getattr(became, "text", "")
    assert len(text) <= len(page)
    assert "root:" not in text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (b"[" * 1_000_000, "too_deep"),
        (b'{"a":' * 1_000_000, "too_deep"),
        (b'{"text": ' + b"9" * 1_000_000 + b"}", "number_too_long"),
        (b'{"text": "a", "x": -' + b"0." + b"1" * 1_000_000 + b"e9}", "number_too_long"),
        (b'{"text": "' + b"\\u0041" * 1_000_001 + b'"}', "text_too_long"),
        (b'{"text": "' + b'\\"' * 1_000_001, "not_json"),
        (json.dumps({"text": "a", "url": "x" * 1_000_000}).encode(), "bad_field"),
        (json.dumps({"text": "a", "published_at": "1" * 9_999}).encode(), "bad_date"),
    ],
    ids=["brackets", "objects", "digits", "fraction", "escapes", "quotes without end", "field", "date"],
)
def test_an_object_that_is_a_bomb_is_refused_by_its_size_and_not_by_the_clock(value: bytes, code: str) -> None:
    became = oracle.outcome(record(value, "json"))
    assert getattr(became, "code", None) == code
