"""Records as nobody would write them: fields of every kind and size, bytes bent out of shape."""

import hashlib
import json
from datetime import UTC, datetime
from random import Random
from typing import Any

from schemas.position import Position
from schemas.record import Record

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
TEXT = "Police in Riga arrested at least five members of a militia on Monday, the ministry said. "
PIECES = (
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"\0",
    b"\n",
    b"\r\n",
    b"\t",
    b" ",
    b"<",
    b">",
    b"</p>",
    b"&",
    b"&#0;",
    b"&#xD800;",
    b"<!--",
    b"]]>",
    b"\xff",
    b"\xfe",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80\xae",
    b"\xcc\x81",
    b"\\ud800",
    b"\\udc00",
    b"\\u0000",
    b"\\ud83d\\ude00",
    b"\\x",
    b"NaN",
    b"Infinity",
    b"1e999",
    b"-0",
    b"0x1",
    b"9" * 30,
    b"9" * 1001,
    b"[" * 101,
    b'{"a":' * 101,
    b'"text"',
    b'"text":null,',
    b"null",
    b"true",
    b"2024-05-01T09:30:00Z",
    b"0001-01-01T00:00:00+23:59",
    b"9999-12-31T23:59:60Z",
    b"charset=utf-7",
    b"charset=utf-16",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"PAR1",
    b"%PDF-",
    b"'",
    b"=cmd()",
    b"\x1b[2J",
    b"../../etc",
)
WORDS = (
    "",
    " ",
    "\u0000",
    "a",
    "Straße",
    "e\u0301",
    "\U0001f600",
    "\u202e",
    "\ufeff",
    "\u2028",
    "text",
    "x" * 300,
    "x" * 10_001,
    "Polizei und Armee",
    "../..",
    "=1+1",
    "<b>",
    '"',
    "\\",
    "NaN",
    "http://[",
    "http://a.example/1",
    "mailto:",
    "en",
    "de",
    "en-GB",
    "und",
    "\x1b[31m",
    "2024-05-01T09:30:00Z",
    "2024-05-01T24:00:00Z",
    "2024-02-30T00:00:00Z",
    "2024-05-01",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.9999999-23:59",
    "2016-12-31T23:59:60Z",
    "\u0662024-05-01T00:00:00Z",
    "2024-05-01T09:30:00+99:99",
    "١٢",
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    10**40,
    1e308,
    [],
    {},
    [[]],
    {"a": {"b": [1]}},
    ["text"],
    *WORDS,
)
NAMES = ("id", "url", "publisher", "title", "language", "published_at", "text", "tags", "", "Text", "\u0000")
PAGE = """<!doctype html><html lang=en><head>
<meta charset="{charset}"><title>{word}</title>
<link rel="canonical" href="{url}">
<meta property="article:published_time" content="{date}">
<script type="application/ld+json">{{"@graph": [{{"datePublished": "{date}", "headline": "{word}"}}]}}</script>
</head>
<body>
<nav><a href="/">Home</a></nav><article><h1>{word}</h1><p>{text}</p><p>{word} {text}</p></article></body></html>"""
CONTENT_TYPES = (
    b"",
    b"text/html; charset=utf-8",
    b"text/html; charset=\xff",
    b'a; charset="utf-16"',
    b"charset=shift_jis",
    b"charset=unicode_escape",
    b"charset=hex",
    b"charset=gb18030",
    b"charset=iso2022_kr",
    b"charset=utf-32",
)
BENT = 0.45
HTML = 0.0005
TEXT_FILE = 0.05
LONG = 0.01  # long enough for the detector of languages, which takes a millisecond


def record(chance: Random, html: float = HTML) -> Record:
    """Return a record; the same for the same state of chance."""
    kind = chance.random()
    if kind < html:
        return made(bent(chance, page(chance)), "html", chance)
    if kind < html + TEXT_FILE:
        return made(bent(chance, text(chance).encode("utf-8", "surrogatepass")), "text", chance)
    if kind > 0.999:
        return made(None, "json", chance)
    value = article(chance)
    return made(bent(chance, value) if chance.random() < BENT else value, "json", chance)


def made(value: bytes | None, media: str, chance: Random) -> Record:
    """Return bytes as a record."""
    data = value or b""
    headers = (("content-type", pick(chance, CONTENT_TYPES)),) if chance.random() < 0.3 else ()
    declared = (("published_at", "2024-01-01T00:00:00Z"),) if chance.random() < 0.1 else ()
    number = int(chance.random() * 2**40)
    return Record(
        Position("fuzz", 0, number),
        number + 1,
        value,
        media,
        NOON,
        len(data),
        hashlib.sha256(data).hexdigest(),
        headers=headers,
        declared=declared,
    )


def article(chance: Random) -> bytes:
    """Return a JSON object with some fields of an article, of good and of wrong kinds."""
    fields: dict[str, Any] = {pick(chance, NAMES): pick(chance, VALUES) for _ in range(int(chance.random() * 4))}
    if chance.random() < 0.9:
        fields["text"] = text(chance)
    return json.dumps(fields, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def text(chance: Random) -> str:
    """Return a text: a sentence now and then repeated, with odd words in it."""
    words = TEXT * (1 + 3 * (chance.random() < LONG)) if chance.random() < 0.7 else ""
    at = int(chance.random() * len(words))
    odd = pick(chance, WORDS) if chance.random() < 0.5 else ""
    return words[:at] + odd + words[at:]


def page(chance: Random) -> bytes:
    """Return an HTML page."""
    words = {name: pick(chance, WORDS) for name in ("word", "url", "date", "charset")}
    return PAGE.format(text=text(chance), **words).encode("utf-8", "surrogatepass")


def bent(chance: Random, data: bytes) -> bytes:
    """Return bytes with pieces put in, taken out, doubled, or bits turned."""
    for _ in range(1 + int(chance.random() * 3)):
        at = int(chance.random() * (len(data) + 1))
        to = min(len(data), at + int(chance.random() ** 3 * 60))
        how = chance.random()
        if how < 0.5:
            data = data[:at] + pick(chance, PIECES) + data[at:]
        elif how < 0.65:
            data = data[:at] + data[to:]
        elif how < 0.8:
            data = data[:to] + data[at:]
        elif how < 0.95 and at < len(data):
            data = data[:at] + bytes([data[at] ^ 1 << int(chance.random() * 8)]) + data[at + 1 :]
        else:
            data = data[:at]
    return data


def pick(chance: Random, things: tuple[Any, ...]) -> Any:
    """Return one of them: `Random.choice` takes thrice as long."""
    return things[int(chance.random() * len(things))]
