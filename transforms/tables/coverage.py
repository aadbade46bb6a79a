"""What an output holds, read from the tables themselves: what planning, every write and audit ask."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas.gap import Gap
from transforms.tables.chunk import Chunk, Covered
from transforms.tables.commit import Commit, read_commits
from transforms.tables.gaps import read_gaps, read_pruned
from transforms.tables.live import live_files
from transforms.tables.storage import Storage
from transforms.tables.swap import unswapped

Partition = tuple[str, int]


class Coverage(NamedTuple):
    """What an output holds.

    Attributes:
        commits: Every chunk's commit with the file that carries it, in the order of the file names.
        gaps: The ranges that are known not to be there.
        replays: What replays added to chunks: they cover nothing.
        pruned: The last range of each partition that was pruned, with its last record.
    """

    commits: tuple[tuple[str, Commit], ...]
    gaps: tuple[Gap, ...]
    replays: tuple[tuple[str, Commit], ...] = ()
    pruned: tuple[Covered, ...] = ()

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

    def replayed(self) -> dict[Chunk, list[Commit]]:
        """Return what replays added to each chunk that has such, the oldest first."""
        found: dict[Chunk, list[Commit]] = defaultdict(list)
        for _, commit in sorted(self.replays, key=_number):
            found[commit.chunk._replace(replay=0)].append(commit)
        return found

    def known(self) -> dict[str, list[Covered]]:
        """Return what is known of every source's last records: the covered ranges in order, pruned ones too."""
        found: dict[str, list[Covered]] = defaultdict(list)
        for covered in (*self.pruned, *(covered for _, commit in self.commits for covered in commit.covers)):
            found[covered.source].append(covered)
        return {source: sorted(ranges, key=_place) for source, ranges in found.items()}

    def open_chunks(self) -> dict[tuple[str, int, int], Commit]:
        """Return the chunks that can still grow by source, partition and the offset to which they are covered."""
        cells = (commit for _, commit in self.commits if not commit.chunk.source.startswith("pack:"))
        return {
            (c.chunk.source, c.chunk.partition, c.covers[0].stop): c for c in cells if c.covers[0].stop < c.chunk.stop
        }

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
    return unswapped(store, lambda: coverage_of(_commits(store), read_gaps(store), read_pruned(store)))


def _commits(store: Storage) -> list[tuple[str, Commit]]:
    return [(name, commit) for name in live_files(store, "articles") for commit in read_commits(store, name)]


def coverage_of(commits: Iterable[tuple[str, Commit]], gaps: Iterable[Gap], pruned: Iterable[Covered] = ()) -> Coverage:
    """Return what commits and gaps make together."""
    both = tuple(commits)
    chunks, replays = (tuple(pair for pair in both if bool(pair[1].chunk.replay) is again) for again in (False, True))
    return Coverage(chunks, tuple(gaps), replays, tuple(pruned))


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


def missing(first: int, stop: int, ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what of [first, stop) lies in none of the ranges, which are `joined`.

    >>> missing(0, 10, [(0, 3), (5, 6)])
    [(3, 5), (6, 10)]
    """
    inside = [(max(low, first), min(high, stop)) for low, high in ranges if low < stop and high > first]
    ends = zip([first, *(high for _, high in inside)], [*(low for low, _ in inside), stop], strict=True)
    return [(low, high) for low, high in ends if low < high]


def grown(old: Commit | None, chunk: Chunk, covers: Iterable[Covered]) -> bool:
    """Tell whether ranges reach further into a chunk than what is committed.

    A chunk that was open may end before its cell does, if what it holds is as large as a chunk may be; one that is
    complete does not change.
    """
    reach = sum(covered.stop - covered.first for covered in covers)
    if old is None:
        return True
    complete = old.reach >= old.chunk.stop - old.chunk.start
    return old.chunk._replace(stop=chunk.stop) == chunk and reach > old.reach and not complete


def _number(replay: tuple[str, Commit]) -> int:
    return replay[1].chunk.replay


def _low(range_: tuple[int, int]) -> int:
    return range_[0]


def _first(covered: Covered) -> int:
    return covered.first


def _place(covered: Covered) -> tuple[int, int]:
    return covered.partition, covered.first
