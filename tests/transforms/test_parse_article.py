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

EXAMPLE = "RFC 3339 wants 2024-05-01T09:30:00Z or 2024-05-01T09:30:00+02:00"
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


@pytest.mark.parametrize("space", [b"", b" \n"])
def test_a_schema_registrys_prefix_is_passed_over(space: bytes) -> None:
    assert parse_article(record(b"\0\0\0\x01\x02" + space + json.dumps({"text": TEXT}).encode())).text == TEXT


def test_a_page_is_an_article_under_the_address_that_was_fetched() -> None:
    page = f"<html><head><title>Caf\xe9</title></head><body><article><p>{TEXT}</p></article></body></html>".encode(
        "cp1250"
    )
    headers = (("content-type", b"text/html; charset=windows-1250"),)
    article = parse_article(record(page, "html", headers=headers, declared=(("url", "https://paper.example/fetched"),)))
    assert (article.text, article.title, article.url) == (TEXT, "Caf\xe9", "https://paper.example/fetched")
    assert article.unknown_fields == 0


def test_what_is_as_large_as_it_may_be_is_read() -> None:
    assert parsed({"text": TEXT, "publisher": "x" * 10_000}, size=16 * 1024 * 1024).publisher == "x" * 10_000


def test_a_title_may_be_blank() -> None:
    assert parsed({"text": TEXT, "title": " "}).title == " "


@pytest.mark.parametrize(("name", "said"), [("text", "the text"), ("title", "the field title")])
def test_what_is_declared_outside_is_checked_too(name: str, said: str) -> None:
    code, message = refusal(b'{"text": "a"}' if name == "title" else b"{}", declared=((name, "half \ud83d"),))
    assert (code, message) == ("lone_surrogate", f"{said} has half a surrogate pair at character 5: 'half \\ud83d'")


def test_what_is_declared_outside_fills_only_what_the_record_does_not_say() -> None:
    declared = (("published_at", "2024-01-01T00:00:00Z"), ("url", "https://paper.example/declared"))
    article = parsed({"text": TEXT, "url": "https://paper.example/own", "published_at": None}, declared=declared)
    assert article.published_at == dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    assert article.url == "https://paper.example/own"
    assert parse_article(record(TEXT.encode(), "text", declared=declared)).url == "https://paper.example/declared"
    assert article.unknown_fields == 0


REFUSED = [
    (None, "tombstone", "a record without a value: in a compacted topic it deletes its key"),
    (b'{"text": "caf\xe9"}', "not_utf8", "not UTF-8 at byte 13: invalid continuation byte (e9 22 7d)"),
    (b'{"text": "\xed\xa0\x80"}', "not_utf8", "not UTF-8 at byte 10: invalid continuation byte (ed a0 80 22)"),
    (b'{"text": "a \\ud800 b"}', "lone_surrogate",
     "'text' has half a surrogate pair at character 2: 'a \\ud800 b'"),
    (b'{"text": "a", "\\uDC00": 1}', "lone_surrogate", "a key has half a surrogate pair at character 0: '\\udc00'"),
    (b'{"text": "a", "x": {"y": ["\\uDfff"]}}', "lone_surrogate",
     "'x' has half a surrogate pair at character 8: '{\"y\": [\"\\udfff\"]}'"),
    (b'{"text": "a", "x": ["' + b"n" * 30 + b"\\ud800" + b"f" * 30 + b'"]}', "lone_surrogate",
     f"'x' has half a surrogate pair at character 32: '{'n' * 20}\\ud800{'f' * 19}'"),
    (b'["text"]', "not_an_object", "JSON, but an array and not an object: '[\"text\"]'"),
    (b'"text"', "not_an_object", "JSON, but a string and not an object: '\"text\"'"),
    (b"null", "not_an_object", "JSON, but null and not an object: 'null'"),
    (b"-1.5", "not_an_object", "JSON, but a number and not an object: '-1.5'"),
    (b"15", "not_an_object", "JSON, but a number and not an object: '15'"),
    (b'{"id": "1", "text": "a", "text": "b"}', "duplicate_key", "the key 'text' stands twice in one object"),
    (b'{"text": "a", "x": [{"y": 1, "z": 2, "y": 3}]}', "duplicate_key", "the key 'y' stands twice in one object"),
    (b'{"text": "a", "x": NaN}', "not_a_number", "NaN is not JSON"),
    (b'{"text": "a", "x": [-Infinity]}', "not_a_number", "-Infinity is not JSON"),
    (b'{"text": "a", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "too_deep",
     "nested more than 100 deep at character 118"),
    (b"[" * 10_000, "too_deep", "nested more than 100 deep at character 100"),
    (b'{"x":' * 10_000, "too_deep", "nested more than 100 deep at character 500"),
    (b'{"text": "a", "x": ' + b"1" * 1_000_000 + b"}", "number_too_long",
     f"a number of 1000000 characters, '{'1' * 60}'...; 1000 are read"),
    (b'{"text": "a", "x": 0.' + b"1" * 1_000_000 + b"}", "number_too_long",
     f"a number of 1000002 characters, '0.{'1' * 58}'...; 1000 are read"),
    (b"{}", "no_text", "the field text is missing or null; there are: none"),
    (b'{"text": null, "body": "x"}', "no_text", "the field text is missing or null; there are: 'text', 'body'"),
    (b'{"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1}', "no_text",
     "the field text is missing or null; there are: 'a', 'b', 'c', 'd', 'e'"),
    (b'{"text": ""}', "blank_text", "the text is blank: 0 characters of white space"),
    (b'{"text": " \\n\\t\\u00a0\\u3000"}', "blank_text", "the text is blank: 5 characters of white space"),
    (b'{"text": ["a"]}', "text_not_a_string", "the field text is an array"),
    (b'{"text": {"a": 1}}', "text_not_a_string", "the field text is an object"),
    (b'{"text": true}', "text_not_a_string", "the field text is true or false"),
    (b'{"text": 1.5}', "text_not_a_string", "the field text is a number"),
    (b'{"text": "' + b"x" * 1_000_001 + b'"}', "text_too_long",
     "a text of 1000001 characters; up to 1000000 are coded"),
    (b'{"text": "a", "id": 5}', "bad_field", "the field id is a number, not a string"),
    (b'{"text": "a", "url": ["u"]}', "bad_field", "the field url is an array, not a string"),
    (b'{"text": "a", "title": false}', "bad_field", "the field title is true or false, not a string"),
    (b'{"text": "a", "title": {"a": 1}}', "bad_field", "the field title is an object, not a string"),
    (b'{"text": "a", "id": "' + b"x" * 10_001 + b'"}', "bad_field",
     "the field id has 10001 characters; up to 10000 are read"),
    (b'{"text": "a", "published_at": 1700000000}', "bad_date", "the field published_at is a number, not a string"),
    (b'{"text": "a", "published_at": "2024-02-30T00:00:00Z"}', "bad_date",
     "published_at '2024-02-30T00:00:00Z' does not exist: day is out of range for month"),
    (b'{"text": "a", "published_at": "2024-02-03T00:00:00"}', "bad_date",
     f"published_at '2024-02-03T00:00:00' has no zone; {EXAMPLE}"),
    (b'{"text": "a", "published_at": "yesterday"}', "bad_date",
     f"published_at 'yesterday' is not an RFC 3339 instant; {EXAMPLE}"),
    (b'{"text": "a", "language": "de"}', "not_english", "the record says that its language is 'de'"),
    (json.dumps({"text": GERMAN}).encode(), "not_english", "the text is not in English; it looks like language de"),
    (json.dumps({"text": GERMAN, "language": "en"}).encode(), "not_english",
     "the text is not in English; it looks like language de"),
    (b"\x1f\x8b\x08\x00", "binary", "looks like gzip, not like UTF-8 text"),
    (b"\x28\xb5\x2f\xfd\x00", "binary", "looks like Zstandard, not like UTF-8 text"),
    (b"BZh91AY", "binary", "looks like bzip2, not like UTF-8 text"),
    (b"\xfd7zXZ\x00\x00", "binary", "looks like xz, not like UTF-8 text"),
    (b"Obj\x01\x04", "binary", "looks like an Avro file, not like UTF-8 text"),
    (b"PK\x03\x04\x14", "binary", "looks like a ZIP archive (also docx, xlsx), not like UTF-8 text"),
    (b"%PDF-1.7\n", "binary", "looks like PDF, not like UTF-8 text"),
    (b"PAR1\x15", "binary", "looks like Parquet, not like UTF-8 text"),
    (b"\x89PNG\r\n", "binary", "looks like a PNG image, not like UTF-8 text"),
    (b"\xff\xd8\xff\xe0", "binary", "looks like a JPEG image, not like UTF-8 text"),
    (b"GIF89a", "binary", "looks like a GIF image, not like UTF-8 text"),
    ('{"text": "a"}'.encode("utf-16"), "binary", "looks like UTF-16 text, not like UTF-8 text"),
    ("\ufeff{}".encode("utf-16-be"), "binary", "looks like UTF-16 text, not like UTF-8 text"),
    (b"\0\0\0\0\x2a\x02\x06abc", "binary",
     "looks like a record of schema registry id 42 that is not JSON: Avro or Protobuf"),
    (b"\0\x01\0\0\x02\xffabc", "binary",
     "looks like a record of schema registry id 16777218 that is not JSON: Avro or Protobuf"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "message"), REFUSED)
def test_a_bad_record_is_refused_with_what_and_where(value: bytes | None, code: str, message: str) -> None:
    assert refusal(value) == (code, message)


@pytest.mark.parametrize(
    ("value", "cause", "where"),
    [
        (b"", "Expecting value", "line 1, column 1, near ''"),
        (b"hello", "Expecting value", "line 1, column 1, near 'hello'"),
        (b'{"text": "a"', "delimiter", 'line 1, column 13, near \'text": "a"\''),
        (b'{"text": "a"} {"text": "b"}', "Extra data", 'line 1, column 15, near \'xt": "a"} {"text": "b"}\''),
        (b'{"text": "a\nb"}', "Invalid control character", 'line 1, column 12, near \'"text": "a\\nb"}\''),
        (b"{'text': 'a'}", "property name", "line 1, column 2, near \"{'text': 'a'}\""),
        (b'{ \n"text": oh, ' + b"y" * 40, "Expecting value", f"line 2, column 9, near ' \\n\"text\": oh, {'y' * 26}'"),
    ],
)
def test_what_is_no_json_is_refused_with_the_cause_and_the_place(value: bytes, cause: str, where: str) -> None:
    code, message = refusal(value)
    assert code == "not_json"
    assert message.startswith("not JSON: ")
    assert cause in message
    assert message.endswith(f" at {where}")


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


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ((), "''"),
        ((("content-type", b"image/png"),), "'image/png'"),
        ((("content-type", b"image/\xff"), (":status", b"404")), "'image/\ufffd' with HTTP status 404"),
        ((("content-type", b"image/png"), (":status", b"4\xff")), "'image/png' with HTTP status 4\ufffd"),
    ],
)
def test_what_is_neither_a_page_nor_a_text_is_refused_by_what_it_is(
    headers: tuple[tuple[str, bytes], ...], said: str
) -> None:
    message = f"neither a page nor a text but {said}"
    assert refusal(b"\x89PNG", "binary", headers=headers) == ("no_article", message)


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
