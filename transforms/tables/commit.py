"""The commit of a chunk: what the footer of its `articles` file says."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.tables.chunk import Chunk, Covered
from transforms.tables.storage import Storage

COMMITS = b"dateline.commits"


class Commit(NamedTuple):
    """What a chunk holds.

    Attributes:
        chunk: The cell.
        covers: The ranges that its files account for: one, or of a pack one for each file.
        digest: `digest` of the chunk's outcomes.
        rows: Number of rows by table.
        evaluated: Whether every row rule could be evaluated.
        versions: dateline's, the coder's and the ontology's version.
    """

    chunk: Chunk
    covers: tuple[Covered, ...]
    digest: str
    rows: dict[str, int]
    evaluated: bool
    versions: dict[str, str]

    @property
    def reach(self) -> int:
        """How far the chunk is read: the larger commit replaces the smaller one."""
        return sum(covered.stop - covered.first for covered in self.covers)


class NotACommitError(ValueError):
    """A file of the table `articles` without a commit in its footer."""


def digest(outcomes: Iterable[tuple[str, int, int, str]]) -> str:
    """Return the sha256 of (source, partition, offset, content hash) of every outcome, articles and dead letters."""
    lines = (f"{source}\0{partition}\0{offset}\0{content}\n" for source, partition, offset, content in sorted(outcomes))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def encode(commits: Iterable[Commit]) -> bytes:
    """Return commits as bytes for a Parquet footer."""
    return json.dumps([_plain(commit) for commit in commits], separators=(",", ":"), sort_keys=True).encode()


def decode(content: bytes) -> tuple[Commit, ...]:
    """Return the commits that `encode` wrote."""
    return tuple(_commit(plain) for plain in json.loads(content))


def read_commits(store: Storage, name: str) -> tuple[Commit, ...]:
    """Return the commits that a file of `articles` carries: one, or those of every chunk that was compacted into it.

    Raises:
        NotACommitError: The file carries none, or is no Parquet file.
    """
    try:
        metadata = pq.read_metadata(store.path(name), filesystem=store.files).metadata or {}
        return decode(metadata[COMMITS])
    except (KeyError, ValueError, pa.ArrowInvalid) as error:
        message = f"{name} is no file of dateline's: {error!r}"
        raise NotACommitError(message) from error


def _plain(commit: Commit) -> dict[str, object]:
    source, partition, start, stop, timestamp, replay = commit.chunk
    chunk = [source, partition, start, stop, timestamp.isoformat(), *([replay] if replay else [])]
    return {**commit._asdict(), "chunk": chunk}


def _commit(plain: dict[str, Any]) -> Commit:
    source, partition, start, stop, timestamp, *replay = plain["chunk"]
    chunk = Chunk(source, partition, start, stop, dt.datetime.fromisoformat(timestamp), *replay)
    covers = tuple(Covered(*covered) for covered in plain["covers"])
    return Commit(**{**plain, "chunk": chunk, "covers": covers})
