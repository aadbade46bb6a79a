"""The files of an output, read chunk by chunk for the proof; a compacted file is read once for all its chunks."""

from collections import defaultdict
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.tables import TABLES
from transforms.tables.audit_replays import Tables
from transforms.tables.chunk import Chunk
from transforms.tables.commit import Commit
from transforms.tables.live import beside, is_compacted
from transforms.tables.parts import split
from transforms.tables.read import read_file
from transforms.tables.storage import Storage
from transforms.tables.write import BESIDE


class UnreadableError(ValueError):
    """A file cannot be read: which, and why."""


def file_in(name: str, commit: Commit, table: str) -> str:
    """Return the file that holds a chunk's rows of a table, if its commit stands in a file of `articles`.

    One that was moved by hand left the others where they were.
    """
    return beside(name, table) if is_compacted(name) or table == "articles" else commit.chunk.file(table)


def files_of(held: Iterable[tuple[str, Commit]]) -> list[str]:
    """Return the files that hold chunks, and replays, in all tables, each once."""
    return list(dict.fromkeys(file_in(name, commit, table) for name, commit in held for table in ("articles", *BESIDE)))


class ChunkFiles:
    """Gives the tables of one chunk after the other.

    Attributes:
        strange: Compacted files that hold rows of none of their chunks, and how many.
    """

    def __init__(self, store: Storage, commits: Iterable[tuple[str, Commit]]) -> None:
        self.store, self.strange = store, dict[str, int]()
        self.commits: dict[str, list[Commit]] = defaultdict(list)
        for name, commit in commits:
            self.commits[name].append(commit)
        self._last: tuple[str, dict[Chunk, Tables]] = ("", {})

    def tables(self, name: str, commit: Commit) -> Tables:
        """Return the tables of the chunk, or replay, whose commit stands in a file.

        Raises:
            UnreadableError: One of its files is damaged.
        """
        if not is_compacted(name):
            return {table: self._whole(file_in(name, commit, table), table) for table in ("articles", *BESIDE)}
        if self._last[0] != name:
            self._last = (name, self._split(name))
        return self._last[1][commit.chunk]

    def _whole(self, file: str, table: str) -> pa.Table:
        try:
            return read_file(self.store, file, TABLES[table])
        except (OSError, KeyError, pa.ArrowException) as error:
            raise UnreadableError(f"{file}: {str(error).splitlines()[0]}") from error

    def _split(self, name: str) -> dict[Chunk, Tables]:
        commits = self.commits[name]
        found: dict[Chunk, Tables] = {commit.chunk: {} for commit in commits}
        for table in ("articles", *BESIDE):
            file = beside(name, table)
            metadata = self._metadata(file)
            parts, strange = split(self._whole(file, table), table, commits, metadata)
            for chunk, rows in parts.items():
                found[chunk][table] = rows
            if strange:
                self.strange[file] = strange
        return found

    def _metadata(self, file: str) -> dict[bytes, bytes] | None:
        if not self.store.exists(file):
            return None
        try:
            metadata: dict[bytes, bytes] | None = pq.read_metadata(
                self.store.path(file), filesystem=self.store.files
            ).metadata
        except (OSError, pa.ArrowException) as error:
            raise UnreadableError(f"{file}: {str(error).splitlines()[0]}") from error
        return metadata
