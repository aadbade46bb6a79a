"""What holds of every input: it becomes an article or is refused by a known code; every event passes its contract."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from schemas.article import Article
from schemas.dead_letter import DeadLetter, Refused
from schemas.event import DATE_SOURCES, EVENT, GRANULARITIES, Event
from schemas.event_checks import CHECKS
from schemas.event_frame import EARLIEST, expected_quad_class, expected_score, horizon
from schemas.plover import ONTOLOGY_VERSION, TYPES
from schemas.record import Record
from schemas.span_check import broken_spans
from transforms.parse_article import LONGEST_FIELD, LONGEST_TEXT, parse_article
from transforms.tables.rows import article_table, dead_letter_table, event_table

ROOT = Path(__file__).parents[2]
LONGEST_MESSAGE = 1000
OF_PUBLICATION = ("date_from_1900", "date_within_horizon")
FIRST, LAST = dt.datetime(1901, 1, 1, tzinfo=dt.UTC), dt.datetime(2090, 1, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2024, 5, 2, tzinfo=dt.UTC)


def documented() -> frozenset[str]:
    """Return the codes of refusals that README lists."""
    said = (ROOT / "README.md").read_text(encoding="utf-8").partition("`dead_letters`:")[2].partition("\n\n")[0]
    return frozenset(re.findall(r"`([a-z_0-9]+)`", said))


CODES = documented()


def outcome(record: Record) -> Article | DeadLetter:
    """Return what becomes of a record, checked."""
    try:
        article = parse_article(record)
    except Refused as refused:
        return checked_letter(DeadLetter(record, "parse", refused.code, refused.message))
    return checked_article(record, article)


def checked_article(record: Record, article: Article) -> Article:
    """Return an article that is as `Article` promises."""
    assert article.position == record.position
    assert article.text.strip()
    assert len(article.text) <= LONGEST_TEXT
    assert article.id.strip()
    for field in (article.id, article.title, article.url, article.publisher, article.language):
        assert field is None or len(field) <= LONGEST_FIELD
    assert article.published_at is None or article.published_at.tzinfo is dt.UTC
    assert article.unknown_fields >= 0
    return article


def checked_letter(letter: DeadLetter) -> DeadLetter:
    """Return a dead letter whose code README lists and whose message is short and fit for a terminal."""
    assert letter.code in CODES, letter.code
    assert letter.message.isprintable(), letter.message
    assert len(letter.message) <= LONGEST_MESSAGE, len(letter.message)
    return letter


def storable(outcomes: Sequence[Article | DeadLetter]) -> None:
    """Check that Arrow takes the outcomes as rows."""
    articles = [each for each in outcomes if isinstance(each, Article)]
    letters = [each for each in outcomes if isinstance(each, DeadLetter)]
    nothing = EVENT.empty_table()
    assert article_table(articles, nothing, nothing, "fuzz", NOW).num_rows == len(articles)
    assert dead_letter_table(letters, NOW).num_rows == len(letters)


def violations(articles: Sequence[Article], events: Sequence[Sequence[Event]]) -> list[str]:
    """Name the row rules that events break, each with what breaks it: as Great Expectations would, without it."""
    table = event_table(articles, events, NOW)
    texts = {tuple(article.position): article.text for article in articles}
    odd = {tuple(article.position) for article in articles if not usual(article.published_at)}
    found: list[str] = []
    seen: set[tuple[object, ...]] = set()
    for row in table.to_pylist():
        place = (row["source"], row["partition"], row["offset"])
        key = (row["event_id"], *place)
        found += ["event_id_once_per_position"] * (key in seen)
        seen.add(key)
        broken = broken_rules(in_numbers(row) | {"article_text": texts[place]})
        found += [rule for rule in broken if place not in odd or not rule.startswith(OF_PUBLICATION)]
    return found


def usual(published: dt.datetime | None) -> bool:
    """Say whether what is dated from this day keeps the rules on dates: else quarantine is where it belongs."""
    return published is None or FIRST < published < LAST


def in_numbers(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the checks see it: dates as days, instants as microseconds."""
    moment = row["published_at"]
    microseconds = (
        None if moment is None else (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(0, 0, 1)
    )
    days = {
        name: (day - dt.date(1970, 1, 1)).days if (day := row[name]) else None
        for name in ("event_date", "event_date_end")
    }
    return row | {"published_at": microseconds} | days


def broken_rules(row: dict[str, Any]) -> list[str]:
    """Name what is wrong with one event."""
    found = [f"{name}: {said}" for name, check in CHECKS.items() for said in check(row)]
    found += [f"spans_equal_text: {place}" for place in broken_spans(row)]
    first, last = row["event_date"], row["event_date_end"]
    rules = {
        "event_id_well_formed": re.fullmatch("[0-9a-f]{64}", row["event_id"]) is not None,
        "event_type_known": row["event_type"] in TYPES,
        "quad_class_fits_type": row["quad_class"] == expected_quad_class(row),
        "score_fits_type_and_modes": row["score"] == expected_score(row),
        "confidence_in_range": 0 <= row["confidence"] <= 1,
        "date_from_1900": first is None or first >= EARLIEST,
        "date_within_horizon": first is None or max(first, last) <= horizon(row),
        "dates_ordered": first is None or first <= last,
        "date_granularity_known": row["date_granularity"] in (None, *GRANULARITIES),
        "date_source_known": row["date_source"] in (None, *DATE_SOURCES),
        "ontology_known": row["ontology_version"] == ONTOLOGY_VERSION,
    }
    return found + [f"{name}: {first} {last} {row['score']}" for name, holds in rules.items() if not holds]
