from pathlib import Path

from transforms.tables.coverage import coverage
from transforms.tables.storage import storage
from transforms.tables.sweep import sweep


def test_a_file_that_is_not_datelines_is_left_to_audit(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    store.write("events/x.parquet", b"")
    assert sweep(store, coverage(store), ["file:///a"]) == []
    assert store.exists("events/x.parquet")
