import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

import pytest

Row = dict[str, Any]


@pytest.fixture(scope="session")
def event_text() -> str:
    """The article that every event of `event_row` is in."""
    return "RIGA, Jan 2 — Police in Riga arrested at least five members of a militia on Monday, the ministry said."


@pytest.fixture(scope="session")
def event_row(event_text: str) -> Callable[..., Row]:
    """Return a maker of good events as rows of `EVENT`: `event_row(2, score=1.0)` is number 2 with another score."""

    def words(text: str, **more: Any) -> Row:
        start = event_text.index(text)
        return {"text": text, "start": start, "end": start + len(text), **more}

    def party(text: str, **more: Any) -> Row:
        return words(text, name=None, country="LVA", sectors=["GOV"]) | more

    def make(number: int = 0, **changes: Any) -> Row:
        noon = dt.datetime(2024, 1, 2, 12, tzinfo=dt.UTC)
        return {
            "event_id": hashlib.sha256(str(number).encode()).hexdigest(),
            "article_id": "a-1",
            "event_type": "COERCE",
            "modes": ["arrest"],
            "contexts": ["crime", "legal"],
            "quad_class": 4,
            "score": -7.0,
            "cameo_code": "173",
            "auxiliary": ["historical"],
            "confidence": 0.9,
            "trigger": words("arrested"),
            "sentence": {"index": 0, "start": 14, "end": len(event_text)},
            "actors": [party("Police", sectors=["COP", "GOV"])],
            "recipients": [party("members of a militia", country=None, sectors=["UAF"])],
            "attribution": [{"source": party("the ministry"), "cue": words("said"), "stance": "asserts"}],
            "event_date": dt.date(2024, 1, 1),
            "event_date_end": dt.date(2024, 1, 1),
            "date_granularity": "day",
            "date_source": "expression",
            "date_text": words("Monday"),
            "location": words(
                "Riga", name="Riga", admin1="25", country="LVA", latitude=56.946, longitude=24.106, geonames_id=456172
            ),
            "counts": [words("five", kind="arrested", minimum=5, maximum=None)],
            "mentions": [words("arrested")],
            "explanation": ["arrest: verb"],
            "published_at": noon,
            "ingested_at": noon,
            "processed_at": noon,
            "source": "file:///news.jsonl",
            "partition": 0,
            "offset": 0,
            "coder_version": "0.1.0+abc",
            "ontology_version": "plover-0.8",
        } | changes

    return make
