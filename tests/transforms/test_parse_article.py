import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Article
from schemas.dead_letter import Refused
from schemas.position import Position
from schemas.record import Record
from transforms.parse_article import parse_article

CHANGED = dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
TEXT = "Delegates from both provinces met in the capital on Tuesday."
GERMAN = (
    "Die Abgeordneten beider Provinzen trafen sich am Dienstag in der Hauptstadt, um über den Haushalt zu beraten. " * 3
)


def record(value: bytes | None, media: str = "json", **rest: Any) -> Record:
    data = value or b""
    sha256 = hashlib.sha256(data).hexdigest()
    return Record(Position("file:///a", 0, 7), 99, value, media, CHANGED, rest.pop("size", len(data)), sha256, **rest)


def parsed(fields: dict[str, Any], **rest: Any) -> Article:
    return parse_article(record(json.dumps(fields).encode(), **rest))


def refusal(value: bytes | None, media: str = "json", **rest: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        parse_article(record(value, media, **rest))
    return refused.value.code, refused.value.message


def test_an_article_is_what_the_record_says() -> None:
    article = parsed(
        {
            "text": TEXT,
            "id": "a-1",
            "url": "https://paper.example/1",
            "publisher": "The Paper",
            "title": " Delegates meet ",
            "language": "en-GB",
            "published_at": "2024-05-01T09:30:00+02:00",
            "section": "world",
            "tags": [],
        }
    )
    assert article == Article(
        position=Position("file:///a", 0, 7),
        stop=99,
        id="a-1",
        text=TEXT,
        content_hash=hashlib.sha256(TEXT.encode()).hexdigest(),
        ingested_at=CHANGED,
        title=" Delegates meet ",
        url="https://paper.example/1",
        publisher="The Paper",
        language="en-GB",
        published_at=dt.datetime(2024, 5, 1, 7, 30, tzinfo=dt.UTC),
        unknown_fields=2,
    )


def test_without_an_id_the_id_is_the_hash_of_the_url_else_of_the_text() -> None:
    url = "https://paper.example/1"
    assert parsed({"text": TEXT, "url": url}).id == hashlib.sha256(url.encode()).hexdigest()
    assert parsed({"text": TEXT}).id == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("nothing", [None, "", "  "])
@pytest.mark.parametrize("name", ["id", "url", "publisher", "language", "published_at"])
def test_an_optional_field_that_is_null_or_blank_is_absent(name: str, nothing: str | None) -> None:
    assert parsed({"text": TEXT, name: nothing}) == parsed({"text": TEXT})


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 50_000 + TEXT,
        f"{TEXT}\r\n\r\n{TEXT}",
        f"\ufeff\x00\x01\x1b[2J{TEXT}\x85\u2028",
        "and so on " * 20_000,
        "e\u0301 \U0001f600 \u202e",
        " x ",
        "x" * 1_000_000,
    ],
)
def test_the_text_is_kept_exactly_as_it_is_given(text: str) -> None:
    assert parsed({"text": text}).text == text


def test_a_byte_order_mark_before_the_record_is_no_part_of_it() -> None:
    assert parse_article(record(b"\xef\xbb\xbf" + json.dumps({"text": TEXT}).encode())).text == TEXT
    assert parse_article(record(b"\xef\xbb\xbfOne.\r\nTwo.\n", "text")).text == "One.\r\nTwo.\n"


def test_a_plain_text_may_hold_any_control_character() -> None:
    assert parse_article(record(b"\0one\x1b\x7f", "text")).text == "\0one\x1b\x7f"


def test_a_text_of_a_web_archive_is_read_in_the_encoding_that_its_header_declares() -> None:
    headers = (("content-type", b"text/plain; charset=ISO-8859-1"),)
    assert parse_article(record(b"caf\xe9 \x93", "text", headers=headers)).text == "café “"


def test_a_schema_registrys_prefix_is_passed_over() -> None:
    assert parse_article(record(b"\0\0\0\x01\x02" + json.dumps({"text": TEXT}).encode())).text == TEXT


def test_what_is_declared_outside_fills_only_what_the_record_does_not_say() -> None:
    declared = (("published_at", "2024-01-01T00:00:00Z"), ("url", "https://paper.example/declared"))
    article = parsed({"text": TEXT, "url": "https://paper.example/own", "published_at": None}, declared=declared)
    assert article.published_at == dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    assert article.url == "https://paper.example/own"
    assert parse_article(record(TEXT.encode(), "text", declared=declared)).url == "https://paper.example/declared"
    assert article.unknown_fields == 0


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (None, "tombstone", "without a value"),
        (b'{"text": "caf\xe9"}', "not_utf8", "at byte 13"),
        (b'{"text": "\xed\xa0\x80"}', "not_utf8", "at byte 10"),
        (b'{"text": "a \\ud800 b"}', "lone_surrogate", "'text' has half a surrogate pair at character 2"),
        (b'{"text": "a", "\\uDC00": 1}', "lone_surrogate", "a key"),
        (b'{"text": "a", "x": {"y": ["\\uDfff"]}}', "lone_surrogate", "'x'"),
        (b"", "not_json", "line 1, column 1"),
        (b"hello", "not_json", "near 'hello'"),
        (b'{"text": "a"', "not_json", "line 1, column 13"),
        (b'{"text": "a"} {"text": "b"}', "not_json", "Extra data"),
        (b'{"text": "a\nb"}', "not_json", "Invalid control character"),
        (b"{'text': 'a'}", "not_json", "property name"),
        (b'["text"]', "not_an_object", "an array"),
        (b'"text"', "not_an_object", "a string"),
        (b"null", "not_an_object", "null"),
        (b"-1.5", "not_an_object", "a number"),
        (b'{"text": "a", "text": "b"}', "duplicate_key", "'text'"),
        (b'{"text": "a", "x": [{"y": 1, "z": 2, "y": 3}]}', "duplicate_key", "'y'"),
        (b'{"text": "a", "x": NaN}', "not_a_number", "NaN"),
        (b'{"text": "a", "x": [-Infinity]}', "not_a_number", "-Infinity"),
        (b'{"text": "a", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "too_deep", "at character"),
        (b"[" * 10_000, "too_deep", "nested more than 100"),
        (b'{"x":' * 10_000, "too_deep", "nested more than 100"),
        (b'{"text": "a", "x": ' + b"1" * 1_000_000 + b"}", "number_too_long", "1000000 characters"),
        (b'{"text": "a", "x": 0.' + b"1" * 1_000_000 + b"}", "number_too_long", "1000002 characters"),
        (b"{}", "no_text", "there are: none"),
        (b'{"text": null, "body": "x"}', "no_text", "'text', 'body'"),
        (b'{"text": ""}', "blank_text", "0 characters"),
        (b'{"text": " \\n\\t\\u00a0\\u3000"}', "blank_text", "5 characters"),
        (b'{"text": ["a"]}', "text_not_a_string", "an array"),
        (b'{"text": {"a": 1}}', "text_not_a_string", "an object"),
        (b'{"text": true}', "text_not_a_string", "true or false"),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', "text_too_long", "1000001 characters"),
        (b'{"text": "a", "id": 5}', "bad_field", "field id is a number"),
        (b'{"text": "a", "url": ["u"]}', "bad_field", "field url is an array"),
        (b'{"text": "a", "title": false}', "bad_field", "field title"),
        (b'{"text": "a", "id": "' + b"x" * 10_001 + b'"}', "bad_field", "10001 characters"),
        (b'{"text": "a", "published_at": 1700000000}', "bad_date", "a number"),
        (b'{"text": "a", "published_at": "2024-02-30T00:00:00Z"}', "bad_date", "does not exist"),
        (b'{"text": "a", "published_at": "2024-02-03T00:00:00"}', "bad_date", "has no zone"),
        (b'{"text": "a", "published_at": "yesterday"}', "bad_date", "'yesterday' is not an RFC 3339 instant"),
        (b'{"text": "a", "language": "de"}', "not_english", "'de'"),
        (json.dumps({"text": GERMAN}).encode(), "not_english", "language de"),
        (json.dumps({"text": GERMAN, "language": "en"}).encode(), "not_english", "language de"),
        (b"\x1f\x8b\x08\x00", "binary", "gzip"),
        (b"\x28\xb5\x2f\xfd\x00", "binary", "Zstandard"),
        (b"Obj\x01\x04", "binary", "Avro"),
        (b"PK\x03\x04\x14", "binary", "ZIP"),
        (b"%PDF-1.7\n", "binary", "PDF"),
        (b"PAR1\x15", "binary", "Parquet"),
        ('{"text": "a"}'.encode("utf-16"), "binary", "UTF-16"),
        (b"\0\0\0\0\x2a\x02\x06abc", "binary", "schema registry id 42"),
    ],
)
def test_a_bad_record_is_refused_with_what_and_where(value: bytes | None, code: str, said: str) -> None:
    found, message = refusal(value)
    assert found == code
    assert said in message


@pytest.mark.parametrize(
    ("value", "media", "code"),
    [
        (b"caf\xe9", "text", "not_utf8"),
        (b" \r\n\0"[:3], "text", "blank_text"),
        (b"", "text", "blank_text"),
        (b"%PDF-1.4", "text", "binary"),
        (b"\x89PNG", "binary", "no_article"),
        (b"", "html", "no_article"),
        (b"<html><body></body></html>", "html", "no_article"),
        (b"\xff\xfe\x00", "html", "no_article"),
    ],
)
def test_other_media_have_the_same_refusals(value: bytes, media: str, code: str) -> None:
    assert refusal(value, media)[0] == code


def test_above_16_mib_a_record_is_refused_by_its_size_alone() -> None:
    limit = 16 * 1024 * 1024
    assert refusal(b'{"text": "the begin', size=limit + 1) == (
        "too_large",
        "a record of 16777217 bytes; up to 16777216 are read",
    )


HOSTILE = "\x1b[31m\u202e\u2066\x00\n" * 300


@pytest.mark.parametrize(
    "value",
    [
        json.dumps({"text": "a", HOSTILE: 1})[:-1].encode() + b', "x": 1, "x": 2}',
        json.dumps({HOSTILE: "a"}, ensure_ascii=False).encode(),
        json.dumps({"text": "a", "published_at": HOSTILE}).encode(),
        json.dumps({"text": "a", "language": HOSTILE}).encode(),
        json.dumps([HOSTILE], ensure_ascii=False).encode(),
        HOSTILE.encode(),
    ],
)
def test_a_message_is_short_and_plain_whatever_it_quotes(value: bytes) -> None:
    _, message = refusal(value)
    assert len(message) <= 500
    assert message.isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(["text", "id", "url", "publisher", "title", "language", "published_at", "x"])


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, JSON), st.integers(0, 60), st.binary(max_size=3))
def test_any_json_with_any_damage_is_an_article_or_refused(fields: dict[str, Any], at: int, damage: bytes) -> None:
    data = json.dumps(fields).encode()
    for value in (data, data[:at] + damage + data[at + len(damage) :], data[:at]):
        outcome_is_an_article_or_a_refusal(value, "json")


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["json", "text", "html", "binary"]))
def test_any_bytes_are_an_article_or_refused(value: bytes, media: str) -> None:
    outcome_is_an_article_or_a_refusal(value, media)


def outcome_is_an_article_or_a_refusal(value: bytes, media: str) -> None:
    found = outcome(value, media)
    if isinstance(found, Refused):
        assert found.code.isidentifier()
        assert len(found.message) <= 500
    else:
        assert found == outcome(value, media)
        assert found.content_hash == hashlib.sha256(found.text.encode()).hexdigest()


def outcome(value: bytes, media: str) -> Article | Refused:
    try:
        return parse_article(record(value, media))
    except Refused as refused:
        return refused
