"""An output coded again is as if today's coder had made it from its sources; a crash is the number of a change."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ingest import coded, coded_articles

from pipelines.forget import forget
from schemas.position import Position
from transforms import parse_article as parsing
from transforms.recode_chunk import ChangedError, OtherChunkError, plan_recode, read_kept
from transforms.replay import write_replay
from transforms.replay_chunk import plan_replay, read_again
from transforms.tables.attempts import DEATHS, Note
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import Storage, storage
from transforms.tables.sweep import sweep
from transforms.tables.write import write_chunk

TEXTS = [f"Story {number}. " + "Troops moved. " * (number % 30) for number in range(30)]
SMALL = Settings(chunk_bytes=1024, chunk_records=4)
Ingest = Callable[..., Storage]
Write = Callable[..., Path]
Read = Callable[[Storage], dict[str, list[dict[str, Any]]]]
Crashing = Callable[[int | None], Any]


def recode(store: Storage, into: Path, note: Note | None = None) -> Storage:
    """Code an output again in this process, with the coder that made it."""
    other = storage(str(into))
    settle(other, SMALL)
    held = coverage(other)
    sweep(other, held, {covered.source for _, commit in coverage(store).commits for covered in commit.covers})
    for commits in plan_recode(coverage(store), held):
        checked = coded_articles(read_kept(store, commits, note or Note()))
        write_chunk(other, checked.chunk, checked.covers, checked.tables, evaluated=True)
    return other


def replay(store: Storage) -> None:
    for part in plan_replay(store, coverage(store)):
        write_replay(store, coded(read_again(store, part)), dt.datetime.now(dt.UTC))


@pytest.fixture
def output(tmp_path: Path, write_lines: Write, ingest: Ingest, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """Articles in several chunks, dead letters that a replay made articles, one that stays, and a pack of files."""
    source = write_lines([*TEXTS, " "])
    pages = [tmp_path / "in" / f"{number}.txt" for number in range(3)]
    for page in pages:
        page.write_text(f"Page {page.name} says that troops moved.")
    with monkeypatch.context() as strict:
        strict.setattr(parsing, "LONGEST_TEXT", 250)
        store = ingest(tmp_path / "out", [source, *pages])
    assert sum(commit.rows["dead_letters"] for _, commit in coverage(store).commits) > 5
    replay(store)
    return store


def test_it_is_as_if_the_sources_had_been_read(output: Storage, tmp_path: Path, ingest: Ingest, rows: Read) -> None:
    read = ingest(tmp_path / "read", sorted((tmp_path / "in").iterdir()))
    recoded = recode(output, tmp_path / "recoded")
    assert rows(recoded) == rows(read)
    assert coverage(recoded) == coverage(read)
    assert not audit(recoded).findings


def test_a_run_goes_on_behind_it(
    output: Storage, tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    ingest(tmp_path / "read", sorted((tmp_path / "in").iterdir()))
    recoded = recode(output, tmp_path / "recoded")
    source = write_lines(["One more story."], hour=5, more=True)
    assert rows(ingest(tmp_path / "recoded", [source])) == rows(ingest(tmp_path / "read", [source]))
    assert not audit(recoded).findings


@pytest.mark.parametrize("crash_at", [1, 12, 35, 60, 83])
def test_killed_at_any_write_and_started_again_it_ends_the_same(
    output: Storage, tmp_path: Path, rows: Read, crashing: Crashing, crash_at: int
) -> None:
    whole = rows(recode(output, tmp_path / "whole"))
    settle(storage(str(tmp_path / "killed")), SMALL)
    for again in (crash_at, crash_at // 2 + 1):
        try:
            with crashing(again):
                recode(output, tmp_path / "killed")
        except Exception as crash:
            assert type(crash).__name__ == "Crash"  # noqa: PT017
    killed = recode(output, tmp_path / "killed")
    assert rows(killed) == whole
    assert not audit(killed).findings


def test_what_is_there_already_is_not_coded_again(output: Storage, tmp_path: Path) -> None:
    recoded = recode(output, tmp_path / "recoded")
    assert plan_recode(coverage(output), coverage(recoded)) == ()


def test_an_article_at_which_workers_died_is_a_dead_letter_that_a_replay_makes_an_article(
    output: Storage, tmp_path: Path, rows: Read
) -> None:
    first = rows(output)["articles"][0]
    place = Position(first["source"], first["partition"], first["offset"])
    recoded = recode(output, tmp_path / "recoded", Note(deaths=((place, DEATHS),)))
    [letter] = [row for row in rows(recoded)["dead_letters"] if row["code"] == "crashed"]
    assert json.loads(letter["value"])["text"] == first["text"]
    assert not audit(recoded).findings
    replay(recoded)
    [again] = [
        row for row in rows(recoded)["articles"] if row["offset"] == first["offset"] and row["source"] == place.source
    ]
    assert {**again, "file": first["file"]} == first


def test_a_file_that_was_changed_is_refused(output: Storage, tmp_path: Path) -> None:
    _, commit = next(pair for pair in coverage(output).commits if pair[1].rows["dead_letters"])
    output.delete(commit.chunk.file("dead_letters"))
    with pytest.raises(ChangedError, match="changed while it was read"):
        recode(output, tmp_path / "recoded")


def test_an_output_that_has_read_the_same_in_other_chunks_is_refused(
    output: Storage, tmp_path: Path, ingest: Ingest
) -> None:
    other = ingest(tmp_path / "other", [tmp_path / "in" / "0.txt"])
    with pytest.raises(OtherChunkError, match=r"0\.txt at 0"):
        plan_recode(coverage(output), coverage(other))


def test_a_forgotten_article_keeps_its_position_and_no_text(output: Storage, tmp_path: Path, rows: Read) -> None:
    article = rows(output)["articles"][0]
    assert forget(article["article_id"], output.root) == 0
    recoded = recode(output, tmp_path / "recoded")
    [kept] = [row for row in rows(recoded)["articles"] if row["article_id"] == article["article_id"]]
    assert (kept["text"], kept["content_hash"]) == ("", article["content_hash"])
