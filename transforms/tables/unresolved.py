"""What is still open in a chunk: dead letters and quarantined events that no replay has resolved.

Committed files are not rewritten. A dead letter is resolved by the article at its position in a replay's file, a
quarantined event by the event of its id and position there.
"""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from schemas.tables import TABLES
from transforms.tables.chunk import Chunk
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage
from transforms.tables.read import read_rows
from transforms.tables.storage import Storage

POSITION = ("source", "partition", "offset")
EVENT_KEY = ("event_id", *POSITION)


def chunks(held: Coverage) -> Iterator[list[Commit]]:
    """Yield every chunk's commit followed by those of its replays."""
    replayed = held.replayed()
    for _, commit in held.commits:
        yield [commit, *replayed.get(commit.chunk, [])]


def open_dead_letters(store: Storage, commits: Sequence[Commit], columns: Sequence[str] | None = None) -> pa.Table:
    """Return the dead letters of a chunk that are none of its replays' articles; `columns` beside the position."""
    first, *replays = commits
    letters = _read(store, first, "dead_letters", POSITION, columns)
    return _without(letters, _keys(store, replays, "articles", POSITION), POSITION)


def open_quarantine(store: Storage, commits: Sequence[Commit], columns: Sequence[str] | None = None) -> pa.Table:
    """Return the quarantined events of a chunk and its replays that have not passed since."""
    held = pa.concat_tables([_read(store, commit, "quarantine", EVENT_KEY, columns) for commit in commits])
    return _without(held, _keys(store, commits[1:], "events", EVENT_KEY), EVENT_KEY)


def keys(table: pa.Table, names: Sequence[str]) -> list[tuple[object, ...]]:
    """Return the rows of some columns as tuples."""
    return list(zip(*(table[name].to_pylist() for name in names), strict=True))


def _read(store: Storage, commit: Commit, table: str, key: Sequence[str], columns: Sequence[str] | None) -> pa.Table:
    wanted = None if columns is None else list(dict.fromkeys((*key, *columns)))
    if commit.rows[table]:
        return read_rows(store, commit.chunk, table, wanted)
    empty = TABLES[table].empty_table()
    return empty if wanted is None else empty.select(wanted)


def _keys(store: Storage, replays: Sequence[Commit], table: str, names: Sequence[str]) -> set[tuple[object, ...]]:
    return {key for replay in replays for key in keys(_read(store, replay, table, names, ()), names)}


def _without(table: pa.Table, known: set[tuple[object, ...]], names: Sequence[str]) -> pa.Table:
    if not known:
        return table
    return table.filter(pa.array([key not in known for key in keys(table, names)], pa.bool_()))


def next_replay(commits: Sequence[Commit]) -> Chunk:
    """Return the name under which the next replay of a chunk stands."""
    return commits[0].chunk._replace(replay=commits[-1].chunk.replay + 1)
