"""What was compacted or pruned is coded again like any other output."""

import datetime as dt
import os
from pathlib import Path

import cheap
import pytest
from ingest import ingest_readings

from pipelines.compact import compact
from pipelines.diff.run import diff
from pipelines.prune import prune
from pipelines.recode.run import recode
from pipelines.views.connect import connect
from transforms.plan_chunks import plan_chunks
from transforms.reading.find import find
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import Storage, storage

pytestmark = pytest.mark.slow


@pytest.fixture
def output(tmp_path: Path) -> Storage:
    """Three days with an article and a refused record each."""
    for day in (1, 2, 3):
        source = tmp_path / "in" / f"{day}.jsonl"
        source.parent.mkdir(exist_ok=True)
        source.write_text(f'{{"text": "Story {day} tells that troops moved."}}\n{{"title": "none"}}\n')
        seen = dt.datetime(2024, 5, day, 12, tzinfo=dt.UTC).timestamp()
        os.utime(source, (seen, seen))
    store = storage(str(tmp_path / "out"))
    settle(store, Settings())
    found = find([str(tmp_path / "in")]).files
    ingest_readings(store, plan_chunks(found, coverage(store), Settings()), Settings())
    return store


def counts(store: Storage) -> list[int]:
    tables = ("articles", "events", "dead_letters", "gaps")
    return [connect(store.root).sql(f"select count(*) from {table}").fetchall()[0][0] for table in tables]


@pytest.mark.parametrize("kept", ["compacted", "pruned"])
def test_it_is_coded_again_with_the_same_rows_and_coverage(output: Storage, tmp_path: Path, kept: str) -> None:
    if kept == "compacted":
        compact(output.root)
    else:
        prune(output.root, "2024-05-02")
    again = storage(str(tmp_path / "again"))
    assert recode(output.root, again.root, load=cheap.load) == 0
    assert counts(again) == counts(output)
    assert not audit(again).findings
    assert diff(output.root, again.root) == 0
    compact(again.root)
    assert recode(output.root, again.root, load=cheap.load) == 0
    assert counts(again) == counts(output)
    found = find([str(tmp_path / "in")]).files
    assert not plan_chunks(found, coverage(again), Settings())
