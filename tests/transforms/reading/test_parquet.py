import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.reading.reading_samples import until_error, values, write_raw
from transforms.reading.errors import UsageError
from transforms.reading.find import find
from transforms.reading.records import extent, records
from transforms.reading.source_file import SourceFile


def parquet(path: Path, columns: dict[str, Any], **options: Any) -> SourceFile:
    pq.write_table(pa.table(columns), path, **options)
    return find([str(path)]).files[0]


def test_a_row_is_an_article_by_the_names_of_its_columns(tmp_path: Path) -> None:
    instant = dt.datetime(2024, 5, 1, 11, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    columns = {
        "text": ["Été.", "Two"],
        "published_at": pa.array([instant, None], pa.timestamp("ns", "Europe/Paris")),
        "id": ["a", "b"],
    }
    first, second = records(parquet(tmp_path / "a.parquet", columns))
    assert first.value == '{"id":"a","published_at":"2024-05-01T09:30:00+00:00","text":"Été."}'.encode()
    assert (first.position.offset, first.stop, first.media, first.size) == (0, 1, "json", len(first.value or b""))
    assert (second.position.offset, second.stop) == (1, 2)
    assert json.loads(second.value or b"")["published_at"] is None


def test_a_time_without_a_zone_stays_without_one(tmp_path: Path) -> None:
    columns = {"text": ["x"], "published_at": pa.array([dt.datetime(2024, 5, 1)], pa.timestamp("us"))}  # noqa: DTZ001
    (value,) = values(parquet(tmp_path / "a.parquet", columns))
    assert json.loads(value or b"")["published_at"] == "2024-05-01T00:00:00"


def test_what_json_has_no_word_for_is_written_all_the_same(tmp_path: Path) -> None:
    columns = {
        "text": ["x"],
        "nan": [float("nan")],
        "raw": [b"\xff"],
        "day": [dt.date(2024, 5, 1)],
        "far": pa.array([2**62], pa.timestamp("us", "UTC")),
        "list": [[1, 2]],
    }
    (value,) = values(parquet(tmp_path / "a.parquet", columns))
    found = json.loads(value or b"")
    assert (found["nan"], found["raw"], found["day"]) == (None, {"base64": "/w=="}, "2024-05-01")
    assert found["far"] == "4611686018427387904 microseconds since 1970"


def test_text_may_be_stored_as_bytes_or_in_a_dictionary(tmp_path: Path) -> None:
    columns = {
        "text": ["Été.".encode()],
        "id": pa.array(["a"]).dictionary_encode(),
        "url": pa.array(["u"], "large_string"),
    }
    (value,) = values(parquet(tmp_path / "a.parquet", columns))
    assert json.loads(value or b"") == {"text": "Été.", "id": "a", "url": "u"}


def test_a_text_that_is_no_utf8_spoils_only_its_row(tmp_path: Path) -> None:
    bad = pa.StringArray.from_buffers(2, pa.py_buffer(b"\0\0\0\0\2\0\0\0\4\0\0\0"), pa.py_buffer(b"\xff\xfeok"))
    first, second = values(parquet(tmp_path / "a.parquet", {"text": bad}))
    assert json.loads(first or b"") == {"text": {"base64": "//4="}}
    assert json.loads(second or b"") == {"text": "ok"}


def test_a_zone_that_this_machine_does_not_know_needs_no_table_of_zones(tmp_path: Path) -> None:
    columns = {"text": ["x"], "published_at": pa.array([0], pa.timestamp("ms", "Mars/Olympus"))}
    (value,) = values(parquet(tmp_path / "a.parquet", columns))
    assert json.loads(value or b"")["published_at"] == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize("border", [0, 1, 255, 256, 299, 300, 511, 999, 1000, 2000])
def test_ranges_of_rows_together_give_every_row_once(tmp_path: Path, border: int) -> None:
    file = parquet(tmp_path / "a.parquet", {"text": [str(row) for row in range(1000)]}, row_group_size=300)
    assert [*records(file, 0, border), *records(file, border, None)] == list(records(file))
    assert [record.position.offset for record in records(file)] == list(range(1000))
    wanted = list(range(1000))[border : border + 3]
    assert [record.position.offset for record in records(file, border, border + 3)] == wanted
    assert extent(file) == 1000


def test_a_file_without_a_text_column_is_refused_with_the_columns_that_it_has(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no column named text; it has body, id"):
        parquet(tmp_path / "a.parquet", {"body": ["x"], "id": ["y"]})


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"PAR1 nonsense PAR1"])
def test_a_damaged_file_is_a_source_error(tmp_path: Path, damage: bytes) -> None:
    found, reason = until_error(write_raw(tmp_path / "a.parquet", damage))
    assert found == []
    assert "cannot be read as Parquet" in reason


def test_rows_before_a_damaged_page_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet(path, {"text": [f"row {row}" for row in range(4000)]}, row_group_size=1000, compression="none")
    data = bytearray(path.read_bytes())
    middle = pq.read_metadata(path).row_group(2).column(0)
    start = middle.dictionary_page_offset or middle.data_page_offset
    data[start : start + 200] = b"\xff" * 200
    found, reason = until_error(write_raw(path, bytes(data)))
    assert len(found) >= 1792
    assert reason
