"""Chunks written anew into files that hold several: sorted, and in place of their old files all at once."""

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.tables.audit_files import ChunkFiles
from transforms.tables.audit_replays import Tables
from transforms.tables.commit import COMMITS, Commit, digest, encode
from transforms.tables.live import beside
from transforms.tables.parts import REPLAYED
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage
from transforms.tables.swap import decide, finish, prepare
from transforms.tables.unresolved import POSITION
from transforms.tables.write import BESIDE, outcomes, write_parquet

# Rows that are read together: large enough to compress, small enough to be left out by their statistics.
ROW_GROUPS = {"events": 8192, "quarantine": 8192, "articles": 4096, "dead_letters": 256, "quality": 65536}
SORTED_BY = {
    "events": ("event_date", "country", "event_id", *POSITION),
    "quarantine": (*POSITION, "event_id"),
    "articles": POSITION,
    "dead_letters": POSITION,
    "quality": ("source", "partition", "chunk", "table", "expectation"),
}
Group = Sequence[tuple[str, Commit]]


class Part(NamedTuple):
    """A chunk, or what a replay added to one: its commit and its rows."""

    commit: Commit
    tables: Tables


def rewrite(
    store: Storage, folder: str, groups: Sequence[Group], removed: Sequence[str], change: Callable[[Part], Part]
) -> list[str]:
    """Write each group of chunks into one file a table; return the new files of `articles`.

    Exactly once: until the journal says so the old files count, from then on the new ones. Needs `lock_tables`.

    Args:
        store: The output.
        folder: The day: `ingest_date=2024-05-01`.
        groups: The chunks and replays, each with the file of `articles` that holds it.
        removed: The files that the new ones stand for.
        change: What is to become of each chunk.

    Raises:
        OutputError: A chunk's rows are not those that were committed.
    """
    finish(store)
    names: list[str] = []

    def added(number: int) -> tuple[str, ...]:
        names.extend(f"articles/{folder}/{_name(number, at, group)}" for at, group in enumerate(groups))
        return tuple(beside(name, table) for name in names for table in (*BESIDE, "articles"))

    swap = prepare(store, added, tuple(removed))
    try:
        for name, group in zip(names, groups, strict=True):
            files = ChunkFiles(store, group)
            _write(store, name, [change(_checked(store, files, *one)) for one in group])
    except (OSError, OutputError):
        finish(store)
        raise
    decide(store, swap)
    return names


def _name(number: int, at: int, group: Group) -> str:
    replayed = ".replay" if any(commit.chunk.replay for _, commit in group) else ""  # as of a chunk: it has such rows
    return f"compacted-{number:06d}-{at:04d}{replayed}.parquet"


def _checked(store: Storage, files: ChunkFiles, name: str, commit: Commit) -> Part:
    tables = files.tables(name, commit)
    rows = {table: tables[table].num_rows for table in tables}
    if rows != commit.rows or digest(outcomes(tables["articles"], tables["dead_letters"])) != commit.digest:
        message = f"{name} does not hold what was committed; `dateline audit {store.root}` says what, and what to do"
        raise OutputError(message)
    return Part(commit, tables)


def _write(store: Storage, name: str, parts: Sequence[Part]) -> None:
    commits = [part.commit for part in parts]
    for table in (*BESIDE, "articles"):
        rows = pa.concat_tables([part.tables[table] for part in parts])
        if not rows.num_rows and table != "articles":
            continue
        owners = np.repeat(np.arange(len(parts)), [part.tables[table].num_rows for part in parts])
        order = pc.sort_indices(_keys(rows, table, owners), sort_keys=[(key, "ascending") for key in _key_names(table)])
        metadata = _versions(commits) | {REPLAYED: _replayed(commits, owners[order.to_numpy()])}
        if table == "articles":
            metadata[COMMITS] = encode(commits)
        write_parquet(store, beside(name, table), rows.take(order), metadata, ROW_GROUPS[table])


def _key_names(table: str) -> tuple[str, ...]:
    return (*SORTED_BY[table], "owner")


def _keys(rows: pa.Table, table: str, owners: np.ndarray) -> pa.Table:
    """Return what the rows are sorted by; nothing is left to chance."""
    columns = {key: rows[key] for key in SORTED_BY[table] if key != "country"}
    if table == "events":
        columns["country"] = pc.struct_field(rows["location"], "country")
    return pa.table({**columns, "owner": owners})


def _replayed(commits: Sequence[Commit], owners: np.ndarray) -> bytes:
    replays = {n: commit.chunk.name for n, commit in enumerate(commits) if commit.chunk.replay}
    return json.dumps({name: np.flatnonzero(owners == n).tolist() for n, name in replays.items()}).encode()


def _versions(commits: Sequence[Commit]) -> dict[bytes, bytes]:
    found: dict[str, set[str]] = {}
    for commit in commits:
        for what, number in commit.versions.items():
            found.setdefault(what, set()).update(number.split())
    return {f"dateline.{what}".encode(): " ".join(sorted(numbers)).encode() for what, numbers in found.items()}
