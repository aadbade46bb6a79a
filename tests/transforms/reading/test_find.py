import datetime as dt
import gzip
import os
from pathlib import Path

import pytest
import zstandard

from transforms.reading.errors import UsageError
from transforms.reading.find import find


def names(folder: Path, *sources: str) -> list[str]:
    return [os.path.relpath(file.path, folder) for file in find([str(folder / source) for source in sources]).files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.jsonl", "a.txt", "sub/c.html.gz", "sub/deep/d.TXT", "notes.md", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def test_a_folder_stands_for_all_known_files_below_it_in_order(folder: Path) -> None:
    assert names(folder, "") == ["a.txt", "b.jsonl", "sub/c.html.gz", "sub/deep/d.TXT"]


def test_what_a_folder_holds_beside_is_named(folder: Path) -> None:
    skipped = find([str(folder)]).skipped
    assert [os.path.relpath(path, folder) for path in skipped] == [".git", ".hidden.txt", "notes.md"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.jsonl", ["b.jsonl"]),
        ("**/*.TXT", ["sub/deep/d.TXT"]),
        ("*", ["a.txt", "b.jsonl", "sub/c.html.gz", "sub/deep/d.TXT"]),
        ("[ab].*", ["a.txt", "b.jsonl"]),
        ("su?", ["sub/c.html.gz", "sub/deep/d.TXT"]),
    ],
)
def test_a_pattern_stands_for_its_hits(folder: Path, pattern: str, found: list[str]) -> None:
    assert names(folder, pattern) == found


def test_a_file_is_listed_once_and_sources_keep_their_order(folder: Path) -> None:
    assert names(folder, "b.jsonl", "*", "sub/../b.jsonl") == ["b.jsonl", "a.txt", "sub/c.html.gz", "sub/deep/d.TXT"]


def test_links_may_go_round_in_circles(folder: Path) -> None:
    (folder / "sub" / "round").symlink_to(folder)
    (folder / "sub" / "self").symlink_to("self")
    assert names(folder, "") == ["a.txt", "b.jsonl", "sub/c.html.gz", "sub/deep/d.TXT"]


def test_a_link_is_a_name_of_its_own_unless_its_file_is_listed_too(folder: Path) -> None:
    (folder / "0.txt").symlink_to("a.txt")
    assert names(folder, "0.txt") == ["0.txt"]
    assert "0.txt" not in names(folder, "")


def test_a_file_uri_names_the_same_source_as_its_path(tmp_path: Path) -> None:
    path = tmp_path / "été 1 #2?.txt"
    path.write_text("x")
    (by_path,) = find([str(path)]).files
    assert by_path.uri == path.as_uri()
    assert find([by_path.uri, by_path.uri.replace("file:///", "file://localhost/")]).files == (by_path,)


def test_a_name_may_hold_the_signs_of_a_pattern_and_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    for raw in (b"a[1]*.txt", b"\xff\xfe.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).write_text("x")
    assert names(tmp_path, "a[1]*.txt") == ["a[1]*.txt"]
    assert [file.uri.rpartition("/")[2] for file in find([str(tmp_path)]).files] == ["a%5B1%5D%2A.txt", "%FF%FE.txt"]


def test_a_file_knows_its_size_and_when_it_was_changed_to_the_microsecond(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("four")
    os.utime(path, ns=(0, 1_700_000_000_123_456_789))
    (file,) = find([str(path)]).files
    assert (file.size, file.mtime_ns) == (4, 1_700_000_000_123_456_789)
    assert file.modified == dt.datetime(2023, 11, 14, 22, 13, 20, 123456, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.txt", "does not exist"),
        ("*.warc", "no file to read matches"),
        ("notes.md", "does not know this ending"),
        ("*.md", "no file to read matches .*left aside: .*notes.md"),
        ("empty", "has no file to read"),
        ("pipe.txt", "is not a regular file"),
        ("a.parquet.gz", "does not know this ending"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(folder: Path, source: str, message: str) -> None:
    (folder / "empty").mkdir()
    (folder / "a.parquet.gz").write_text("x")
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(UsageError, match=message):
        find([str(folder / source)])


def test_other_machines_and_protocols_are_refused(tmp_path: Path) -> None:
    for source in ("file://host/a.txt", "https://example.org/a.txt", "s3://bucket/a.txt", "file://"):
        with pytest.raises(UsageError, match="this machine"):
            find([source])


@pytest.mark.parametrize("source", ["", "file:///a%00b.txt"])
def test_an_empty_source_is_refused_and_not_the_folder_that_one_stands_in(source: str) -> None:
    with pytest.raises(UsageError, match="empty or holds a NUL"):
        find([source])


def test_lines_that_are_compressed_under_a_plain_name_are_refused_with_the_right_name(tmp_path: Path) -> None:
    for ending, packed in {"gz": gzip.compress(b"{}\n"), "zst": zstandard.compress(b"{}\n")}.items():
        (tmp_path / "a.jsonl").write_bytes(packed)
        with pytest.raises(UsageError, match=f"rename it to end in .{ending}"):
            find([str(tmp_path)])


def test_lines_that_only_begin_like_a_compressed_stream_are_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\x1f\x8b\x08 not gzip\n{}\n")
    assert len(find([str(tmp_path)]).files) == 1


def test_ten_thousand_small_files_are_found_in_a_second_or_two(tmp_path: Path) -> None:
    for number in range(10_000):
        os.close(os.open(tmp_path / f"{number:05}.txt", os.O_CREAT))
    assert len(find([str(tmp_path)]).files) == 10_000


def test_an_output_that_lies_in_a_folder_is_left_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("An article.")
    output = tmp_path / "events"
    (output / "articles").mkdir(parents=True)
    (output / "_dateline.json").write_text("{}")
    (output / "articles" / "b.txt").write_text("No article.")
    found = find([str(tmp_path)])
    assert ([file.path for file in found.files], found.skipped) == ([str(tmp_path / "a.txt")], (str(output),))
