import hashlib
import os
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.reading.reading_samples import until_error, values, write, write_raw
from transforms.reading import stream, value
from transforms.reading.records import extent, records, seekable

MIB = 1024 * 1024
ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst")


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    lines=st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"")), max_size=12),
    ends=st.sampled_from([(b"\n", b""), (b"\n", b"\n"), (b"\r\n", b""), (b"\r\n", b"\r\n"), (b"\r\n", b"\n")]),
    cuts=st.lists(st.integers(0, 160), max_size=6),
    block=st.integers(1, 40),
)
@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_ranges_together_give_every_line_once_wherever_they_are_cut(
    ending: str, lines: list[bytes], ends: tuple[bytes, bytes], cuts: list[int], block: int
) -> None:
    data = ends[0].join(lines) + ends[1]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "BLOCK", block)
        file = write(Path(folder) / f"a{ending}", data)
        borders = [0, *sorted(cuts)]
        ranges = [*pairwise(borders), (borders[-1], None)]
        found = [record for first, stop in ranges for record in records(file, first, stop)]
        whole = list(records(file))
    assert found == whole
    assert [(r.position.offset, r.stop, r.value) for r in whole] == split(data)


def split(data: bytes) -> list[tuple[int, int, bytes]]:
    """The plain way to do it, with everything in memory."""
    found, at = [], 0
    for line in data.split(b"\n"):
        stop = min(at + len(line) + 1, len(data))
        if line.removeprefix(b"\xef\xbb\xbf").strip():
            found.append((at, stop, line.removesuffix(b"\r")))
        at = stop
    return found


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_record_knows_its_place_its_size_and_its_hash(tmp_path: Path, ending: str) -> None:
    file = write(tmp_path / f"a{ending}", b'{"a": 1}\r\n\n{"b": 2}')
    first, second = records(file)
    assert (first.position.offset, first.stop, first.value) == (0, 10, b'{"a": 1}')
    assert (second.position.offset, second.stop, second.value) == (11, 19, b'{"b": 2}')
    assert (second.size, second.sha256) == (8, hashlib.sha256(b'{"b": 2}').hexdigest())
    assert second.position.source == file.uri == (tmp_path / f"a{ending}").as_uri()
    assert (second.position.partition, second.timestamp, second.media) == (0, file.modified, "json")


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n \n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n\n"])
def test_blank_lines_are_no_records(tmp_path: Path, data: bytes) -> None:
    assert values(write(tmp_path / "a.jsonl", data)) == []


def test_a_byte_order_mark_belongs_to_the_first_record_which_begins_at_0(tmp_path: Path) -> None:
    (record,) = records(write(tmp_path / "a.jsonl", b"\xef\xbb\xbf{}\n"))
    assert (record.position.offset, record.value) == (0, b"\xef\xbb\xbf{}")


@pytest.mark.parametrize("ending", ENDINGS)
def test_of_a_line_above_16_mib_the_beginning_is_kept_and_all_is_hashed(tmp_path: Path, ending: str) -> None:
    line = b"".join(b"%04d" % number * (MIB // 4) for number in range(18))
    file = write(tmp_path / f"a{ending}", b"{}\n" + line + b"\r\n{}\n")
    _, long, last = records(file)
    assert (long.size, long.sha256) == (len(line), hashlib.sha256(line).hexdigest())
    assert (long.value, long.stop) == (line[: 64 * 1024], 3 + len(line) + 2)
    assert (last.position.offset, last.value) == (long.stop, b"{}")


@pytest.mark.parametrize("size", [16 * MIB - 1, 16 * MIB, 16 * MIB + 1])
def test_the_limit_of_16_mib_is_exact(tmp_path: Path, size: int) -> None:
    (record,) = records(write(tmp_path / "a.jsonl", b"x" * size))
    assert len(record.value or b"") == (size if size <= 16 * MIB else 64 * 1024)
    assert (record.size, record.sha256) == (size, hashlib.sha256(b"x" * size).hexdigest())


def test_a_range_inside_one_long_line_is_not_read_to_that_lines_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "a.jsonl", b"x" * (8 * MIB) + b"\n{}\n")
    asked: list[int] = []
    monkeypatch.setattr(value.GrowingValue, "add", lambda _self, piece: asked.append(len(piece)))
    assert values(file, MIB, 2 * MIB) == []
    assert sum(asked) <= 2 * MIB


def test_what_is_appended_while_reading_is_left_to_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    file = write(path, b"{}\n[]\n")
    with path.open("ab") as opened:
        opened.write(b'{"later": 1}\n')
    assert values(file) == [b"{}", b"[]"]
    assert extent(file) == 6


def test_a_file_that_got_shorter_is_a_source_error(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    file = write(path, b"{}\n" * 10)
    os.truncate(path, 7)
    found, reason = until_error(file)
    assert found == [b"{}", b"{}"]
    assert "23 bytes before its size" in reason


def test_a_file_that_went_away_is_a_source_error_with_the_reason(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", b"{}\n")
    (tmp_path / "a.jsonl").unlink()
    assert until_error(file) == ([], "cannot be read: No such file or directory")


def test_only_plain_lines_can_be_shared_by_workers(tmp_path: Path) -> None:
    files = [write(tmp_path / f"a{ending}", b"{}\n") for ending in (*ENDINGS, ".txt")]
    assert [seekable(file) for file in files] == [True, False, False, False]
    assert [extent(file) for file in files] == [3, None, None, None]


def test_lines_are_read_by_name_of_file_in_any_letter_case(tmp_path: Path) -> None:
    assert values(write_raw(tmp_path / "A.NDJSON", b"{}\n{}\n")) == [b"{}", b"{}"]
