import hashlib
from pathlib import Path

import pytest

from tests.transforms.reading.reading_samples import until_error, values, write, write_raw
from transforms.reading.errors import UsageError
from transforms.reading.records import one_article, records, seekable

MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("name", "media"), [("a.txt", "text"), ("a.txt.gz", "text"), ("a.html", "html"), ("a.htm.zst", "html")]
)
def test_a_text_or_a_page_is_one_record_at_0(tmp_path: Path, name: str, media: str) -> None:
    file = write(tmp_path / name, b"\xef\xbb\xbfone\r\n\r\ntwo\n")
    (record,) = records(file)
    assert one_article(file)
    assert (record.position.offset, record.stop, record.media) == (0, 14, media)
    assert (record.value, record.size) == (b"\xef\xbb\xbfone\r\n\r\ntwo\n", 14)
    assert list(records(file, 0, 1)) == [record]
    assert list(records(file, 1)) == []


def test_an_empty_file_is_a_record_too(tmp_path: Path) -> None:
    (record,) = records(write(tmp_path / "a.txt", b""))
    assert (record.value, record.stop, record.size) == (b"", 1, 0)


def test_a_page_above_16_mib_keeps_its_beginning(tmp_path: Path) -> None:
    data = b"<p>" * (6 * MIB)
    (record,) = records(write(tmp_path / "a.html.gz", data))
    assert (record.size, record.stop, record.sha256) == (len(data), len(data), hashlib.sha256(data).hexdigest())
    assert record.value == data[: 64 * 1024]


def test_a_truncated_file_is_no_record(tmp_path: Path) -> None:
    packed = Path(write(tmp_path / "a.txt.gz", b"some text").path).read_bytes()
    found, reason = until_error(write_raw(tmp_path / "a.txt.gz", packed[:-5]))
    assert (found, "cut off" in reason) == ([], True)


@pytest.mark.parametrize("ending", [".json", ".json.gz"])
@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', 2),
        (b'\xef\xbb\xbf\n {"text": "a"}\r\n\r\n{"text": "b"}', 2),
        (b'{"text": "a"}', 1),
        (b'{\n  "text": "a"\n}\n', 1),
        (b'{"text":\n"a"}\n', 1),
        (b"no json\nat all\n", 1),
        (b"", 1),
    ],
)
def test_a_json_file_holds_one_object_a_line_or_one_over_several(
    tmp_path: Path, ending: str, data: bytes, count: int
) -> None:
    assert len(values(write(tmp_path / f"a{ending}", data))) == count


def test_a_json_file_of_lines_is_read_as_such_by_several_workers(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", b"{}\n{}\n")
    assert (file.layout, seekable(file), one_article(file)) == ("lines", True, False)


def test_a_json_file_of_one_object_is_one_article_and_packed_with_others(tmp_path: Path) -> None:
    assert one_article(write(tmp_path / "a.json", b'\n{"text": "a"}\r\n\n'))


@pytest.mark.parametrize("data", [b"[]", b'\xef\xbb\xbf \n[\n{"text": "a"}]'])
def test_a_json_array_is_refused_with_the_way_out(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UsageError, match="is a JSON array; write one object a line: jq"):
        write(tmp_path / "a.json", data)


def test_a_json_file_that_cannot_be_read_is_a_source_error_of_the_reading(tmp_path: Path) -> None:
    assert until_error(write_raw(tmp_path / "a.json.gz", b"no gzip"))[1]
