"""What holds for every format that holds many articles: the same articles come out, under rules that do not differ."""

import hashlib
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.reading.reading_samples import write
from transforms.parse_article import parse_article
from transforms.reading.find import find
from transforms.reading.records import extent, records, seekable
from transforms.reading.source_file import SourceFile

TEXTS = [f"Report {number}. Delegates met “again” on day {number}.\n\nNothing was decided." for number in range(600)]
URLS = [f"https://paper.example/{number}" for number in range(600)]


def as_lines(path: Path) -> SourceFile:
    lines = (json.dumps({"text": text, "url": url}) for text, url in zip(TEXTS, URLS, strict=True))
    return write(path, "\n".join(lines).encode())


def as_archive(path: Path) -> SourceFile:
    return write(path, b"".join(conversion(url, text.encode()) for text, url in zip(TEXTS, URLS, strict=True)))


def conversion(url: str, body: bytes) -> bytes:
    fields = (
        f"WARC-Type: conversion\r\nWARC-Target-URI: {url}\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}"
    )
    return f"WARC/1.0\r\n{fields}\r\n\r\n".encode() + body + b"\r\n\r\n"


def as_rows(path: Path) -> SourceFile:
    pq.write_table(pa.table({"text": TEXTS, "url": URLS}), path, row_group_size=250)
    return find([str(path)]).files[0]


FORMATS: list[tuple[str, Callable[[Path], SourceFile]]] = [
    ("a.jsonl", as_lines),
    ("a.ndjson.gz", as_lines),
    ("a.jsonl.zst", as_lines),
    ("a.json", as_lines),
    ("a.warc", as_archive),
    ("a.warc.gz", as_archive),
    ("a.parquet", as_rows),
]


@pytest.fixture(params=FORMATS, ids=[name for name, _ in FORMATS])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> SourceFile:
    name, make = request.param
    return make(tmp_path / name)


def test_the_same_articles_come_out(file: SourceFile) -> None:
    articles = [parse_article(record) for record in records(file)]
    assert [(article.text, article.url) for article in articles] == list(zip(TEXTS, URLS, strict=True))
    assert len({article.id for article in articles}) == len(TEXTS)


def test_each_record_begins_where_no_other_one_reaches(file: SourceFile) -> None:
    found = list(records(file))
    assert found[0].position.offset == 0
    assert all(before.position.offset < before.stop <= after.position.offset for before, after in pairwise(found))
    assert extent(file) in (None, found[-1].stop)


def test_each_record_is_dated_by_the_file_and_hashed_by_its_value(file: SourceFile) -> None:
    for record in records(file):
        assert record.value is not None
        assert (record.size, record.sha256) == (len(record.value), hashlib.sha256(record.value).hexdigest())
        assert (record.position.source, record.position.partition) == (file.uri, 0)
        assert record.timestamp == file.modified


@pytest.mark.parametrize("size", [97, 256, 10_000, 1_000_000])
def test_cells_of_any_size_together_hold_every_record_once(file: SourceFile, size: int) -> None:
    found = list(records(file))
    end = found[-1].stop
    starts = range(0, end, size if seekable(file) or end <= len(TEXTS) else max(size, end // 5))
    assert [record for start in starts for record in records(file, start, start + starts.step)] == found


def test_the_last_record_can_be_read_again_by_its_position(file: SourceFile) -> None:
    last = list(records(file))[-1]
    offset = last.position.offset
    assert list(records(file, offset, offset + 1)) == [last]
    assert list(records(file, offset + 1)) == []
