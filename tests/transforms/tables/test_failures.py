from pathlib import Path

from transforms.tables.failures import clear_failures, failures, note_failure
from transforms.tables.storage import storage


def test_a_failure_is_known_until_its_source_is_read_again(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    note_failure(store, "file:///a", "cut off")
    note_failure(store, "file:///b#2", "cut off")
    clear_failures(store, ["file:///b"])
    assert list(failures(store)) == [("file:///a", "cut off")]
