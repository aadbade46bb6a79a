"""Old days taken out of an output: first it is known that they are not there, then they go, all at once."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from schemas.gap import Gap
from transforms.tables.audit_files import files_of
from transforms.tables.chunk import Covered
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage, Partition, joined
from transforms.tables.gaps import write_pruned
from transforms.tables.live import is_compacted, live_files
from transforms.tables.storage import Storage
from transforms.tables.swap import decide, finish, prepare
from transforms.tables.write import BESIDE, WRITTEN_WITH

Held = tuple[str, Commit]


class Pruning(NamedTuple):
    """What is to go.

    Attributes:
        held: Chunks and replays, with the files of `articles` that hold them.
        gaps: The ranges that are missing afterwards.
        last: The last range of each partition, with its last record: a file that is rewritten later is found.
    """

    held: tuple[Held, ...]
    gaps: tuple[Gap, ...]
    last: tuple[Covered, ...]

    @property
    def days(self) -> list[str]:
        """The partitions that go: `ingest_date=2024-05-01`."""
        return sorted({name.split("/")[1] for name, _ in self.held})


def plan_prune(held: Coverage, before: str) -> Pruning:
    """Return what stands under days before a date (YYYY-MM-DD)."""
    gone = [one for one in (*held.commits, *held.replays) if one[0].split("/")[1] < f"ingest_date={before}"]
    ranges: dict[Partition, list[Covered]] = defaultdict(list)
    for _, commit in gone:
        for covered in () if commit.chunk.replay else commit.covers:
            ranges[covered.source, covered.partition].append(covered)
    return Pruning(tuple(gone), tuple(_gaps(ranges)), tuple(max(found, key=_first) for found in ranges.values()))


def _gaps(ranges: dict[Partition, list[Covered]]) -> Iterable[Gap]:
    for (source, partition), found in sorted(ranges.items()):
        for first, stop in joined((covered.first, covered.stop) for covered in found):
            yield Gap(source, partition, first, stop, "pruned")


def prune_days(store: Storage, plan: Pruning) -> None:
    """Take days out. A crash before the journal says so leaves them whole, and gaps that say too much for a while.

    Needs `lock_tables`, and the locks of the sources that could still add to these days.
    """
    finish(store)
    write_pruned(store, plan.gaps, plan.last)
    files = files_of(plan.held)
    others = [name for day in plan.days for table in BESIDE for name in live_files(store, f"{table}/{day}")]
    files += [name for name in others if is_compacted(name) or not _of_a_chunk(store, name)]
    decide(store, prepare(store, lambda _: (), tuple(dict.fromkeys(files))))
    for folder in (Path(store.path(f"{table}/{day}")) for day in plan.days for table in ("articles", *BESIDE)):
        with suppress(OSError):  # it is not there, or not empty, or in a bucket that has no folders
            folder.rmdir()


def _of_a_chunk(store: Storage, name: str) -> bool:
    """Tell whether a file is a chunk's: one that is being written has no commit yet, and is not ours."""
    return WRITTEN_WITH in (pq.read_metadata(store.path(name), filesystem=store.files).metadata or {})


def _first(covered: Covered) -> int:
    return covered.first
