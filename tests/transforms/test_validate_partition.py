import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from schemas.article import ARTICLE
from schemas.event import EVENT
from schemas.partition_suite import PARTITION_RULES
from schemas.quality import Quality
from transforms.validate_partition import validate_partition

Row = dict[str, Any]
Maker = Callable[..., Row]
TYPES = ("COERCE", "ASSAULT", "AID", "AGREE")
NOON = dt.datetime(2024, 1, 2, 12, tzinfo=dt.UTC)


def article(number: int, **changes: Any) -> Row:
    text = f"Article {number}. " * 20
    return {
        "source": "file:///news.jsonl",
        "partition": 0,
        "offset": number,
        "article_id": str(number),
        "url": None,
        "publisher": None,
        "title": None,
        "text": text,
        "language": None,
        "published_at": NOON,
        "content_hash": hashlib.sha256(text.encode()).hexdigest(),
        "events": 2,
        "quarantined": 0,
        "unknown_fields": 0,
        "ingested_at": NOON,
        "processed_at": NOON,
        "coder_version": "0",
    } | changes


def judged(articles: list[Row], events: list[Row]) -> dict[str, Quality]:
    found = validate_partition(pa.Table.from_pylist(articles, ARTICLE), pa.Table.from_pylist(events, EVENT))
    return {row.expectation: row for row in found}


@pytest.fixture
def events(event_row: Maker) -> list[Row]:
    return [event_row(number, event_type=TYPES[number % 4]) for number in range(120)]


def test_a_healthy_partition_keeps_every_rule(events: list[Row]) -> None:
    found = judged([article(number) for number in range(60)], events)
    assert found.keys() == PARTITION_RULES.keys()
    assert [name for name, row in found.items() if row.success is not True] == []
    assert found["articles_volume"] == Quality("articles_volume", True, 60, 0, "60", "articles")
    assert found["events_of_one_type"] == Quality("events_of_one_type", True, 120, 0, "0.25", "events")
    assert found["event_types"].message == "120 rows: judged from 1000"


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("articles_repeated", {"content_hash": "same"}),
        ("articles_short", {"text": "Read on."}),
        ("articles_unpublished", {"published_at": None}),
        ("articles_without_events", {"events": 0}),
        ("articles_quarantined", {"quarantined": 1}),
        ("events_per_article", {"events": 50}),
    ],
)
def test_articles_that_break_a_rule_are_found(rule: str, change: Row) -> None:
    found = judged([article(number, **change) for number in range(60)], [])
    broken = {name for name, row in found.items() if not row.success}
    assert rule in broken
    assert broken <= {rule, "events_per_article"}  # without events there are too few events an article


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("events_of_one_type", {"event_type": "AID"}),
        ("events_dated_by_fallback", {"date_source": "published"}),
        ("events_undated", {"event_date": None}),
        ("events_without_actors", {"actors": []}),
        ("events_without_recipients", {"recipients": []}),
        ("events_without_location", {"location": None}),
    ],
)
def test_events_that_break_a_rule_are_found(rule: str, change: Row, events: list[Row]) -> None:
    found = judged([article(0)], [event | change for event in events])
    assert {name for name, row in found.items() if not row.success} - {"events_without_country"} == {rule}


def test_events_whose_parties_have_no_country_are_found(events: list[Row]) -> None:
    nobody = [{**events[0]["actors"][0], "country": None}]
    found = judged([article(0)], [event | {"actors": nobody, "recipients": []} for event in events])
    assert not found["events_without_country"].success


def test_types_that_never_come_are_found_in_many_events(event_row: Maker) -> None:
    found = judged([article(0)], [event_row(number, event_type=TYPES[number % 4]) for number in range(1000)])
    assert found["event_types"] == Quality("event_types", False, 1000, 0, "4", "events")


def test_undated_events_count_only_where_the_article_is_dated(events: list[Row]) -> None:
    found = judged([article(0)], [event | {"event_date": None, "published_at": None} for event in events])
    assert found["events_undated"] == Quality("events_undated", True, 0, 0, "0 rows: judged from 100", "events")


def test_an_empty_partition_breaks_the_rule_of_volume_only() -> None:
    assert {name for name, row in judged([], []).items() if not row.success} == {"articles_volume"}


def test_every_threshold_has_a_reason() -> None:
    assert all(len(known.rule.reason or "") > 30 for known in PARTITION_RULES.values())
