"""What a run has done, read from the tables: articles, events by type, refusals by code, and the exit status."""

import datetime as dt
import shlex
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

import pyarrow.compute as pc
from rich.console import Console
from rich.table import Table

from pipelines.endings import DONE, FOUND
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage
from transforms.tables.failures import failures
from transforms.tables.read import read_rows
from transforms.tables.storage import Storage


class Summary(NamedTuple):
    """What a run has done.

    Attributes:
        articles: Records that became articles.
        types: Events by type.
        refused: Dead letters by code.
        quarantined: Events that broke a rule.
        unevaluated: Chunks with a rule that could not be evaluated.
        failed: Sources that could not be read to their end, and why.
    """

    articles: int
    types: Counter[str]
    refused: Counter[str]
    quarantined: int
    unevaluated: int
    failed: tuple[tuple[str, str], ...]

    def status(self, max_refused: float) -> int:
        """Return the exit status: 1 if too much was refused, a rule could not be evaluated or a source failed."""
        records = self.articles + self.refused.total()
        too_many = records > 0 and self.refused.total() / records > max_refused
        return FOUND if too_many or self.unevaluated or self.failed else DONE


def summarise(store: Storage, before: Coverage, after: Coverage, sources: Collection[str]) -> Summary:
    """Read what was written between two looks at the tables, and which of the run's sources failed."""
    old = before.chunks()
    new = [
        (commit, _reach(old.get(key)))
        for key, commit in after.chunks().items()
        if _reach(old.get(key)) < _reach(commit)
    ]
    types: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for commit, since in new:
        types.update(_values(store, commit, "events", "event_type", since))
        refused.update(_values(store, commit, "dead_letters", "code", since))
    return Summary(
        sum(len(list(_values(store, commit, "articles", "article_id", since))) for commit, since in new),
        types,
        refused,
        sum(len(list(_values(store, commit, "quarantine", "event_id", since))) for commit, since in new),
        sum(not commit.evaluated for commit, _ in new),
        tuple(failure for failure in failures(store) if failure[0].partition("#")[0] in sources),
    )


def _reach(commit: Commit | None) -> int:
    """Return the offset up to which a chunk is committed; a pack is written once and whole."""
    return commit.covers[-1].stop if commit else 0


def _values(store: Storage, commit: Commit, table: str, column: str, since: int) -> Iterator[str]:
    if not commit.rows[table]:
        return
    rows = read_rows(store, commit.chunk, table, [column, "offset"])
    if since:
        rows = rows.filter(pc.greater_equal(rows["offset"], since))
    yield from rows[column].to_pylist()


def say_summary(summary: Summary, output: str, took: dt.timedelta) -> None:
    """Print what a run has done, and what to do next."""
    console = Console(highlight=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    for event_type, count in summary.types.most_common():
        table.add_row(event_type, str(count))
    rate = summary.articles / max(took.total_seconds(), 0.001)
    counts = f"{summary.articles} articles, {summary.types.total()} events, {summary.refused.total()} refused"
    console.print(f"{counts}, {summary.quarantined} in quarantine; {took.total_seconds():.0f} s, {rate:.1f} articles/s")
    console.print(table)
    for code, count in summary.refused.most_common():
        console.print(f"refused: {code} {count}", markup=False)
    for source, reason in summary.failed:
        console.print(f"not read to its end, tried again next run: {source}: {reason}", markup=False)
    if summary.unevaluated:
        console.print(f"{summary.unevaluated} chunk(s) with a rule that could not be evaluated: see `quality`")
    console.print(f"written to {output}; next:", markup=False)
    name = shlex.quote(output)
    for command in (
        f'dateline sql {name} "select event_type, trigger.text, sentence from events limit 20"',
        f"dateline status {name}",
        f"dateline audit {name}",
    ):
        console.print(f"  {command}", markup=False, soft_wrap=True)
