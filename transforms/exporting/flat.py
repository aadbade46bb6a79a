"""Events as flat rows for spreadsheets: scalars as they are, short lists joined, nested columns as JSON."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

from transforms.exporting.plain import one_line

OF_ARTICLE = ("url", "publisher", "title", "language")
LISTS = ("modes", "contexts", "auxiliary")
JSON_COLUMNS = ("actors", "recipients", "attribution", "counts", "mentions", "explanation")
# What a spreadsheet takes for a formula, and the apostrophe itself, so that the guard can be taken off again.
_GUARDED = re.compile(r"\s*['=+\-@＝＋－＠]")

COLUMNS = (
    "event_id", "article_id", *OF_ARTICLE, "published_at", "event_type", *LISTS, "quad_class", "score", "cameo_code",
    "confidence", "event_date", "event_date_end", "date_granularity", "date_source", "date_text", "trigger_text",
    "trigger_start", "trigger_end", "sentence_index", "sentence_start", "sentence_end", "actor_names",
    "actor_countries", "recipient_names", "recipient_countries", "stances", "location_text", "location_name",
    "location_admin1", "location_country", "location_latitude", "location_longitude", "location_geonames_id",
    *JSON_COLUMNS, "ingested_at", "processed_at", "source", "partition", "offset", "coder_version",
    "ontology_version", "ingest_date",
)  # fmt: skip


def flat_row(event: Mapping[str, Any]) -> list[str | float | int]:
    """Return the cells of `COLUMNS`; texts are guarded against spreadsheets, numbers stay numbers.

    Args:
        event: A row of `events` with the columns `OF_ARTICLE` of its article.
    """
    row = {**event, **_parts(event), **_joined(event), **{name: _json(event[name]) for name in JSON_COLUMNS}}
    return [_cell(row[name]) for name in COLUMNS]


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that begins with = + - @ or ' gets one ' before it.

    >>> guarded("=1+1"), guarded("'tis"), guarded("plain")
    ("'=1+1", "''tis", 'plain')
    """
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("plain")
    ('=1+1', 'plain')
    """
    return cell[1:] if cell.startswith("'") else cell


def _parts(event: Mapping[str, Any]) -> dict[str, Any]:
    place = event["location"] or {}
    location = ("text", "name", "admin1", "country", "latitude", "longitude", "geonames_id")
    return {
        **{f"trigger_{name}": event["trigger"][name] for name in ("text", "start", "end")},
        **{f"sentence_{name}": event["sentence"][name] for name in ("index", "start", "end")},
        **{f"location_{name}": place.get(name) for name in location},
        "date_text": event["date_text"] and event["date_text"]["text"],
    }


def _joined(event: Mapping[str, Any]) -> dict[str, str]:
    parties = {"actor": event["actors"], "recipient": event["recipients"]}
    names = {f"{side}_names": "; ".join(p["name"] or p["text"] for p in found) for side, found in parties.items()}
    codes = {f"{side}_countries": "; ".join(p["country"] or "" for p in found) for side, found in parties.items()}
    words = {name: "; ".join(event[name]) for name in LISTS}
    return {**names, **codes, **words, "stances": "; ".join(claim["stance"] for claim in event["attribution"])}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""


def _cell(value: Any) -> str | float | int:
    if isinstance(value, int | float):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return guarded(one_line(value or ""))
