"""Compaction changes files; rows, coverage and what can be proven stay, wherever it is killed."""

import itertools
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from replays import LAX, SIZES, STRICT, drain, replay, set_rules

from pipelines.compact import compact
from pipelines.views.connect import connect
from schemas.tables import TABLES
from transforms.tables.audit import audit
from transforms.tables.commit import digest
from transforms.tables.compaction import plan_compaction
from transforms.tables.coverage import coverage
from transforms.tables.live import is_compacted, live_files
from transforms.tables.read import read_rows
from transforms.tables.settings import OutputError, settle
from transforms.tables.storage import Storage, storage
from transforms.tables.unresolved import chunks, open_dead_letters, open_quarantine
from transforms.tables.write import outcomes

Write = Callable[..., Path]
Crashing = Callable[[int | None], Any]
TEXTS = [f"Story {number}. " + "Troops moved. " * (number % 40) for number in range(20)]


def live_rows(store: Storage) -> dict[str, list[str]]:
    """Return every row that counts, whatever file it is in."""
    return {
        table: sorted(
            json.dumps({"day": name.split("/")[1], **row}, default=str, sort_keys=True)
            for name in live_files(store, table)
            for row in pq.read_table(store.path(name), partitioning=None).to_pylist()
        )
        for table in TABLES
    }


def files(store: Storage) -> dict[str, int]:
    return {name: os.stat(store.path(name)).st_mtime_ns for name in store.names() if "/lock" not in name}


def seen(store: Storage) -> dict[str, int]:
    with connect(store.root) as views:
        return {table: views.execute(f"select count(*) from {table}").fetchall()[0][0] for table in TABLES}


def still_open(store: Storage) -> tuple[int, int]:
    parts = list(chunks(coverage(store)))
    return (
        sum(open_dead_letters(store, part, ()).num_rows for part in parts),
        sum(open_quarantine(store, part, ()).num_rows for part in parts),
    )


@pytest.fixture
def output(tmp_path: Path, write_lines: Write, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """A closed day with chunks of three files, dead letters, quarantine and replays, and a newer day."""
    store = storage(str(tmp_path / "out"))
    settle(store, SIZES)
    strict = set_rules(monkeypatch, STRICT)
    drain(store, [write_lines([*TEXTS, " "]), write_lines(TEXTS[:3], "b.jsonl")], strict)
    replay(store, set_rules(monkeypatch, (300, 1.0)))
    drain(store, [write_lines(TEXTS[3:5], "c.jsonl", 30)], set_rules(monkeypatch, STRICT))
    assert len(coverage(store).replays) > 1
    return store


def test_files_change_and_nothing_else(output: Storage) -> None:
    rows, views, opened, held = live_rows(output), seen(output), still_open(output), coverage(output)
    assert compact(output.root) == 0
    assert (live_rows(output), seen(output), still_open(output)) == (rows, views, opened)
    after = coverage(output)
    assert (after.accounted(), after.ranges()) == (held.accounted(), held.ranges())
    assert {c.chunk.name for _, c in after.replays} == {c.chunk.name for _, c in held.replays}
    closed = [name for table in TABLES for name in live_files(output, table) if "05-01" in name]
    assert len(closed) == len({name.split("/")[0] for name in closed})
    assert all(map(is_compacted, closed))
    assert not audit(output).findings


def test_a_second_run_does_nothing(output: Storage, capsys: pytest.CaptureFixture[str]) -> None:
    compact(output.root)
    before = files(output)
    capsys.readouterr()
    compact(output.root)
    assert files(output) == before
    assert "nothing to compact" in capsys.readouterr().out


def test_every_chunk_finds_its_own_rows_in_the_file_that_it_shares(output: Storage) -> None:
    held = coverage(output)
    compact(output.root)
    for _, commit in (*held.commits, *held.replays):
        tables = {table: read_rows(output, commit.chunk, table) for table in commit.rows}
        assert {table: rows.num_rows for table, rows in tables.items()} == commit.rows
        assert digest(outcomes(tables["articles"], tables["dead_letters"])) == commit.digest
        assert read_rows(output, commit.chunk, "articles", ["text"]).column_names == ["text"]


def test_events_are_sorted_by_date_and_articles_by_position(output: Storage) -> None:
    compact(output.root)
    for table, keys in (("events", ["event_date", "event_id"]), ("articles", ["source", "partition", "offset"])):
        [name] = [name for name in live_files(output, table) if is_compacted(name)]
        rows = pq.read_table(output.path(name), columns=keys, partitioning=None).to_pylist()
        assert [tuple(row.values()) for row in rows] == sorted(tuple(row.values()) for row in rows)


@pytest.mark.slow
def test_wherever_it_is_killed_every_row_is_seen_once_and_the_next_one_ends_it(
    output: Storage, tmp_path: Path, crashing: Crashing
) -> None:
    rows, opened = live_rows(output), still_open(output)
    for at in itertools.count():
        store = storage(str(tmp_path / f"cut{at}"))
        shutil.copytree(output.root, store.root)
        try:
            with crashing(at):
                compact(store.root)
            break
        except Exception as crash:
            assert type(crash).__name__ == "Crash"  # noqa: PT017
        assert live_rows(store) == rows, at
        if at % 7 == 0:
            assert not audit(store).findings, at
            assert still_open(store) == opened
            compact(store.root)
            assert live_rows(store) == rows
            assert len([name for name in store.names("articles") if name.endswith(".parquet")]) == 2, at
    assert at > 30


def test_what_comes_late_goes_with_the_next_run(
    output: Storage, write_lines: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    compact(output.root)
    assert replay(output, set_rules(monkeypatch, LAX))
    drain(output, [write_lines(TEXTS[5:7], "late.jsonl")], 2.0)
    rows = live_rows(output)
    assert not audit(output).findings
    assert still_open(output) == (1, 0)
    compact(output.root)
    assert (live_rows(output), still_open(output)) == (rows, (1, 0))
    assert len([name for name in live_files(output, "articles") if "05-01" in name]) == 1
    assert not audit(output).findings
    assert replay(output, 2.0) == 0


def test_a_source_is_not_read_again_and_what_is_appended_is_read_on(
    output: Storage, write_lines: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    compact(output.root)
    before, texts = files(output), len(live_rows(output)["articles"])
    sources = sorted((Path(output.root).parent / "in").iterdir())
    drain(output, sources, set_rules(monkeypatch, LAX))
    assert files(output) == before
    drain(output, [write_lines(["One more.", "And one."], "b.jsonl", 50, more=True)], 2.0)
    drain(output, [write_lines(["A third."], "b.jsonl", 60, more=True)], 2.0)
    assert len(live_rows(output)["articles"]) == texts + 3
    assert before.items() <= files(output).items()
    assert not audit(output).findings


def test_damage_is_named_and_nothing_is_touched(output: Storage) -> None:
    name = live_files(output, "events")[0]
    table = pq.read_table(output.path(name), partitioning=None)
    pq.write_table(table.slice(1), output.path(name))
    before = files(output)
    with pytest.raises(OutputError, match="audit"):
        compact(output.root)
    assert {name: at for name, at in files(output).items() if "swap" not in name} == before


def test_columns_of_a_newer_version_are_not_lost(output: Storage) -> None:
    name = live_files(output, "events")[0]
    table = pq.read_table(output.path(name), partitioning=None)
    pq.write_table(table.append_column("novelty", [[1.0] * table.num_rows]), output.path(name))
    with pytest.raises(OutputError, match=r"novelty.*update dateline"):
        compact(output.root)


def test_an_open_chunk_of_a_topic_is_left_until_it_is_complete(output: Storage) -> None:
    held = coverage(output)
    name, commit = held.commits[0]
    chunk = commit.chunk._replace(source="kafka://c/t", start=0, stop=256)
    covers = (commit.covers[0]._replace(source="kafka://c/t", first=0, stop=200),)
    day = name.split("/")[1]
    opened = (f"articles/{day}/t.parquet", commit._replace(chunk=chunk, covers=covers))
    [plan] = plan_compaction(held._replace(commits=(*held.commits, opened)))
    assert opened not in [one for home in plan.chunks for one in home]
    full = (opened[0], opened[1]._replace(covers=(covers[0]._replace(stop=256),)))
    [plan] = plan_compaction(held._replace(commits=(*held.commits, full)))
    assert full in [one for home in plan.chunks for one in home]
