"""What an output holds, read from the tables themselves: what planning, every write and audit ask."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pyarrow.parquet as pq

from schemas.gap import Gap
from transforms.tables.chunk import Chunk, Covered
from transforms.tables.commit import Commit, read_commits
from transforms.tables.storage import Storage

Partition = tuple[str, int]


class Coverage(NamedTuple):
    """What an output holds.

    Attributes:
        commits: Every commit with the file that carries it, in the order of the file names.
        gaps: The ranges that are known not to be there.
    """

    commits: tuple[tuple[str, Commit], ...]
    gaps: tuple[Gap, ...]

    def ranges(self) -> dict[Partition, list[Covered]]:
        """Return the covered ranges of every partition, in order."""
        found: dict[Partition, list[Covered]] = defaultdict(list)
        for _, commit in self.commits:
            for covered in commit.covers:
                found[covered.source, covered.partition].append(covered)
        return {partition: sorted(ranges, key=_first) for partition, ranges in sorted(found.items())}

    def chunks(self) -> dict[tuple[str, int, int], Commit]:
        """Return the commits by source, partition and chunk start."""
        return {(c.chunk.source, c.chunk.partition, c.chunk.start): c for _, c in self.commits}

    def accounted(self) -> dict[Partition, list[tuple[int, int]]]:
        """Return what commits and gaps account for in every partition, joined to as few ranges as possible."""
        known: dict[Partition, list[tuple[int, int]]] = defaultdict(list)
        for partition, ranges in self.ranges().items():
            known[partition] += [(covered.first, covered.stop) for covered in ranges]
        for gap in self.gaps:
            known[gap.source, gap.partition].append((gap.first, gap.stop))
        return {partition: joined(ranges) for partition, ranges in known.items()}


def coverage(store: Storage) -> Coverage:
    """Read what an output holds: the commits in the footers of `articles`, and `gaps`."""
    files = [name for name in store.names("articles") if name.endswith(".parquet")]
    return coverage_of([(name, commit) for name in files for commit in read_commits(store, name)], read_gaps(store))


def coverage_of(commits: Iterable[tuple[str, Commit]], gaps: Iterable[Gap]) -> Coverage:
    """Return what commits and gaps make together."""
    return Coverage(tuple(commits), tuple(gaps))


def read_gaps(store: Storage) -> list[Gap]:
    """Return the rows of the table `gaps`."""
    names = [name for name in store.names("gaps") if name.endswith(".parquet")]
    tables = [pq.read_table(store.path(name), filesystem=store.files, partitioning=None) for name in names]
    return [Gap(**row) for table in tables for row in table.to_pylist()]


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, those that touch or overlap made one.

    >>> joined([(5, 9), (0, 3), (3, 5), (12, 20)])
    [(0, 9), (12, 20)]
    """
    result: list[tuple[int, int]] = []
    for first, stop in sorted(ranges):
        if result and first <= result[-1][1]:
            result[-1] = (result[-1][0], max(stop, result[-1][1]))
        else:
            result.append((first, stop))
    return result


def within(first: int, stop: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Tell whether [first, stop) lies in one of the ranges, which are `joined`."""
    at = bisect_right(ranges, first, key=_low) - 1
    return at >= 0 and stop <= ranges[at][1]


def grown(old: Commit | None, chunk: Chunk, covers: Iterable[Covered]) -> bool:
    """Tell whether ranges reach further into a chunk than what is committed."""
    reach = sum(covered.stop - covered.first for covered in covers)
    return old is None or (old.chunk == chunk and reach > old.reach)


def _low(range_: tuple[int, int]) -> int:
    return range_[0]


def _first(covered: Covered) -> int:
    return covered.first
