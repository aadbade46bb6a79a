"""Stretches are read to their end and nothing beyond; partitions that are added are found. The broker is a list."""

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that

from schemas.gap import Gap
from schemas.position import Position
from schemas.record import Record
from transforms import poll_topics, watch_partitions
from transforms.plan_stream import Stretch, read_stretch
from transforms.poll_topics import PollTopics
from transforms.reading.errors import UsageError
from transforms.reading.topics.access import Access
from transforms.reading.topics.follow import Polled
from transforms.reading.topics.survey import Extent, TopicPartition
from transforms.stream_topic import StreamTopic
from transforms.tables.coverage import coverage
from transforms.tables.settings import OutputError, Settings, settle
from transforms.tables.storage import storage

URI, NOON = "kafka://c/news", dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
TOPICS = {URI: StreamTopic(("localhost:1",), None, "c", "news")}


def broker_of(held: set[int], end: int) -> Any:
    """Return what follows a partition that holds records at some offsets; nothing comes at every third question."""
    questions = iter(range(1_000_000))

    def follow(place: TopicPartition, at: int, most: int) -> Polled:
        if next(questions) % 3 == 1:
            return Polled((), at, end)
        offsets = [offset for offset in range(at, end) if offset in held][:most]
        stop = offsets[-1] + 1 if len(offsets) == most else end
        position = [Position(place.uri, place.partition, offset) for offset in offsets]
        return Polled(tuple(Record(p, p.offset + 1, b"", "json", NOON, 0, "") for p in position), stop, end)

    return follow


def polled(stretch: Stretch, output: str, check: Any) -> None:
    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        assert_that(
            pipeline | beam.Create([stretch.text()]) | PollTopics(TOPICS, output, "2024-05-01T00:00:00Z"), check
        )


@pytest.fixture
def output(tmp_path: Path) -> str:
    settle(storage(str(tmp_path)), Settings(chunk_records=8))
    return str(tmp_path)


def test_a_stretch_is_read_to_its_end_whatever_holes_it_has(output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held = {n for n in range(300) if n % 7 and not 100 < n < 130}
    monkeypatch.setattr(poll_topics, "follow", broker_of(held, 300))

    def check(batches: Any) -> None:
        ranges = sorted(batch.covers[0][2:4] for batch in batches)
        assert (ranges[0][0], ranges[-1][1]) == (3, 205)
        assert all(one[1] == other[0] for one, other in pairwise(ranges))
        found = sorted(record.position.offset for batch in batches for record in batch.records)
        assert found == sorted(n for n in held if 3 <= n < 205)
        assert all(r.declared == (("published_at", "2024-05-01T00:00:00Z"),) for b in batches for r in b.records)

    polled(Stretch(output, URI, 0, 3, 205), output, check)


def test_a_checkpoint_of_another_output_is_refused(output: str) -> None:
    stream = poll_topics._PollTopicsDoFn(TOPICS, output, None)
    with pytest.raises(OutputError, match="start from the tables"):
        stream._stretch(Stretch("/elsewhere", URI, 0, 3).text())


def test_partitions_are_planned_or_added_and_none_twice(output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = (Stretch(output, URI, 0, 0, 8), Stretch(output, URI, 0, 16), Stretch(output, URI, 1, 0))
    there = [Extent(TopicPartition(Access(()), "c", "news", n), 5 * (n == 3), 9, 0) for n in range(4)]
    monkeypatch.setattr(watch_partitions, "survey", lambda *_: there)
    watch = watch_partitions._WatchPartitionsDoFn(TOPICS, planned, output)
    found = [(number, [stretch.first for stretch in some]) for number, some in watch._partitions(URI, 0)]
    assert found == [(0, [0, 16]), (1, [0]), (2, [0]), (3, [5])]
    assert coverage(storage(output)).gaps == (Gap(URI, 3, 0, 5, "before_start"),)
    assert list(watch._partitions(URI, 4)) == []


def test_a_broker_that_is_away_adds_no_partition(output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> Any:
        raise UsageError("no broker answers")

    monkeypatch.setattr(watch_partitions, "survey", away)
    assert list(watch_partitions._WatchPartitionsDoFn(TOPICS, (), output)._partitions(URI, 4)) == []


def test_no_secret_goes_with_the_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "kafka.properties"
    config.write_text("security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.username=me\n")
    monkeypatch.setenv("DATELINE_KAFKA_SASL_PASSWORD", "hunter2")
    topic = StreamTopic(("a:1",), str(config), "c", "news")
    assert "hunter2" not in json.dumps(topic)
    assert topic.place(3).access.options()["sasl_plain_password"] == "hunter2"
    assert read_stretch(Stretch("o", URI, 1, 0).text()).partition == 1
