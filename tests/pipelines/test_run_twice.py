"""What a run leaves alone: everything, when there is nothing new, and when it is only asked what it would do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
import pytest

from transforms.tables.audit import audit
from transforms.tables.storage import Storage

pytestmark = pytest.mark.slow


class State(NamedTuple):
    """A file as it was: when it was written, and what."""

    modified: int
    content: bytes


def state(folder: Path) -> dict[str, State]:
    """Return every file and folder below a folder as it is now."""
    return {
        str(path.relative_to(folder)): State(path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in [folder, *folder.rglob("*")]
    }


def lines(first: int, stop: int) -> str:
    return "".join(json.dumps({"id": f"a{n}", "text": f"Story {n}."}) + "\n" for n in range(first, stop))


def test_a_second_run_touches_nothing_and_more_lines_are_all_that_a_third_one_reads(
    tmp_path: Path, run: Callable[..., int], store: Storage, capsys: pytest.CaptureFixture[str]
) -> None:
    source, output = tmp_path / "a.jsonl", tmp_path / "out"
    source.write_text(lines(0, 40))
    assert run(source, dry_run=True) == 0
    assert not output.exists()
    assert run(source) == 0
    before = state(output)
    capsys.readouterr()
    assert run(source) == 0
    assert capsys.readouterr().out.startswith("nothing new")
    assert state(output) == before
    with source.open("a") as file:
        file.write(lines(40, 50))
    assert run(source, dry_run=True) == 0
    assert state(output) == before
    assert run(source) == 0
    assert pq.read_table(store.path("articles"))["article_id"].to_pylist() == [f"a{n}" for n in range(50)]
    assert not audit(store).findings
