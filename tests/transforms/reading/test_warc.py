import gzip
import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.dead_letter import Refused
from tests.transforms.reading.reading_samples import until_error, write, write_raw
from transforms.parse_article import parse_article
from transforms.reading.errors import SourceError
from transforms.reading.records import records

HTML = b"<html><body><p>Delegates met.</p></body></html>"


def warc(kind: str, body: bytes, content_type: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://paper.example/1\r\n"
        f"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def http(body: bytes, *headers: str, status: str = "200 OK", content_type: str = "text/html; charset=utf-8") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *headers, "", ""]).encode() + body


INFO = warc("warcinfo", b"software: x\r\n", "application/warc-fields")
ARCHIVE = [
    INFO,
    warc("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    warc("response", http(HTML)),
    warc("response", http(gzip.compress(HTML), "Content-Encoding: gzip")),
    warc("response", http(b"2f\r\n" + HTML + b"\r\n0\r\n\r\n", "Transfer-Encoding: chunked")),
    warc("conversion", b"Plain text.", "text/plain"),
    warc("resource", HTML, "text/html"),
    warc("metadata", b"a: b\r\n", "application/warc-fields"),
    warc("revisit", http(b"")),
]
STARTS = [sum(map(len, ARCHIVE[:index])) for index in range(len(ARCHIVE) + 1)]


@pytest.mark.parametrize("ending", [".warc", ".warc.gz", ".warc.zst"])
def test_pages_and_texts_are_records_and_what_describes_them_is_not(tmp_path: Path, ending: str) -> None:
    found = list(records(write(tmp_path / f"a{ending}", b"".join(ARCHIVE))))
    assert [record.value for record in found] == [HTML, HTML, HTML, b"Plain text.", HTML]
    assert [record.media for record in found] == ["html", "html", "html", "text", "html"]
    assert [(record.position.offset, record.stop) for record in found] == list(pairwise(STARTS[2:8]))
    assert found[1].sha256 == hashlib.sha256(HTML).hexdigest()


def test_each_record_may_be_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    packed = b"".join(map(gzip.compress, ARCHIVE))
    members = list(records(write_raw(tmp_path / "a.warc.gz", packed)))
    assert [record.position.offset for record in members] == STARTS[2:7]


def test_the_address_is_declared_and_the_time_of_crawling_is_no_date_of_publication(tmp_path: Path) -> None:
    for record in records(write(tmp_path / "a.warc", b"".join(ARCHIVE))):
        assert record.declared == (("url", "https://paper.example/1"),)


@pytest.mark.parametrize(
    "block",
    [
        http(b"\x89PNG", content_type="image/png"),
        http(HTML, status="404 Not Found"),
        http(b"no gzip", "Content-Encoding: gzip"),
        http(b"zz\r\n", "Transfer-Encoding: chunked"),
        b"",
        b"\xff\xff\r\n\r\n",
    ],
)
def test_what_is_no_page_is_still_a_record(tmp_path: Path, block: bytes) -> None:
    (record,) = records(write(tmp_path / "a.warc", warc("response", block)))
    assert record.media == "binary"


def test_a_compressed_page_that_unpacks_to_more_than_16_mib_stays_packed(tmp_path: Path) -> None:
    block = http(gzip.compress(b"a" * (17 * 1024 * 1024)), "Content-Encoding: gzip")
    (record,) = records(write(tmp_path / "a.warc", warc("response", block)))
    assert (record.media, record.value) == ("binary", block)


def test_a_record_above_16_mib_keeps_its_beginning_and_the_next_one_follows(tmp_path: Path) -> None:
    block = http(b"a" * (17 * 1024 * 1024))
    long, after = records(write(tmp_path / "a.warc.gz", warc("response", block) + warc("response", http(HTML))))
    assert (long.size, long.sha256) == (len(block), hashlib.sha256(block).hexdigest())
    assert long.value == block[: 64 * 1024]
    assert after.value == HTML


@settings(derandomize=True, max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(0, STARTS[-1]), max_size=4))
def test_ranges_together_give_every_record_once(tmp_path_factory: pytest.TempPathFactory, cuts: list[int]) -> None:
    file = write(tmp_path_factory.mktemp("warc") / "a.warc", b"".join(ARCHIVE))
    borders = [0, *sorted(cuts), STARTS[-1]]
    parts = [record for first, stop in pairwise(borders) for record in records(file, first, stop)]
    assert parts == list(records(file))


@pytest.mark.parametrize("cut", [1, 5, 20, 200, 300, 330])
def test_a_truncated_archive_is_an_error_after_its_whole_records(tmp_path: Path, cut: int) -> None:
    whole = warc("response", http(HTML))
    found, reason = until_error(write(tmp_path / "a.warc", whole + whole[:cut]))
    assert found == [HTML] if len(whole) - cut > 4 else [HTML, HTML]
    assert reason if len(whole) - cut > 4 else not reason


@pytest.mark.parametrize(
    "damage",
    [
        b"this is no archive",
        b"\0" * 2_000_000,
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -1\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\nabc",
        b"WARC/1.0\r\n" + b"A: b\r\n" * 400_000,
    ],
)
def test_what_is_no_archive_is_an_error_that_says_where(tmp_path: Path, damage: bytes) -> None:
    found, reason = until_error(write(tmp_path / "a.warc", warc("response", http(HTML)) + damage))
    assert found == [HTML]
    assert "byte" in reason


@settings(derandomize=True, max_examples=150, deadline=None)
@given(at=st.integers(0, STARTS[-1]), damage=st.binary(max_size=6), gone=st.integers(0, 30))
def test_any_damage_gives_records_that_can_be_parsed_or_refused_and_then_a_source_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, damage: bytes, gone: int
) -> None:
    data = b"".join(ARCHIVE)
    file = write(tmp_path_factory.mktemp("warc") / "a.warc", data[:at] + damage + data[at + gone :])
    try:
        for record in records(file):
            parse_article(record)
    except (SourceError, Refused) as error:
        assert str(error)  # noqa: PT017
