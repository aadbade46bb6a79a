"""Stretches are read to their end and nothing beyond; partitions that are added are found. The broker is a list."""

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from schemas.gap import Gap
from schemas.position import Position
from schemas.record import Record
from transforms import poll_topics, watch_partitions
from transforms.batch import RecordBatch
from transforms.cut_batches import Mark
from transforms.plan_stream import Stretch, read_stretch
from transforms.reading.errors import UsageError
from transforms.reading.topics.access import Access
from transforms.reading.topics.follow import Polled
from transforms.reading.topics.survey import Extent, TopicPartition
from transforms.spread_keys import spread_key
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


class Kept:
    """Where a key's state and timer are kept."""

    def __init__(self) -> None:
        self.value: Any = None
        self.times: list[float] = []

    def read(self) -> Any:
        return self.value

    def write(self, value: Any) -> None:
        self.value = value

    def set(self, when: float) -> None:
        self.times.append(when)


def polled(stretch: Stretch, output: str) -> list[RecordBatch]:
    """Return what comes of a stretch until its timer is not set any more."""
    stream, kept = poll_topics._PollTopicsDoFn(TOPICS, output, "2024-05-01T00:00:00Z"), Kept()
    stream.setup()
    stream.process(keyed := spread_key(stretch.text()), kept)
    found: list[RecordBatch] = []
    while kept.times:
        kept.times.clear()
        found += stream.on_ask(keyed[0], kept, kept)
    return found


@pytest.fixture
def output(tmp_path: Path) -> str:
    settle(storage(str(tmp_path)), Settings(chunk_records=8))
    return str(tmp_path)


def test_a_stretch_is_read_to_its_end_whatever_holes_it_has(output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    held = {n for n in range(300) if n % 7 and not 100 < n < 130}
    monkeypatch.setattr(poll_topics, "follow", broker_of(held, 300))
    batches = polled(Stretch(output, URI, 0, 3, 205), output)
    ranges = [batch.covers[0][2:4] for batch in batches]
    assert (ranges[0][0], ranges[-1][1]) == (3, 205)
    assert all(one[1] == other[0] for one, other in pairwise(ranges))
    assert [r.position.offset for batch in batches for r in batch.records] == sorted(n for n in held if 3 <= n < 205)
    assert all(r.declared == (("published_at", "2024-05-01T00:00:00Z"),) for b in batches for r in b.records)


def test_one_call_takes_little_and_asks_for_more_soon_if_there_was_something(
    output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll_topics, "follow", broker_of(set(range(100)), 100))
    stream, kept = poll_topics._PollTopicsDoFn(TOPICS, output, None), Kept()
    key, _ = spread_key(Stretch(output, URI, 0, 0).text())
    stream.setup()
    calls = [len(list(stream.on_ask(key, kept, kept))) for _ in range(3)]
    assert calls == [2, 0, 2]  # at the second question nothing comes
    assert kept.value == Mark(sum(calls) * 8, sum(calls) * 8).text()
    first, empty, again = (when % poll_topics.IDLE_SECONDS for when in kept.times)
    assert empty == 0 < min(first, again)
    monkeypatch.setattr(poll_topics, "follow", lambda _place, at, _most: Polled((), at, 100))
    assert list(stream.on_ask(key, kept, kept)) == []
    assert kept.times[-1] % poll_topics.IDLE_SECONDS == 0


def test_every_partition_is_given_on_once(output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def survey(*topics: object) -> list[Extent]:
        asked.append(topics)
        return []

    monkeypatch.setattr(watch_partitions, "survey", survey)
    planned = (Stretch(output, URI, 0, 0), Stretch(output, URI, 1, 8))
    watch, kept = watch_partitions._WatchPartitionsDoFn(TOPICS, planned, output), Kept()
    for _ in range(2):
        watch.setup()
        found = [read_stretch(text).partition for _ in range(3) for text in watch.process((URI, ""), kept)]
        assert found == [0, 1] * (len(asked) == 1)
        assert kept.value == 2
    assert len(asked) == 2  # of many impulses at once one counts


def test_a_checkpoint_of_another_output_is_refused(output: str) -> None:
    stream = poll_topics._PollTopicsDoFn(TOPICS, output, None)
    with pytest.raises(OutputError, match="start from the tables"):
        stream._stretch(spread_key(Stretch("/elsewhere", URI, 0, 3).text())[0])


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
