"""Ten thousand articles of one file each are packed: a few dozen files, not ten thousand."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ingest import ingest_readings

from transforms.plan_chunks import plan_chunks
from transforms.reading.find import find
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import Storage

FILES = 10_000


@pytest.mark.slow
def test_ten_thousand_small_files_are_packed(tmp_path: Path, store: Storage) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"story {number:05d}.txt").write_text(f"Ministers met for the {number}th time.")
    settle(store, Settings())
    ingest_readings(store, plan_chunks(find([str(folder)]).files, coverage(store), Settings()), Settings())
    articles = pq.read_table(store.path("articles"), columns=["source", "offset"])
    assert articles.num_rows == FILES
    assert len(set(articles["source"].to_pylist())) == FILES
    packs = [name for name in store.names("articles") if name.endswith(".parquet")]
    assert len(packs) == -(-FILES // 256)
    assert not audit(store).findings
