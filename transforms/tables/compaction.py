"""Closed days into few files: which days, which chunks, and in what company they stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pyarrow.parquet as pq

from schemas.tables import TABLES
from transforms.tables.audit_files import files_of
from transforms.tables.chunk import Chunk
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage
from transforms.tables.live import is_compacted
from transforms.tables.rewrite import Part, rewrite
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage

FILE_BYTES = 256 * 1024 * 1024  # unpacked, over all tables: what one group of chunks takes of memory
Held = tuple[str, Commit]


class Day(NamedTuple):
    """A day that is to be compacted.

    Attributes:
        folder: `ingest_date=2024-05-01`.
        chunks: Its closed chunks and their replays that are written anew, by the file that now holds each chunk.
    """

    folder: str
    chunks: tuple[tuple[Held, ...], ...]

    @property
    def files(self) -> list[str]:
        """The files that hold them now, in all tables."""
        return files_of(one for chunk in self.chunks for one in chunk)

    @property
    def growing(self) -> set[str]:
        """The sources whose chunks could still grow, and no longer will."""
        return growing(commit for chunk in self.chunks for _, commit in chunk)


def plan_compaction(held: Coverage) -> list[Day]:
    """Return the days older than the newest that hold closed chunks, or replays of such, in files of their own."""
    by_day: dict[str, list[Held]] = defaultdict(list)
    for name, commit in (*held.commits, *held.replays):
        by_day[name.split("/")[1]].append((name, commit))
    newest = max(by_day, default="")
    days = (_day(folder, by_day[folder]) for folder in sorted(by_day) if folder < newest)
    return [day for day in days if day]


def _day(folder: str, held: Sequence[Held]) -> Day | None:
    home = {commit.chunk: name for name, commit in held if not commit.chunk.replay and closed(commit)}
    gathered: dict[str, list[Held]] = defaultdict(list)
    for name, commit in sorted(held, key=_order):
        if (chunk := commit.chunk._replace(replay=0)) in home:
            gathered[home[chunk]].append((name, commit))
    if all(is_compacted(name) for chunk in gathered.values() for name, _ in chunk):
        return None
    return Day(folder, tuple(tuple(chunk) for chunk in gathered.values()))


def closed(commit: Commit) -> bool:
    """Tell whether a chunk may be sealed: it is complete, or of a file, of which more can be a chunk of its own.

    An open chunk of a topic may stand in a stream's checkpoint as well: it is left until it is complete.
    """
    return seal(commit) == commit or not commit.chunk.source.startswith("kafka://")


def seal(commit: Commit) -> Commit:
    """Return the commit of a chunk that ends where it is covered to."""
    if commit.chunk.source.startswith("pack:"):
        return commit
    return commit._replace(chunk=commit.chunk._replace(stop=min(commit.chunk.stop, commit.covers[0].stop)))


def growing(commits: Iterable[Commit]) -> set[str]:
    """Return the sources of chunks that could still grow."""
    return {covered.source for commit in commits if seal(commit) != commit for covered in commit.covers}


def compact_day(store: Storage, day: Day) -> list[str]:
    """Write a day's chunks into few files in place of the old ones; return the new files of `articles`."""
    sized = [(chunk, sum(_unpacked(store, name) for name in Day(day.folder, (chunk,)).files)) for chunk in day.chunks]
    late = [(chunk, size) for chunk, size in sized if not (_full(chunk, size))]
    taken = Day(day.folder, tuple(chunk for chunk, _ in late))
    groups = [sorted((one for chunk in group for one in chunk), key=_order) for group in _groups(late)]
    return rewrite(store, day.folder, groups, taken.files, _sealed)


def _full(chunk: Iterable[Held], size: int) -> bool:
    """Tell whether a compacted file is large enough, and no replay has added to it since."""
    return size > FILE_BYTES // 2 and all(is_compacted(name) for name, _ in chunk)


def _groups(sized: Sequence[tuple[tuple[Held, ...], int]]) -> Iterator[list[tuple[Held, ...]]]:
    group: list[tuple[Held, ...]] = []
    total = 0
    for chunk, size in sized:
        if group and total + size > FILE_BYTES:
            yield group
            group, total = [], 0
        group.append(chunk)
        total += size
    if group:
        yield group


def _unpacked(store: Storage, name: str) -> int:
    """Return how many bytes a file's rows are, roughly.

    Raises:
        OutputError: It holds columns that this version does not know, and would lose.
    """
    if not store.exists(name):
        return 0
    metadata = pq.read_metadata(store.path(name), filesystem=store.files)
    unknown = set(metadata.schema.to_arrow_schema().names) - set(TABLES[name.partition("/")[0]].names)
    if unknown:
        message = (
            f"{store.path(name)} holds columns of a newer dateline ({', '.join(sorted(unknown))}); update dateline"
        )
        raise OutputError(message)
    return sum(metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))


def _sealed(part: Part) -> Part:
    return part._replace(commit=seal(part.commit))


def _order(held: Held) -> Chunk:
    return held[1].chunk
