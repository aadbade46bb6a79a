"""A record becomes an article, or is refused with a code that says why."""

import datetime as dt
import hashlib
from typing import Any

from schemas.article import Article
from schemas.dead_letter import KEPT_BYTES, Refused
from schemas.record import Record
from transforms.parsing.decode import check_unicode, decode, without_schema_prefix
from transforms.parsing.instant import instant
from transforms.parsing.json_object import KINDS, json_object
from transforms.parsing.language import check_language
from transforms.parsing.quote import quote

LONGEST_TEXT = 1_000_000
LONGEST_FIELD = 10_000
FIELDS = ("id", "url", "publisher", "title", "language", "published_at")


def parse_article(record: Record) -> Article:
    """Return the article in a record.

    The text is kept as it is given, only a byte order mark before it is left out: offsets of events count in it. An
    optional field that is null, or blank (the title aside), counts as absent; what stands outside the bytes
    (`record.declared`) fills what is absent. Without an id, the id is the sha256 of the URL, else of the text.

    Raises:
        Refused: The record is bad. Codes: tombstone, too_large, binary, not_utf8, lone_surrogate, not_json,
            not_an_object, duplicate_key, not_a_number, number_too_long, too_deep, no_text, text_not_a_string,
            blank_text, text_too_long, bad_field, bad_date, not_english, no_article.
    """
    if record.value is None:
        raise Refused("tombstone", "a record without a value: in a compacted topic it deletes its key")
    if record.size > KEPT_BYTES:
        raise Refused("too_large", f"a record of {record.size} bytes; up to {KEPT_BYTES} are read")
    fields = _fields(record, record.value)
    text = _text(fields)
    given = {name: _optional(fields, name) for name in FIELDS}
    article = _article(record, text, given, len(fields.keys() - {"text", *FIELDS}))
    check_language(text, given["language"])
    return article


def _fields(record: Record, value: bytes) -> dict[str, Any]:
    declared: dict[str, Any] = dict(record.declared)
    if record.media == "json":
        own = json_object(decode(without_schema_prefix(value)))
        return own | {name: said for name, said in declared.items() if _absent(own.get(name))}
    content_type = dict(record.headers).get("content-type", b"")
    if record.media == "text":
        return declared | {"text": decode(value, content_type)}
    if record.media == "html":
        from transforms.parsing.page import page  # a fifth of a second that JSON lines need not wait

        found = page(value, content_type)
        # The address that was fetched is certain; the one that a page gives itself may be its site's.
        return {name: said for name, said in found._asdict().items() if said is not None} | declared
    raise Refused("no_article", f"neither a page nor a text but {_content_type(record)}")


def _content_type(record: Record) -> str:
    said = dict(record.headers)
    status = said.get(":status", b"").decode("ascii", "replace")
    return quote(said.get("content-type", b"").decode("utf-8", "replace")) + (
        f" with HTTP status {status}" * bool(status)
    )


def _text(fields: dict[str, Any]) -> str:
    text = fields.get("text")
    if text is None:
        names = ", ".join(quote(name) for name in list(fields)[:5]) or "none"
        raise Refused("no_text", f"the field text is missing or null; there are: {names}")
    if not isinstance(text, str):
        raise Refused("text_not_a_string", f"the field text is {_kind(text)}")
    if len(text) > LONGEST_TEXT:
        raise Refused("text_too_long", f"a text of {len(text)} characters; up to {LONGEST_TEXT} are coded")
    if not text.strip():
        raise Refused("blank_text", f"the text is blank: {len(text)} characters of white space")
    return check_unicode(text, "the text")


def _absent(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _optional(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None or (_absent(value) and name != "title"):
        return None
    if not isinstance(value, str):
        code = "bad_date" if name == "published_at" else "bad_field"
        raise Refused(code, f"the field {name} is {_kind(value)}, not a string")
    if len(value) > LONGEST_FIELD:
        raise Refused("bad_field", f"the field {name} has {len(value)} characters; up to {LONGEST_FIELD} are read")
    return check_unicode(value, f"the field {name}")


def _kind(value: object) -> str:
    return KINDS.get(type(value), "an object")


def _article(record: Record, text: str, given: dict[str, str | None], unknown_fields: int) -> Article:
    content_hash = _sha256(text)
    url = given["url"]
    return Article(
        position=record.position,
        stop=record.stop,
        id=given["id"] or (_sha256(url) if url else content_hash),
        text=text,
        content_hash=content_hash,
        ingested_at=record.timestamp,
        title=given["title"],
        url=url,
        publisher=given["publisher"],
        language=given["language"],
        published_at=_instant(given["published_at"]),
        unknown_fields=unknown_fields,
    )


def _instant(text: str | None) -> dt.datetime | None:
    return instant(text) if text is not None else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
