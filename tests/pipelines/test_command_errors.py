"""What cannot be started ends with 2 and one line that says why, and nothing is touched."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.tables.lock import lock_sources
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import storage

ARTICLE = json.dumps({"text": "Ministers met."}) + "\n"
Case = Callable[[Path], tuple[list[str], str]]


def dateline(*arguments: str | Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [Path(sys.executable).with_name("dateline"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, timeout=300)


def an_empty_folder(folder: Path) -> tuple[list[str], str]:
    (folder / "empty").mkdir()
    return ["run", "empty", "--output", "out"], "empty"


def a_pattern_without_a_match(folder: Path) -> tuple[list[str], str]:
    return ["run", "*.warc", "--output", "out"], "*.warc"


def a_file_that_is_not_there(folder: Path) -> tuple[list[str], str]:
    return ["run", "b.jsonl", "--output", "out"], "b.jsonl"


def an_output_that_holds_something_else(folder: Path) -> tuple[list[str], str]:
    (folder / "out").mkdir()
    (folder / "out" / "thesis.txt").write_text("mine")
    return ["run", "a.jsonl", "--output", "out"], "thesis.txt"


def a_file_where_the_output_should_be(folder: Path) -> tuple[list[str], str]:
    (folder / "out").write_text("mine")
    return ["run", "a.jsonl", "--output", "out"], "out"


def a_file_on_the_way_to_the_output(folder: Path) -> tuple[list[str], str]:
    (folder / "file").write_text("mine")
    return ["run", "a.jsonl", "--output", "file/out"], "file"


def a_disk_without_write_access(folder: Path) -> tuple[list[str], str]:
    return ["run", "a.jsonl", "--output", "/proc/out"], "/proc/out"


def an_unknown_option(folder: Path) -> tuple[list[str], str]:
    return ["run", "a.jsonl", "--output", "out", "--wokers", "2"], "--wokers"


def an_unknown_flag_of_beam(folder: Path) -> tuple[list[str], str]:
    return ["run", "a.jsonl", "--output", "out", "--", "--no_such_flag=1"], "no_such_flag"


def chunks_of_another_size(folder: Path) -> tuple[list[str], str]:
    settle(storage(str(folder / "out")), Settings(chunk_bytes=4096))
    return ["run", "a.jsonl", "--output", "out", "--chunk-bytes", "8192"], "4096"


def a_date_that_does_not_exist(folder: Path) -> tuple[list[str], str]:
    return ["run", "a.jsonl", "--output", "out", "--published", "2024-02-30"], "2024-02-30"


def a_broken_lexicon(folder: Path) -> tuple[list[str], str]:
    (folder / "own").mkdir()
    (folder / "own" / "verbs.tsv").write_text("zonk\tobj\tASSAULTS\t\t190\t1\nzonk\tobj\tASSAULT\t\t190\t7\n")
    return ["run", "a.jsonl", "--output", "out", "--lexicon", "own"], "verbs.tsv:2: weight 7 is not between 0 and 1"


CASES: list[Case] = [
    a_broken_lexicon,
    an_empty_folder,
    a_pattern_without_a_match,
    a_file_that_is_not_there,
    an_output_that_holds_something_else,
    a_file_where_the_output_should_be,
    a_file_on_the_way_to_the_output,
    a_disk_without_write_access,
    an_unknown_option,
    an_unknown_flag_of_beam,
    chunks_of_another_size,
    a_date_that_does_not_exist,
]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_it_ends_with_2_says_why_and_touches_nothing(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(ARTICLE)
    arguments, said = case(tmp_path)
    before = {path: path.read_bytes() if path.is_file() else b"" for path in tmp_path.rglob("*")}
    ended = dateline(*arguments, folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert {path: path.read_bytes() if path.is_file() else b"" for path in tmp_path.rglob("*")} == before


@pytest.mark.slow
def test_a_second_run_of_a_source_into_an_output_is_refused_while_one_is_alive(tmp_path: Path) -> None:
    source, store = tmp_path / "a.jsonl", storage(str(tmp_path / "out"))
    source.write_text(ARTICLE)
    settle(store, Settings())
    lock_sources(store, [source.as_uri()])
    ended = dateline("run", source, "--output", "out", folder=tmp_path)
    assert ended.returncode == 2
    assert "another run" in ended.stderr
    assert os.listdir(tmp_path / "out" / "_dateline") == ["lock"]
