"""Every rule of "Chunks" in ARCHITECTURE.md, through the whole flow but for Beam and the parser."""

import gzip
import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.plan_chunks import RewrittenError
from transforms.tables import storage as storage_module
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.settings import OutputError, Settings
from transforms.tables.storage import Storage

Ingest = Callable[..., Storage]
Read = Callable[[Storage], dict[str, list[dict[str, Any]]]]
Write = Callable[..., Path]
TEXTS = [f"Story {number}. " + "Troops moved. " * (number % 40) for number in range(30)]


def files(store: Storage) -> dict[str, int]:
    return {name: os.stat(store.path(name)).st_mtime_ns for name in store.names() if "/lock" not in name}


def test_every_line_has_one_outcome_and_the_audit_is_clean(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    source = write_lines([*TEXTS, " "])
    store = ingest(tmp_path / "out", [source])
    # The oracle: ten lines of plain Python over the raw input.
    offsets, at = [], 0
    for line in source.read_bytes().splitlines(keepends=True):
        offsets.append(at)
        at += len(line)
    found = rows(store)
    assert sorted(row["offset"] for table in ("articles", "dead_letters") for row in found[table]) == offsets
    assert {row["text"] for row in found["articles"]} == set(TEXTS)
    assert [row["code"] for row in found["dead_letters"]] == ["blank_text"]
    assert not audit(store).findings


def test_a_second_run_touches_no_file(tmp_path: Path, ingest: Ingest, write_lines: Write) -> None:
    source = write_lines(TEXTS)
    before = files(ingest(tmp_path / "out", [source]))
    assert files(ingest(tmp_path / "out", [source])) == before


@settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(crashes=st.lists(st.integers(0, 60), max_size=4), packed=st.booleans())
def test_a_run_that_crashes_anywhere_and_is_started_again_ends_like_one_that_never_did(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write, **how: Any
) -> None:
    sources = [write_lines(TEXTS), write_lines(TEXTS[:9], "b.jsonl")]
    if how["packed"]:
        sources[1] = sources[1].with_name("b.jsonl.gz")
        sources[1].write_bytes(gzip.compress(sources[1].with_name("b.jsonl").read_bytes(), mtime=0))
        os.utime(sources[1], (1_714_521_600, 1_714_521_600))
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    undisturbed = rows(ingest(folder / "whole", sources))
    for at in how["crashes"]:
        try:
            ingest(folder / "cut", sources, crash_at=at)
        except Exception as crash:
            assert type(crash).__name__ == "Crash"  # noqa: PT017
    store = ingest(folder / "cut", sources)
    assert rows(store) == undisturbed
    assert not list(store.unfinished())
    assert not audit(store).findings


def test_lines_appended_later_are_new_records_and_the_open_chunk_keeps_its_day(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    first = ingest(tmp_path / "out", [write_lines(TEXTS[:5])])
    opened = rows(first)["articles"]
    source = write_lines(TEXTS[5:], hour=23, more=True)
    os.utime(source, (1_715_000_000, 1_715_000_000))
    store = ingest(tmp_path / "out", [source])
    found = rows(store)["articles"]
    assert [row["text"] for row in sorted(found, key=lambda row: row["offset"])] == TEXTS
    assert all({**row, "stop": None} in [{**other, "stop": None} for other in found] for row in opened)
    assert {name.split("/")[1] for name in store.names("articles")} == {
        "ingest_date=2024-05-01",
        "ingest_date=2024-05-06",
    }
    assert not audit(store).findings


def test_a_chunk_without_a_new_position_is_not_touched(tmp_path: Path, ingest: Ingest, write_lines: Write) -> None:
    store = ingest(tmp_path / "out", [write_lines(TEXTS)])
    before = files(store)
    after = files(ingest(tmp_path / "out", [write_lines(["One more."], more=True)]))
    changed = {name for name in before if after[name] != before[name]}
    assert {name.rpartition("-")[2] for name in changed} == {max(before).rpartition("-")[2]}


def test_a_last_line_without_newline_is_a_record_and_a_newline_behind_it_changes_nothing(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    source = write_lines(["One.", "Two."])
    source.write_bytes(source.read_bytes().rstrip(b"\n"))
    assert len(rows(ingest(tmp_path / "out", [source]))["articles"]) == 2
    with source.open("a") as file:
        file.write('\n{"text": "Three."}\n')
    found = rows(ingest(tmp_path / "out", [source]))["articles"]
    assert sorted(row["text"] for row in found) == ["One.", "Three.", "Two."]


def test_a_file_that_grew_inside_its_last_line_is_refused_by_name(
    tmp_path: Path, ingest: Ingest, write_lines: Write
) -> None:
    source = write_lines(["One."])
    source.write_bytes(source.read_bytes().rstrip(b"\n"))
    before = files(ingest(tmp_path / "out", [source]))
    source.write_bytes(source.read_bytes() + b" ")
    with pytest.raises(RewrittenError, match=r"a\.jsonl.*--reread"):
        ingest(tmp_path / "out", [source])
    assert files(ingest(tmp_path / "out", [])) == before


def test_a_rewritten_file_is_read_again_as_a_new_source_and_stays_one(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    ingest(tmp_path / "out", [write_lines(["One.", "Two."])])
    source = write_lines(["Three.", "Four."])
    store = ingest(tmp_path / "out", [source], reread=True)
    sources = {row["source"] for row in rows(store)["articles"]}
    assert sources == {f"file://{source}", f"file://{source}#2"}
    before = files(store)
    assert files(ingest(tmp_path / "out", [source])) == before
    assert not audit(store).findings


def test_one_article_files_are_packed_and_the_commit_lists_them(tmp_path: Path, ingest: Ingest, rows: Read) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}.txt").write_text(f"Story {number}.")
    store = ingest(tmp_path / "out", [folder])
    assert sorted(len(commit.covers) for _, commit in coverage(store).commits) == [2, 4, 4]
    assert len(rows(store)["articles"]) == 10
    (folder / "99.txt").write_text("Story 99.")
    store = ingest(tmp_path / "out", [folder])
    assert sorted(len(commit.covers) for _, commit in coverage(store).commits) == [1, 2, 4, 4]
    assert not audit(store).findings


def test_a_file_that_is_one_article_and_was_changed_is_refused(tmp_path: Path, ingest: Ingest) -> None:
    (tmp_path / "a.txt").write_text("One.")
    ingest(tmp_path / "out", [tmp_path / "a.txt"])
    (tmp_path / "a.txt").write_text("Two.")
    with pytest.raises(RewrittenError, match=r"a\.txt"):
        ingest(tmp_path / "out", [tmp_path / "a.txt"])


def test_a_record_longer_than_chunks_leaves_no_hole(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    source = write_lines(["Short.", "Long. " * 1000, "Short again."])
    packed = source.with_name("b.jsonl.gz")
    packed.write_bytes(gzip.compress(source.read_bytes()))
    for number, one in enumerate((source, packed)):
        store = ingest(tmp_path / f"out{number}", [one])
        assert len(rows(store)["articles"]) == 3
        assert [len(ranges) for ranges in coverage(store).accounted().values()] == [1]
        assert not audit(store).findings


def test_a_truncated_gz_keeps_what_came_before_and_is_read_on_when_it_is_whole(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    lines = "".join(json.dumps({"text": text + os.urandom(20).hex()}) + "\n" for text in TEXTS).encode()
    packed = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(lines, mtime=0)
    packed.write_bytes(whole[: len(whole) // 2])
    store = ingest(tmp_path / "out", [packed])
    part = len(rows(store)["articles"])
    assert 0 < part < len(TEXTS)
    assert files(ingest(tmp_path / "out", [packed])) == files(store)
    packed.write_bytes(whole)
    store = ingest(tmp_path / "out", [packed])
    assert len(rows(store)["articles"]) == len(TEXTS)
    assert not audit(store).findings


def test_the_size_of_chunks_changes_files_and_no_row(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    source = write_lines(TEXTS)
    small = rows(ingest(tmp_path / "small", [source]))
    large = rows(ingest(tmp_path / "large", [source], sizes=Settings()))
    for table in ("articles", "events", "dead_letters"):
        assert [{**row, "file": ""} for row in small[table]].sort(key=str) == [
            {**row, "file": ""} for row in large[table]
        ].sort(key=str)


def test_an_article_delivered_twice_has_two_outcomes_and_the_same_event_ids(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    found = rows(ingest(tmp_path / "out", [write_lines(["The same.", "The same."])]))
    assert len({row["offset"] for row in found["articles"]}) == 2
    assert len(found["events"]) == 2
    assert len({row["event_id"] for row in found["events"]}) == 1


def test_a_hole_in_a_file_of_one_pass_is_filled_and_the_chunks_behind_it_stay(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    source = write_lines(TEXTS)
    packed = source.with_name("a.jsonl.gz")
    packed.write_bytes(gzip.compress(source.read_bytes(), mtime=0))
    os.utime(packed, (1_714_521_600, 1_714_521_600))
    store = ingest(tmp_path / "out", [packed])
    store.delete(list(store.names("articles"))[1])
    packed.write_bytes(packed.read_bytes() + gzip.compress(b'{"text": "One more."}\n', mtime=0))
    store = ingest(tmp_path / "out", [packed])
    assert len(rows(store)["articles"]) == len(TEXTS) + 1
    assert not audit(store).findings


def test_an_output_that_is_deleted_meanwhile_is_named_and_written_no_further(
    tmp_path: Path, ingest: Ingest, rows: Read, write_lines: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, output = write_lines(TEXTS), tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr(storage_module, "_replace", deleting(output, at=12))
        with pytest.raises(OutputError, match=f"{output} was deleted"):
            ingest(output, [source])
    assert not list(output.rglob("*.parquet"))
    assert rows(ingest(output, [source])) == rows(ingest(tmp_path / "calm", [source]))


def deleting(output: Path, at: int) -> Callable[[Path, Any], None]:
    """Return what writes a file; before the chunk behind the write number `at` somebody deletes the output."""
    numbers, real = itertools.count(), storage_module._replace

    def replace(path: Path, content: Any) -> None:
        real(path, content)
        if next(numbers) >= at and path.parent.parent.name == "articles":
            shutil.rmtree(output, ignore_errors=True)

    return replace
