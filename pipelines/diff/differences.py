"""What differs between the events of two outputs: which appear, vanish, change, and in which fields.

Both outputs are looked at by hashes of their columns, so that neither is held in memory; whole rows are read only of
events that differ.
"""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from pipelines.views.connect import connect
from schemas.event import Event

SILENT = {"event_id", "article_id", "event_type", "explanation", "coder_version"}  # the key, and what always differs
KEYS = """select e.event_id, e.article_id, e.event_type, e.trigger.start as start, content_hash, {hashes}
    from events e join articles using (source, "partition", "offset")"""
ARTICLES = "select distinct article_id, content_hash, text = '' as forgotten from articles"
COMPARED = """create temp table compared as from one_articles
    semi join (from other_articles where not forgotten) using (article_id, content_hash) where not forgotten;
    create temp view one_keys as from one_all semi join compared using (article_id, content_hash);
    create temp view other_keys as from other_all semi join compared using (article_id, content_hash)"""
SCOPE = """select (select count(*) from compared),
    (select count(*) from one_articles semi join other_articles using (article_id, content_hash)),
    (select count(*) from one_articles), (select count(*) from other_articles),
    (select count(*) from one_keys), (select count(*) from other_keys)"""
DIFFERENCE = """create temp table difference as
    select event_id, article_id, event_type, start, list_filter([{changed}], lambda name: name is not null) as fields,
        case when one.content_hash is null then 'appear' when other.content_hash is null then 'vanish' else 'change' end
            as what
    from one_keys one full join other_keys other using (event_id, article_id, event_type, start)
    where what <> 'change' or len(fields) > 0
    order by article_id, start, event_type, event_id"""
BY_TYPE = """select event_type, count(*) filter (what = 'appear'), count(*) filter (what = 'vanish'),
    count(*) filter (what = 'change') from difference group by 1 order by 1"""
BY_FIELD = "select unnest(fields) as field, count(*) from difference group by 1 order by 2 desc, 1"
QUARANTINED = """select count(distinct event_id) from quarantine
    semi join (from difference where what = 'vanish') using (event_id)"""
ROWS = """select substring(text, e.sentence.start + 1, e.sentence."end" - e.sentence.start) as said, e.*
    from events e join articles using (source, "partition", "offset") join difference d on d.event_id = e.event_id
    where d.what <> ? order by d.article_id, d.start, d.event_type, d.event_id"""


class Scope(NamedTuple):
    """Which articles can be compared, and how many events they have.

    Attributes:
        both: Articles that both outputs hold with their text.
        only: Articles that stand in the one alone, and in the other alone; one whose text is another counts in both.
        forgotten: Articles that both hold and whose text one has forgotten.
        events: Events of the compared articles in the one, and in the other.
    """

    both: int
    only: tuple[int, int]
    forgotten: int
    events: tuple[int, int]


class Difference(NamedTuple):
    """An event that differs.

    Attributes:
        what: appear | vanish | change.
        fields: The fields that changed.
        before: Its row in the one output, as far as the coder makes it; None if it appears.
        after: Its row in the other output; None if it vanishes.
        said: Its sentence.
    """

    what: str
    event_id: str
    article_id: str
    event_type: str
    fields: tuple[str, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    said: str


class Comparison:
    """Two outputs beside each other.

    Args:
        one: An output.
        other: Another one.

    Attributes:
        fields: The fields that are compared: those that both outputs have.
        found: Key, kind and changed fields of what differs, article by article.
    """

    def __init__(self, one: str, other: str) -> None:
        self.one, self.other = connect(one), connect(other)
        there = [_columns(connection) for connection in (self.one, self.other)]
        self.fields = [name for name in Event._fields if name not in SILENT and all(name in names for names in there)]
        hashes = ", ".join(f"hash(e.{name}) as {name}" for name in self.fields)
        for name, connection in (("one", self.one), ("other", self.other)):
            self.one.register(f"{name}_all", connection.sql(KEYS.format(hashes=hashes)).to_arrow_table())
            self.one.register(f"{name}_articles", connection.sql(ARTICLES).to_arrow_table())
        self.one.execute(COMPARED)
        changed = ", ".join(f"case when one.{name} <> other.{name} then '{name}' end" for name in self.fields)
        self.one.execute(DIFFERENCE.format(changed=changed))
        self.found: pa.Table = self.one.sql("from difference").to_arrow_table()
        self.other.register("difference", self.found)

    def scope(self) -> Scope:
        """Return which articles can be compared."""
        both, shared, one, other, *events = self.one.execute(SCOPE).fetchall()[0]
        return Scope(both, (one - shared, other - shared), shared - both, (events[0], events[1]))

    def by_type(self) -> list[tuple[str, int, int, int]]:
        """Return how many events of each type appear, vanish and change."""
        return [(row[0], row[1], row[2], row[3]) for row in self.one.execute(BY_TYPE).fetchall()]

    def by_field(self) -> list[tuple[str, int]]:
        """Return in how many events each field changed, the most changed first."""
        return [(row[0], row[1]) for row in self.one.execute(BY_FIELD).fetchall()]

    def quarantined(self) -> int:
        """Return how many of the events that vanish are in the other output's quarantine."""
        return int(self.other.execute(QUARANTINED).fetchall()[0][0])

    def __iter__(self) -> Iterator[Difference]:
        """Yield what differs, article by article."""
        before, after = _rows(self.one, "appear"), _rows(self.other, "vanish")
        for batch in self.found.to_batches():
            for found in batch.to_pylist():
                old = next(before) if found["what"] != "appear" else None
                new = next(after) if found["what"] != "vanish" else None
                yield self._difference(found, old, new)

    def _difference(self, found: dict[str, Any], old: dict[str, Any] | None, new: dict[str, Any] | None) -> Difference:
        changed = tuple(found["fields"]) if old and new else ()
        before, after = ({name: row[name] for name in changed or self.fields} if row else None for row in (old, new))
        key = (found["what"], found["event_id"], found["article_id"], found["event_type"])
        return Difference(*key, changed, before, after, " ".join((new or old or {})["said"].split()))


def as_json(value: object) -> str:
    """Return part of a row as JSON."""
    return json.dumps(value, ensure_ascii=False, default=_instant)


def _instant(value: dt.date) -> str:
    return value.isoformat()


def _columns(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in connection.execute("describe events").fetchall()}


def _rows(connection: duckdb.DuckDBPyConnection, without: str) -> Iterator[dict[str, Any]]:
    for batch in connection.sql(ROWS, params=[without]).to_arrow_reader(4096):
        yield from batch.to_pylist()
