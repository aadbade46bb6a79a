"""Events as rows of `EVENT` whose spans stand where the text has them: for outputs that a report reads."""

import datetime as dt
import hashlib
from typing import Any

from small_output import NOON, Row

from schemas.plover import TYPES


def span(text: str, words: str) -> Row:
    """Return the first span of the words in the text."""
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def party(text: str, words: str, name: str | None = None, country: str | None = None) -> Row:
    """Return an actor, a recipient or a source."""
    return span(text, words) | {"name": name, "country": country, "sectors": ["GOV"]}


def event(number: int, text: str, trigger: str, event_type: str = "ASSAULT", **changes: Any) -> Row:
    """Return an event of the article with this number; its sentence is the line of the trigger."""
    words = span(text, trigger)
    first = text.rfind("\n", 0, words["start"]) + 1
    last = text.find("\n", words["end"])
    kind = TYPES[event_type]
    return {
        "event_id": hashlib.sha256(f"{number} {event_type} {words['start']}".encode()).hexdigest(),
        "article_id": f"a-{number}",
        "event_type": event_type,
        "modes": [],
        "contexts": ["military"],
        "quad_class": kind.quad_class,
        "score": kind.score,
        "cameo_code": kind.cameo_roots[0],
        "auxiliary": [],
        "confidence": 0.75,
        "trigger": words,
        "sentence": {"index": 0, "start": first, "end": last if last >= 0 else len(text)},
        "actors": [],
        "recipients": [],
        "attribution": [],
        "event_date": dt.date(2024, 1, 1 + number % 28),
        "event_date_end": dt.date(2024, 1, 1 + number % 28),
        "date_granularity": "day",
        "date_source": "published",
        "counts": [],
        "mentions": [],
        "explanation": ["verbs.tsv:1 <b>attack</b>"],
        "published_at": NOON,
        "ingested_at": NOON,
        "processed_at": NOON,
        "source": "file:///news.jsonl",
        "partition": 0,
        "offset": number,
        "coder_version": "0.1.0+abc",
        "ontology_version": "plover-0.8",
    } | changes
