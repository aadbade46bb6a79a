from pathlib import Path

import pytest

from transforms.tables.settings import FILE, OutputError, Settings, read_settings, settle
from transforms.tables.storage import storage


def test_the_first_run_settles_the_sizes_and_later_ones_find_them(tmp_path: Path) -> None:
    store = storage(str(tmp_path / "out"))
    settle(store, Settings(2048, 8))
    assert read_settings(store) == Settings(2048, 8)
    settle(store, Settings(2048, 8))


def test_other_sizes_are_refused_and_the_right_ones_are_named(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    settle(store, Settings(2048, 8))
    with pytest.raises(OutputError, match="--chunk-bytes 2048 --chunk-records 8"):
        settle(store, Settings(4096, 8))


def test_a_folder_with_something_else_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(OutputError, match=r"thesis\.docx"):
        settle(storage(str(tmp_path)), Settings())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("left", [f".{FILE}.4194304.tmp", "_dateline/lock", "_dateline/attempts/a-1.json"])
def test_what_a_run_left_that_was_killed_before_it_settled_hinders_no_other(tmp_path: Path, left: str) -> None:
    store = storage(str(tmp_path))
    store.write(left, b"{")
    settle(store, Settings(2048, 8))
    assert read_settings(store) == Settings(2048, 8)


def test_a_folder_that_is_no_output_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no output of dateline"):
        read_settings(storage(str(tmp_path)))


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 1, "chunk_bytes": null, "chunk_records": 1}'])
def test_a_damaged_settings_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(OutputError, match=FILE):
        read_settings(storage(str(tmp_path)))


def test_an_output_of_a_newer_format_asks_for_an_update(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"format": 99}')
    with pytest.raises(OutputError, match="newer dateline"):
        read_settings(storage(str(tmp_path)))


@pytest.mark.parametrize("output", ["file", "file/out", "/proc/out"])
def test_an_output_that_cannot_be_written_is_named_before_anything_starts(tmp_path: Path, output: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match=output):
        settle(storage(str(tmp_path / output)), Settings())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
