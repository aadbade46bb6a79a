import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.tables.chunk import Chunk, cell, ingest_date, pack_source

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


@settings(derandomize=True, max_examples=50)
@given(st.integers(0, 10**12), st.integers(1, 10**7))
def test_every_offset_lies_in_exactly_one_cell(offset: int, size: int) -> None:
    start, stop = cell(offset, size)
    assert start <= offset < stop == start + size
    assert start % size == 0


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (NOON, "2024-05-01"),
        (dt.datetime(2024, 5, 1, 23, tzinfo=dt.timezone(dt.timedelta(hours=-5))), "2024-05-02"),
        (dt.datetime(1970, 1, 1, tzinfo=dt.UTC), "1970-01-01"),
        (dt.datetime(1971, 6, 1, tzinfo=dt.UTC), "1970-01-01"),
        (dt.datetime(1989, 12, 31, 23, tzinfo=dt.UTC), "1970-01-01"),
        (dt.datetime(1990, 1, 1, tzinfo=dt.UTC), "1990-01-01"),
        (dt.datetime(2099, 12, 31, 23, tzinfo=dt.UTC), "2099-12-31"),
        (dt.datetime(2100, 1, 1, tzinfo=dt.UTC), "1970-01-01"),
        (dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-12))), "1970-01-01"),
    ],
)
def test_an_unset_or_absurd_time_is_the_first_of_january_1970(moment: dt.datetime, day: str) -> None:
    assert ingest_date(moment).isoformat() == day


def test_a_chunk_has_one_name_in_every_table_and_another_for_every_source_partition_and_start() -> None:
    one = Chunk("file:///news/a.jsonl", 0, 0, 10, NOON)
    assert one.file("events").rpartition("/")[2] == one.file("articles").rpartition("/")[2] == one.name
    others = [one._replace(source="file:///other/a.jsonl"), one._replace(partition=1), one._replace(start=10)]
    assert len({one.name, *(other.name for other in others)}) == 4


@pytest.mark.parametrize("source", ["kafka://id/../../etc", "file:///a b/%00'\"", "kafka://x/" + "t" * 300, "pack:"])
def test_a_hostile_source_never_leaves_the_folder_of_its_table(source: str) -> None:
    name = Chunk(source, 0, 0, 10, NOON).name
    assert "/" not in name
    assert ".." not in name
    assert len(name) < 120


def test_a_pack_is_named_by_its_files() -> None:
    assert pack_source(["a", "b"]) != pack_source(["ab"]) != pack_source(["b", "a"])
