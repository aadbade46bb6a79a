"""`dateline compact`: the closed days of an output into few files; its rows and its coverage stay."""

import sys

from pipelines.endings import DONE
from transforms.tables.compaction import compact_day, plan_compaction
from transforms.tables.coverage import coverage
from transforms.tables.lock import lock_sources, lock_tables
from transforms.tables.settings import read_settings
from transforms.tables.storage import storage
from transforms.tables.swap import IDLE, finish


def compact(directory: str) -> int:
    """Compact an output and return the exit status."""
    store = storage(directory)
    read_settings(store)
    lock_tables(store)
    if finish(store).state != IDLE:
        sys.stdout.write("an exchange of files that was interrupted is ended\n")
    growing = {source for day in plan_compaction(coverage(store)) for source in day.growing}
    if growing:
        lock_sources(store, growing)
    days = plan_compaction(coverage(store))
    for day in days:
        before, after = len({name for chunk in day.chunks for name, _ in chunk}), len(compact_day(store, day))
        sys.stdout.write(f"{day.folder}: {before} file(s) of articles -> {after}, and their like in the other tables\n")
    if not days:
        sys.stdout.write(f"nothing to compact: {store.root} holds no closed day with files of single chunks\n")
    return DONE
