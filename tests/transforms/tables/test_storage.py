from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from transforms.tables.storage import storage, writer


def test_threads_that_write_one_file_leave_it_as_one_of_them_wrote_it(tmp_path: Path) -> None:
    store, contents = storage(str(tmp_path)), [bytes([n]) * 1000 for n in range(64)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda content: store.write("folder/file", content), contents))
    assert store.read("folder/file") in contents
    assert [file.name for file in (tmp_path / "folder").iterdir()] == ["file"]


def test_what_is_unfinished_says_whose_it_is() -> None:
    assert writer("events/.part.parquet.0a1b2c3d.4711.tmp") == 4711
    assert writer("events/part.0a1b2c3d.4711.parquet") is None
