"""Old days go, the gap is known first, and nothing of them is read again."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.audit import compare
from pipelines.compact import compact
from pipelines.prune import prune
from transforms.plan_chunks import RewrittenError
from transforms.reading.errors import UsageError
from transforms.reading.find import find
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.live import live_files
from transforms.tables.storage import Storage, storage

Ingest = Callable[..., Storage]
Read = Callable[[Storage], dict[str, list[dict[str, Any]]]]
Write = Callable[..., Path]
TEXTS = [f"Story {number}. " + "Troops moved. " * (number % 40) for number in range(20)]
DAY = 24


@pytest.fixture
def output(tmp_path: Path, ingest: Ingest, write_lines: Write) -> Storage:
    """Two files of the first of May, ten one-article files, and one of the second."""
    sources = [write_lines([*TEXTS, " "]), write_lines(TEXTS[:3], "b.jsonl"), write_lines(["New."], "c.jsonl", DAY)]
    for number in range(10):
        single = sources[0].with_name(f"{number}.txt")
        single.write_text(f"Single story {number}.")
        shutil.copystat(sources[0], single)
    return ingest(tmp_path / "out", [sources[0].parent])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "in"


@pytest.mark.parametrize("compacted", [False, True])
def test_the_days_go_from_all_tables_and_a_run_reads_nothing_of_them_again(
    output: Storage, folder: Path, ingest: Ingest, rows: Read, *, compacted: bool
) -> None:
    if compacted:
        compact(output.root)
    prune(output.root, "2024-05-02")
    assert {row["text"] for row in rows(output)["articles"]} == {"New."}
    assert not [name for name in output.names() if "2024-05-01" in name]
    assert {gap.reason for gap in coverage(output).gaps} == {"pruned"}
    assert len(coverage(output).gaps) == 12
    assert not audit(output).findings
    assert not [found for file in find([str(folder)]).files for found in compare(file, audit(output))]
    before = list(output.names())
    ingest(Path(output.root), [folder])
    assert list(output.names()) == before


def test_what_is_appended_to_a_pruned_file_is_read_and_what_went_is_not(
    output: Storage, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    prune(output.root, "2024-05-02")
    ingest(Path(output.root), [write_lines(["More."], hour=2 * DAY, more=True)])
    ingest(Path(output.root), [write_lines(["And more."], hour=3 * DAY, more=True)])
    assert {row["text"] for row in rows(output)["articles"]} == {"New.", "More.", "And more."}
    assert not audit(output).findings


def test_a_pruned_file_that_was_rewritten_is_refused_by_name(
    output: Storage, ingest: Ingest, rows: Read, write_lines: Write
) -> None:
    prune(output.root, "2024-05-02")
    source = write_lines(["Other."] * 400)
    with pytest.raises(RewrittenError, match=r"a\.jsonl"):
        ingest(Path(output.root), [source])
    ingest(Path(output.root), [source], reread=True)
    assert len(rows(output)["articles"]) == 401


def test_a_second_prune_does_nothing_and_a_wrong_date_is_named(
    output: Storage, capsys: pytest.CaptureFixture[str]
) -> None:
    prune(output.root, "2024-05-02")
    before = list(output.names())
    assert prune(output.root, "2024-05-02") == 0
    assert list(output.names()) == before
    assert "nothing to prune" in capsys.readouterr().out
    with pytest.raises(UsageError, match="soon"):
        prune(output.root, "soon")


@pytest.mark.slow
def test_wherever_it_is_killed_the_days_are_there_or_not_and_nothing_is_read_again(
    output: Storage, folder: Path, tmp_path: Path, ingest: Ingest, crashing: Callable[[int | None], Any]
) -> None:
    whole = live_files(output, "articles")
    for at in itertools.count():
        store = storage(str(tmp_path / f"cut{at}"))
        shutil.copytree(output.root, store.root)
        try:
            with crashing(at):
                prune(store.root, "2024-05-02")
            break
        except Exception as crash:
            assert type(crash).__name__ == "Crash"  # noqa: PT017
        assert live_files(store, "articles") in (whole, whole[-1:]), at
        if at % 5 == 0:
            assert not audit(store).findings, at
            prune(store.root, "2024-05-02")
            ingest(Path(store.root), [folder])
            assert live_files(store, "articles") == whole[-1:], at
            assert not audit(store).findings, at
    assert at > 20


def test_a_day_removed_by_hand_is_an_error_that_names_prune(
    output: Storage, ingest: Ingest, write_lines: Write
) -> None:
    ingest(Path(output.root), [write_lines(["Later."] * 200, hour=2 * DAY, more=True)])
    for table in ("articles", "events", "dead_letters"):
        shutil.rmtree(Path(output.root) / table / "ingest_date=2024-05-01")
    assert [f.kind for f in audit(output).findings if "dateline prune" in f.message] == ["hole"]
