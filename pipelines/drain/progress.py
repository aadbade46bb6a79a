"""How far a run is: a bar on a terminal, a plain line now and then elsewhere. It only looks at what is on disk."""

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from transforms.plan_chunks import Reading
from transforms.tables.commit import read_commits
from transforms.tables.coverage import Coverage
from transforms.tables.storage import Storage

LOOK_SECONDS, LINE_SECONDS = 1.0, 30.0


class Done(NamedTuple):
    """What is committed since the run began."""

    bytes: int = 0
    articles: int = 0
    events: int = 0
    refused: int = 0

    def text(self, seconds: float) -> str:
        """Return one line for a person."""
        return (
            f"{self.articles} articles, {self.events} events, {self.refused} refused, "
            f"{self.articles / max(seconds, 0.1):.1f} articles/s"
        )


@contextmanager
def progress(store: Storage, plan: Sequence[Reading], held: Coverage, total: int | None = None) -> Iterator[None]:
    """Show on standard error how far a run is, for as long as the body runs; `total` stands in for a plan's size."""
    ended = threading.Event()
    thread = threading.Thread(target=_show, args=(_Watch(store, held), total or _bytes(plan), ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


class _Watch:
    """Adds up the commits that were not there before."""

    def __init__(self, store: Storage, held: Coverage) -> None:
        self.store, self.began = store, time.monotonic()
        self.seen = {name for name, _ in (*held.commits, *held.replays)}
        self.done = Done()

    def look(self) -> Done:
        new = [n for n in self.store.names("articles") if n.endswith(".parquet") and n not in self.seen]
        for name in new:
            self._add(name)
        return self.done

    def _add(self, name: str) -> None:
        self.seen.add(name)
        for commit in read_commits(self.store, name):
            rows = commit.rows
            events, refused = rows["events"] + rows["quarantine"], rows["dead_letters"]
            self.done = Done(
                self.done.bytes + commit.reach,
                self.done.articles + rows["articles"],
                self.done.events + events,
                self.done.refused + refused,
            )

    def seconds(self) -> float:
        return time.monotonic() - self.began


def _bytes(plan: Sequence[Reading]) -> int | None:
    """Return how much there is to read; None where that shows only at the end of a stream."""
    if not plan or any(reading.stop is None for reading in plan):
        return None
    return sum(sum(f.size for f in r.files) if len(r.files) > 1 else (r.stop or 0) - r.first for r in plan)


def _show(watch: _Watch, total: int | None, ended: threading.Event) -> None:
    if sys.stderr.isatty():
        _show_bar(watch, total, ended)
    else:
        while not ended.wait(LINE_SECONDS):
            sys.stderr.write(watch.look().text(watch.seconds()) + "\n")


def _show_bar(watch: _Watch, total: int | None, ended: threading.Event) -> None:
    columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading", total=total)
        while not ended.wait(LOOK_SECONDS):
            done = watch.look()
            bar.update(task, completed=done.bytes, description=done.text(watch.seconds()))
