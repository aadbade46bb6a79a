"""What linking reads of an output: the keys of all articles, texts of new ones, events of those that may match."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

import duckdb
import pyarrow as pa

from schemas.position import POSITION
from transforms.linking.articles import Linked, Linkeds
from transforms.linking.link_events import Reports
from transforms.linking.report import read_report

Row = dict[str, Any]
_BATCH = 1000
_ARTICLES = """
    select article_id || ' ' || content_hash as key, article_id, source, "partition", "offset", ingest_date,
        coder_version, events,
        coalesce(publisher, nullif(regexp_extract(url, '^[a-z]+://(?:www[.])?([^/:]+)', 1), '')) as publisher,
        coalesce(published_at, ingested_at) as seen
    from articles where events > 0"""
_TEXTS = """
    select key, text
    from articles join wanted using (source, "partition", "offset") where articles.ingest_date in ({days})"""
_EVENTS = """
    with found as (
        select key, event_id, event_type, modes, auxiliary, trigger, sentence, actors, recipients, attribution,
            event_date, event_date_end, date_granularity, date_text, location, counts, source, "partition", "offset"
        from events join wanted using (source, "partition", "offset") where events.ingest_date in ({days})
    )
    select found.*, substring(text, sentence.start + 1, sentence."end" - sentence.start) as words
    from found join articles using (source, "partition", "offset") where articles.ingest_date in ({days})
    order by key, trigger.start, event_id"""
_WANTED = pa.schema([("key", pa.string()), *POSITION])


def read_current(connection: duckdb.DuckDBPyConnection) -> Linkeds:
    """Return every article with events, without its text."""
    rows = _rows(connection, _ARTICLES)
    return {row["key"]: Linked(**{name: row[name] for name in row if name != "key"}) for row in rows}


def read_texts(connection: duckdb.DuckDBPyConnection, articles: Linkeds) -> Iterator[tuple[str, str]]:
    """Yield articles' keys and texts."""
    for row in _rows(connection, _TEXTS, articles):
        yield row["key"], row["text"]


def read_reports(connection: duckdb.DuckDBPyConnection, current: Linkeds, keys: Collection[str]) -> Reports:
    """Return the events of articles, in the order of their text."""
    reports: Reports = defaultdict(list)
    for row in _rows(connection, _EVENTS, {key: current[key] for key in keys}):
        reports[row["key"]].append(read_report(row, row["key"], current[row["key"]].seen))
    return reports


def _rows(connection: duckdb.DuckDBPyConnection, query: str, wanted: Linkeds | None = None) -> Iterator[Row]:
    """Yield the rows of a query; of partitions that hold none of the wanted articles nothing is read."""
    if wanted is not None:
        if not wanted:
            return
        connection.register("wanted", _table(wanted))
        query = query.format(
            days=", ".join(f"date '{day}'" for day in sorted({a.ingest_date for a in wanted.values()}))
        )
    for batch in connection.sql(query).to_arrow_reader(_BATCH):
        yield from batch.to_pylist()


def _table(articles: Linkeds) -> pa.Table:
    columns = {name: [getattr(one, name) for one in articles.values()] for name in _WANTED.names[1:]}
    return pa.Table.from_pydict({"key": list(articles), **columns}, schema=_WANTED)
