"""`dateline link` on disk: step by step as at once, nothing to do twice, killed at any write, views see what counts."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from small_output import NOON, Row, article, output, write_rows

from pipelines.link import link
from pipelines.views.connect import connect
from transforms.linking.held import MANIFEST
from transforms.tables import storage as storage_module
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage, storage

Make = Callable[..., Row]
STORY = " ".join(f"Officer {n} of the Riga police said on day {n} that the {n * 3} men were held." for n in range(12))


@pytest.fixture
def write(tmp_path: Path, event_row: Make) -> Callable[..., None]:
    """Write a day's articles, each with one event: `write(folder, day, {1: text})`; numbers above 50 are undated."""

    def made(folder: str, day: int, texts: dict[int, str]) -> None:
        store = storage(str(tmp_path / folder))
        seen = NOON + dt.timedelta(days=day)
        dates: Row = {"event_date": None, "event_date_end": None, "date_granularity": None}
        articles = [
            article(n, text, events=1, published_at=seen, publisher=f"P{n}", ingested_at=seen, offset=n + 100 * day)
            for n, text in texts.items()
        ]
        events = [
            event_row(
                n + 100 * day, article_id=f"a-{n}", offset=n + 100 * day, published_at=seen,
                sentence={"index": 0, "start": 0, "end": text.index(".") + 1}, **(dates if n > 50 else {}),
            )
            for n, text in texts.items()
        ]  # fmt: skip
        write_rows(store, "articles", articles, f"2024-01-0{2 + day}")
        write_rows(store, "events", events, f"2024-01-0{2 + day}")

    return made


DAYS: list[dict[int, str]] = [
    {1: STORY, 2: "Five were arrested by the police in Riga on Monday, says the mayor.", 51: "Rain. " + STORY[::-1]},
    {3: STORY[:-150], 4: "Nothing like it. " + "Cats sleep. " * 9, 52: STORY[20:]},
    {1: STORY + " More.", 53: STORY},
]


class Killed(Exception):  # noqa: N818
    """The process is gone."""


@contextmanager
def killed_at(at: int) -> Iterator[None]:
    """End the process before or after a write."""
    real, numbers = storage_module._replace, itertools.count()

    def replace(path: Path, content: Any) -> None:
        last = next(numbers) == at // 2
        if not last or at % 2:
            real(path, content)
        if last:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage_module, "_replace", replace)
        yield


def derived(store: Storage) -> dict[str, list[Any]]:
    connection = connect(store.root)
    tables = ("event_clusters", "cluster_members")
    return {table: connection.sql(f"select * from {table} order by all").fetchall() for table in tables}


def test_step_by_step_is_the_same_as_at_once(tmp_path: Path, write: Callable[..., None]) -> None:
    grown, at_once = output(tmp_path / "grown"), output(tmp_path / "at_once")
    for day, texts in enumerate(DAYS):
        write("grown", day, texts)
        link(grown)
        write("at_once", day, texts)
    link(at_once)
    assert derived(grown) == derived(at_once)
    assert sum(row[6] for row in derived(grown)["event_clusters"]) == 7  # an article was corrected
    (tmp_path / "grown/articles/ingest_date=2024-01-03/a.parquet").unlink()
    (tmp_path / "grown/events/ingest_date=2024-01-03/a.parquet").unlink()
    assert len(link(grown).gone) == 3
    assert len(derived(grown)["cluster_members"]) == 4


def test_a_second_run_writes_nothing(tmp_path: Path, write: Callable[..., None]) -> None:
    store = output(tmp_path / "out")
    write("out", 0, DAYS[0])
    assert len(link(store).new) == 3
    before = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in store.names()}
    assert not link(store).new
    assert {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in store.names()} == before


@pytest.mark.slow
def test_a_run_that_is_killed_changes_nothing_until_it_is_done(tmp_path: Path, write: Callable[..., None]) -> None:
    store = output(tmp_path / "out")
    write("out", 0, DAYS[0])
    link(store)
    before = derived(store)
    write("out", 1, DAYS[1])
    for at in range(40):
        try:
            with killed_at(at):
                link(store)
        except Killed:
            seen = derived(store)
            assert seen == before or len(seen["cluster_members"]) == 6
        else:
            break
    assert len(derived(store)["cluster_members"]) == 6
    counted = connect(store.root).sql("select count(*) from event_clusters").fetchall()
    assert counted[0][0] == len(derived(store)["event_clusters"])
    listed = store.read(MANIFEST).decode()
    assert all(name in listed for name in store.names("event_clusters"))


def test_an_output_without_rows_has_no_clusters(tmp_path: Path) -> None:
    store = output(tmp_path / "out")
    assert not link(store).new
    assert derived(store) == {"event_clusters": [], "cluster_members": []}


def test_a_damaged_manifest_says_what_to_do(tmp_path: Path) -> None:
    store = output(tmp_path / "out")
    store.write(MANIFEST, b"{")
    with pytest.raises(OutputError, match="delete it"):
        link(store)
