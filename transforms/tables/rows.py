"""Records as rows: the Arrow tables of a chunk, column by column."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from schemas.article import ARTICLE, Article
from schemas.dead_letter import DEAD_LETTER, DeadLetter
from schemas.event import EVENT, Event
from schemas.quality import QUALITY, Quality
from transforms.tables.chunk import Chunk


def event_table(articles: Sequence[Article], events: Sequence[Sequence[Event]], processed_at: dt.datetime) -> pa.Table:
    """Return events as a table with schema `EVENT`, those of one article after those of the one before."""
    pairs = [(article, event) for article, found in zip(articles, events, strict=True) for event in found]
    columns: dict[str, list[object]] = {name: [plain(getattr(e, name)) for _, e in pairs] for name in Event._fields}
    columns |= {
        "ingested_at": [article.ingested_at for article, _ in pairs],
        "processed_at": [processed_at] * len(pairs),
        **_positions(article for article, _ in pairs),
    }
    return pa.Table.from_pydict(columns, schema=EVENT)


def article_table(
    articles: Sequence[Article], events: pa.Table, quarantine: pa.Table, coder_version: str, processed_at: dt.datetime
) -> pa.Table:
    """Return articles as a table with schema `ARTICLE`; the two tables of events are counted, not copied."""
    passed, held = _by_position(events), _by_position(quarantine)
    columns: dict[str, list[object]] = {
        name: [getattr(article, name) for article in articles]
        for name in Article._fields
        if name not in {"position", "stop", "id"}
    }
    columns |= {
        "article_id": [article.id for article in articles],
        "events": [passed.get(tuple(article.position), 0) for article in articles],
        "quarantined": [held.get(tuple(article.position), 0) for article in articles],
        "processed_at": [processed_at] * len(articles),
        "coder_version": [coder_version] * len(articles),
        **_positions(articles),
    }
    return pa.Table.from_pydict(columns, schema=ARTICLE)


def dead_letter_table(letters: Sequence[DeadLetter], processed_at: dt.datetime) -> pa.Table:
    """Return dead letters as a table with schema `DEAD_LETTER`."""
    records = [letter.record for letter in letters]
    columns: dict[str, list[object]] = {
        **{name: [getattr(record, name) for record in records] for name in _OF_RECORD},
        **{name: [getattr(letter, name) for letter in letters] for name in ("step", "code", "message")},
        "headers": [[{"key": key, "value": value} for key, value in record.headers] for record in records],
        "declared": [[{"key": key, "value": value.encode()} for key, value in record.declared] for record in records],
        "truncated": [record.value is not None and len(record.value) < record.size for record in records],
        "processed_at": [processed_at] * len(letters),
        **_positions(records),
    }
    return pa.Table.from_pydict(columns, schema=DEAD_LETTER)


def quality_table(chunk: Chunk, results: Sequence[Quality], processed_at: dt.datetime) -> pa.Table:
    """Return what the row rules found in a chunk as a table with schema `QUALITY`."""
    columns: dict[str, list[object]] = {name: [getattr(r, name) for r in results] for name in Quality._fields}
    place = {"source": chunk.source, "partition": chunk.partition, "chunk": chunk.start, "processed_at": processed_at}
    columns |= {name: [value] * len(results) for name, value in place.items()}
    return pa.Table.from_pydict(columns, schema=QUALITY)


_OF_RECORD = ("key", "value", "timestamp", "media", "size", "sha256")


def plain(value: object) -> Any:
    """Return nested records as the dicts and lists that Arrow and JSON take."""
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: plain(part) for name, part in value._asdict().items()}
        return [plain(part) for part in value]
    return value


def _positions(records: Iterable[object]) -> dict[str, list[object]]:
    places = [record.position for record in records]  # type: ignore[attr-defined]
    return {name: [getattr(place, name) for place in places] for name in ("source", "partition", "offset")}


def _by_position(events: pa.Table) -> dict[tuple[object, ...], int]:
    counted: dict[tuple[object, ...], int] = {}
    for place in zip(*(events[name].to_pylist() for name in ("source", "partition", "offset")), strict=True):
        counted[place] = counted.get(place, 0) + 1
    return counted
