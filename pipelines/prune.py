"""`dateline prune`: the days before a date out of all tables; `gaps` says what was there."""

import datetime as dt
import sys

from pipelines.endings import DONE
from transforms.reading.errors import UsageError
from transforms.tables.coverage import coverage
from transforms.tables.lock import lock_sources, lock_tables
from transforms.tables.prune import Pruning, plan_prune, prune_days
from transforms.tables.settings import read_settings
from transforms.tables.storage import storage
from transforms.tables.swap import finish


def prune(directory: str, before: str) -> int:
    """Prune an output and return the exit status."""
    day = _date(before)
    store = storage(directory)
    read_settings(store)
    lock_tables(store)
    finish(store)
    if sources := _sources(plan_prune(coverage(store), day)):
        lock_sources(store, sources)
    plan = plan_prune(coverage(store), day)
    if not plan.held:
        sys.stdout.write(f"nothing to prune: {store.root} holds no day before {day}\n")
        return DONE
    prune_days(store, plan)
    rows = sum(sum(commit.rows.values()) for _, commit in plan.held)
    sys.stdout.write(f"pruned {len(plan.days)} day(s), {plan.days[0][12:]} to {plan.days[-1][12:]}: {rows} rows; ")
    sys.stdout.write(f"{len(plan.gaps)} range(s) are in `gaps`\n")
    return DONE


def _sources(plan: Pruning) -> set[str]:
    return {covered.source for _, commit in plan.held for covered in commit.covers}


def _date(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        message = f"--before {text} is no date: write it as 2024-05-31"
        raise UsageError(message) from error
