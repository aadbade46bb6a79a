"""A chunk replayed: its open dead letters as records again, its open quarantine checked again."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from schemas.event import EVENT
from schemas.position import Position
from schemas.record import Record
from transforms.batch import CheckedBatch, RecordBatch
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage
from transforms.tables.read import read_rows
from transforms.tables.storage import Storage
from transforms.tables.unresolved import (
    EVENT_KEY,
    POSITION,
    chunks,
    keys,
    next_replay,
    open_dead_letters,
    open_quarantine,
)
from transforms.validate_events import validate_events

Commits = tuple[Commit, ...]


class NotEvaluatedError(RuntimeError):
    """A rule could not be evaluated on events that are in quarantine: they stay there."""


def plan_replay(store: Storage, held: Coverage) -> tuple[Commits, ...]:
    """Return the chunks, each with its replays so far, that have something open which can be tried again."""
    return tuple(tuple(commits) for commits in chunks(held) if _is_open(store, commits))


def _is_open(store: Storage, commits: Sequence[Commit]) -> bool:
    if commits[0].rows["dead_letters"]:
        cut = open_dead_letters(store, commits, ["truncated"])["truncated"].to_pylist()
        if not all(cut):
            return True
    quarantined = any(commit.rows["quarantine"] for commit in commits)
    return quarantined and open_quarantine(store, commits, ()).num_rows > 0


def read_again(store: Storage, commits: Commits) -> RecordBatch:
    """Return the open dead letters of a chunk as the records that they were; not those whose bytes were cut."""
    letters = open_dead_letters(store, commits)
    whole = letters.filter(pa.array([not cut for cut in letters["truncated"].to_pylist()], pa.bool_()))
    return RecordBatch(next_replay(commits), commits[0].covers, tuple(record_of(row) for row in whole.to_pylist()))


def record_of(row: dict[str, Any]) -> Record:
    """Return the record that a row of `dead_letters` was."""
    return Record(
        position=Position(*(row[name] for name in POSITION)),
        stop=row["offset"] + 1,
        headers=tuple((header["key"], header["value"]) for header in row["headers"]),
        declared=tuple((field["key"], field["value"].decode()) for field in row["declared"]),
        **{name: row[name] for name in ("value", "media", "timestamp", "size", "sha256", "key")},
    )


def check_again(store: Storage, commits: Commits, processed_at: dt.datetime) -> pa.Table:
    """Return the events of a chunk's open quarantine that break no rule of today; schema `EVENT`.

    They are checked beside the events that passed before: a rule may look at several.

    Raises:
        NotEvaluatedError: A rule could not be evaluated.
    """
    held = open_quarantine(store, commits)
    if not held.num_rows:
        return EVENT.empty_table()
    known = pa.concat_tables([read_rows(store, commit.chunk, "events") for commit in commits])
    checked = validate_events(pa.concat_tables([_as_events(held), known]), _texts(store, commits))
    if not checked.evaluated:
        raise NotEvaluatedError(f"{commits[0].chunk.name}: a rule could not be evaluated; its quarantine stays")
    passed = checked.passed.filter(_none_of(checked.passed, set(keys(known, EVENT_KEY))))
    at = passed.schema.get_field_index("processed_at")
    now = pa.array([processed_at] * passed.num_rows, EVENT.field("processed_at").type)
    return passed.set_column(at, EVENT.field("processed_at"), now)


def _as_events(held: pa.Table) -> pa.Table:
    """Return quarantined events under the types of `EVENT`, also where it allows no nulls: a rule finds those."""
    columns = [pa.array(_numbered(held[field.name]).to_pylist(), field.type) for field in EVENT]
    return pa.Table.from_arrays(columns, schema=EVENT)


def _numbered(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return dates and times as numbers: Python's end with the year 9999, Arrow's do not."""
    if pa.types.is_temporal(column.type):
        return column.cast(pa.int32() if pa.types.is_date32(column.type) else pa.int64())
    return column


def _none_of(table: pa.Table, known: set[tuple[object, ...]]) -> pa.Array:
    return pa.array([key not in known for key in keys(table, EVENT_KEY)], pa.bool_())


def _texts(store: Storage, commits: Commits) -> dict[tuple[str, int, int], str]:
    found: dict[tuple[str, int, int], str] = {}
    for commit in commits:
        articles = read_rows(store, commit.chunk, "articles", [*POSITION, "text"])
        found |= {(row[0], row[1], row[2]): row[3] for row in _rows(articles)}
    return found


def _rows(articles: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(articles[name].to_pylist() for name in (*POSITION, "text")), strict=True)


def replayed_tables(batch: CheckedBatch, passed: pa.Table) -> dict[str, pa.Table] | None:
    """Return what a replay adds to its chunk: new articles with their events, and events that left quarantine.

    None if that is nothing. What is refused still, or again, is a dead letter already.
    """
    tables = batch.tables
    if not tables["articles"].num_rows and not passed.num_rows:
        return None
    return {
        **tables,
        "events": pa.concat_tables([tables["events"], passed]),
        "dead_letters": tables["dead_letters"].slice(0, 0),
        "quality": tables["quality"].slice(0, 0),  # its key has room for one result a rule and chunk
    }
