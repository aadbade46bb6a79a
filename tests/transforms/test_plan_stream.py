"""A stream begins where a drain would, and never ends."""

import datetime as dt
from typing import Any

import pytest

from schemas.gap import Gap
from transforms import plan_topics as planning
from transforms.plan_stream import Stretch, beyond, read_stretch, stretches
from transforms.plan_topics import plan_topics
from transforms.reading.topics.access import Access
from transforms.reading.topics.survey import Extent, TopicPartition
from transforms.tables.chunk import Chunk, Covered
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage
from transforms.tables.settings import Settings

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
URI = "kafka://c/news"


def extent(end: int, partition: int = 0, beginning: int = 0) -> Extent:
    return Extent(TopicPartition(Access(("localhost:1",)), "c", "news", partition), beginning, end, beginning)


def commit(start: int, reach: int, stop: int, partition: int = 0) -> tuple[str, Commit]:
    chunk = Chunk(URI, partition, start, stop, NOON)
    return "", Commit(chunk, (Covered(URI, partition, start, reach),), "", {}, evaluated=True, versions={})


def plan(extents: list[Extent], commits: Any, gaps: tuple[Gap, ...] = ()) -> list[tuple[int, int, int | None, bool]]:
    held = Coverage(tuple(commits), gaps)
    readings = plan_topics(beyond(extents), held, Settings(chunk_records=8)).readings
    return [(s.partition, s.first, s.stop, s.began == NOON) for s in stretches(readings, beyond(extents), "out")]


@pytest.fixture(autouse=True)
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "fetch", lambda *_: iter(()))
    monkeypatch.setattr(planning, "compacted", lambda _: True)


@pytest.mark.parametrize(
    ("end", "commits", "expected"),
    [
        (0, [], [(0, 0, None, False)]),
        (1000, [], [(0, 0, None, False)]),
        (16, [commit(0, 8, 8), commit(8, 16, 16)], [(0, 16, None, False)]),
        (20, [commit(0, 8, 8), commit(8, 16, 16)], [(0, 16, None, False)]),
        (12, [commit(0, 8, 8), commit(8, 12, 16)], [(0, 8, None, True)]),
        (99, [commit(0, 8, 8), commit(8, 12, 16)], [(0, 8, None, True)]),
        (24, [commit(0, 8, 8), commit(16, 24, 24)], [(0, 8, 16, False), (0, 24, None, False)]),
    ],
    ids=["empty", "new", "whole", "behind", "open", "open and behind", "hole"],
)
def test_a_stream_begins_at_the_first_chunk_that_is_not_complete(end: int, commits: Any, expected: Any) -> None:
    assert plan([extent(end)], commits) == expected


def test_each_partition_has_a_stretch_without_end() -> None:
    assert plan([extent(8, 0), extent(3, 1)], [commit(0, 8, 8)]) == [(0, 8, None, False), (1, 0, None, False)]


def test_what_is_known_to_be_gone_is_not_read() -> None:
    assert plan([extent(20, beginning=13)], [], (Gap(URI, 0, 0, 13, "before_start"),)) == [(0, 13, None, False)]


def test_a_stretch_is_the_same_after_it_was_text() -> None:
    stretch = Stretch("out", URI, 3, 256, None, NOON.isoformat())
    assert read_stretch(stretch.text()) == stretch
    assert stretch.began == NOON
