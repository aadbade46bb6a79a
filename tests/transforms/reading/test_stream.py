import gzip
import os
import tracemalloc
from pathlib import Path

import pytest
import zstandard

from tests.transforms.reading.reading_samples import until_error, values, write, write_raw
from transforms.reading import stream

MIB = 1024 * 1024
LINES = [b'{"n": %d, "noise": "%s"}' % (number, os.urandom(0).hex().encode()) for number in range(2000)]
DATA = b"\n".join(LINES) + b"\n"


@pytest.mark.parametrize("twentieth", range(20))
@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_of_a_truncated_stream_the_whole_lines_are_kept_and_the_rest_is_an_error(
    tmp_path: Path, ending: str, twentieth: int
) -> None:
    packed = gzip.compress(DATA, mtime=0) if ending == ".gz" else zstandard.compress(DATA)
    found, reason = until_error(write_raw(tmp_path / f"a.jsonl{ending}", packed[: len(packed) * twentieth // 20]))
    assert found == LINES[: len(found)]
    assert len(found) < len(LINES)
    assert "cut off" in reason


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_members_that_follow_each_other_are_one_stream(tmp_path: Path, ending: str) -> None:
    parts = [b'{"a": 1}\n{"b', b'": 2}\n', b"", b"{}\n"]
    packed = b"".join(gzip.compress(p) if ending == ".gz" else zstandard.compress(p) for p in parts)
    assert values(write_raw(tmp_path / f"a.jsonl{ending}", packed)) == [b'{"a": 1}', b'{"b": 2}', b"{}"]


def test_zeros_between_gzip_members_are_padding(tmp_path: Path) -> None:
    packed = gzip.compress(b"{}\n") + b"\0" * 512 + gzip.compress(b"[]\n") + b"\0" * 512
    assert values(write_raw(tmp_path / "a.jsonl.gz", packed)) == [b"{}", b"[]"]


def test_a_zstd_frame_to_skip_is_skipped(tmp_path: Path) -> None:
    skippable = b"\x50\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"hello"
    packed = skippable + zstandard.compress(b"{}\n") + skippable
    assert values(write_raw(tmp_path / "a.jsonl.zst", packed)) == [b"{}"]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
@pytest.mark.parametrize("tail", [b"hello, world", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd\x00"])
def test_what_follows_the_stream_and_is_none_is_an_error_after_all_lines(
    tmp_path: Path, ending: str, tail: bytes
) -> None:
    packed = (gzip.compress(DATA) if ending == ".gz" else zstandard.compress(DATA)) + tail
    found, reason = until_error(write_raw(tmp_path / f"a.jsonl{ending}", packed))
    assert found == LINES
    assert reason


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_a_changed_byte_is_an_error_and_no_changed_line_gets_out_as_the_last(tmp_path: Path, ending: str) -> None:
    file = write(tmp_path / f"a.jsonl{ending}", DATA)
    packed = bytearray(Path(file.path).read_bytes())
    packed[-3] ^= 0xFF
    found, reason = until_error(write_raw(Path(file.path), bytes(packed)))
    assert found == LINES[: len(found)]
    assert "damaged" in reason


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_an_empty_file_is_no_compressed_stream(tmp_path: Path, ending: str) -> None:
    found, reason = until_error(write_raw(tmp_path / f"a.jsonl{ending}", b""))
    assert found == []
    assert "cut off" in reason


def zstd_bomb() -> bytes:
    """A frame of 32 GiB of zeros in 1 MiB: a block of a repeated byte takes four bytes."""
    block = ((128 * 1024) << 3 | 1 << 1).to_bytes(3, "little") + b"a"
    return b"\x28\xb5\x2f\xfd" + b"\x00\x58" + block * (256 * 1024)


def gzip_bomb() -> bytes:
    return gzip.compress(b"{}\n" + b"a" * (96 * MIB))


@pytest.mark.parametrize(("ending", "bomb"), [(".zst", zstd_bomb), (".gz", gzip_bomb)])
def test_a_bomb_is_an_error_and_does_not_fill_the_memory(tmp_path: Path, ending: str, bomb: object) -> None:
    assert callable(bomb)
    file = write_raw(tmp_path / f"a.jsonl{ending}", bomb())
    tracemalloc.start()
    found, reason = until_error(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ([b"{}"] if ending == ".gz" else [])
    assert "bomb" in reason
    assert peak < 128 * MIB


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_one_article_under_many_ids_is_no_bomb(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "BOMB_BYTES", 1024 * 1024)
    words = " ".join(str(number * number) for number in range(500))
    data = b"".join(b'{"id": "%d", "text": "%s"}\n' % (number, words.encode()) for number in range(2000))
    file = write(tmp_path / f"a.jsonl{ending}", data)
    assert sum(map(len, stream.blocks(file))) == len(data) > 100 * file.size


def test_an_error_of_the_disk_names_the_file_and_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "a.jsonl", b"{}\n")

    def refuse(*_: object) -> object:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("builtins.open", refuse)
    assert until_error(file) == ([], "cannot be read: Input/output error")
