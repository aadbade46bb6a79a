"""What a report asks the views of an output."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import duckdb

Row = dict[str, Any]
_ROWS_AT_ONCE = 2048
# Kept for the time of the report, so that every part of it tells of the same events while a run goes on writing.
_KEEP = """create table reported_events as
    with members as (
        select event_id, cluster_id, members.joined, members.matched, sources, face = event_id as face
        from cluster_members members join event_clusters using (cluster_id) semi join events using (event_id)
        qualify count(*) over (partition by cluster_id) > 1
    )
    select event_id[:16] as id, cluster_id, joined, matched, sources, face, event_type, modes, contexts, score,
        cameo_code, auxiliary, confidence, trigger,
        sentence, actors, recipients, attribution, event_date, event_date_end, date_granularity, date_source, date_text,
        location, counts, mentions, explanation, source, "partition", "offset"
    from events left join members using (event_id) order by source, "partition", "offset", trigger.start, event_id"""
_ARTICLES = """
    select article_id, title, publisher, url, published_at, coalesce(text, '') as text, source, "partition", "offset"
    from (select distinct source, "partition", "offset" from reported_events)
    left join (select distinct on (source, "partition", "offset") * from articles) using (source, "partition", "offset")
    order by source, "partition", "offset" """
_POSITION = itemgetter("source", "partition", "offset")


class Reported(NamedTuple):
    """An article, and its events in the order of the text."""

    article: Row
    events: list[Row]


def keep_events(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `reported_events`: every event once, in the order of articles and of their texts."""
    connection.execute(_KEEP)


def reported(connection: duckdb.DuckDBPyConnection) -> Iterator[Reported]:
    """Yield the articles that have events, in the order of their positions, a few at a time in memory."""
    articles, events_again = _rows(connection, _ARTICLES), _rows(connection.cursor(), "from reported_events")
    for position, events in groupby(events_again, key=_POSITION):
        article = next(articles)
        assert _POSITION(article) == position
        yield Reported(article, list(events))


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[Row]:
    for batch in connection.sql(query).to_arrow_reader(_ROWS_AT_ONCE):
        yield from batch.to_pylist()


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> list[list[Any]]:
    """Return the rows of a query as lists."""
    return [list(row) for row in connection.sql(query).fetchall()]


def one(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    """Return the one value of a query."""
    return ask(connection, query)[0][0]
