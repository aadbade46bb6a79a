"""Where an interrupted chunk starts again, with simulated topics: crashes, out-of-order arrival, gaps, retention."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ingest import ingest_readings

from schemas.gap import Gap
from schemas.position import Position
from schemas.record import Record
from transforms import plan_topics as planning
from transforms import read_chunk as reading
from transforms.plan_chunks import Reading, RewrittenError
from transforms.plan_topics import LostError, plan_topics
from transforms.reading.topics import bound
from transforms.reading.topics.access import Access
from transforms.reading.topics.survey import Extent, TopicPartition
from transforms.reading.value import small
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.gaps import write_gaps
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import Storage, storage
from transforms.tables.sweep import sweep

SMALL = Settings(chunk_records=8)
PLACE = TopicPartition(Access(("localhost:1",)), "cluster", "news", 0)


class Crash(Exception):  # noqa: N818
    """The process is gone."""


class Topic:
    """A partition in memory: some offsets hold no record, the oldest may go."""

    def __init__(self) -> None:
        self.held: dict[int, Record] = {}
        self.beginning = self.end = 0

    def produce(self, number: int, skip: int = 0) -> None:
        self.end += skip
        for _ in range(number):
            value = small(b'{"text": "Story %d."}' % self.end)
            timestamp = dt.datetime(2024, 5, 1, tzinfo=dt.UTC) + dt.timedelta(hours=self.end)
            position = Position(PLACE.uri, 0, self.end)
            self.held[self.end] = Record(
                position, self.end + 1, value.kept, "json", timestamp, value.size, value.sha256
            )
            self.end += 1

    def expire(self, before: int) -> None:
        self.beginning = max(self.beginning, min(before, self.end))

    def extent(self, begin_at: int | None = None) -> Extent:
        return Extent(PLACE, self.beginning, self.end, self.beginning if begin_at is None else begin_at)

    def fetch(self, _: TopicPartition, first: int, stop: int) -> Iterator[Record]:
        assert first >= self.beginning
        return (self.held[offset] for offset in range(first, stop) if offset in self.held)


@pytest.fixture
def topic(monkeypatch: pytest.MonkeyPatch) -> Topic:
    made = Topic()
    monkeypatch.setattr(planning, "fetch", made.fetch)
    monkeypatch.setattr(reading, "fetch", made.fetch)
    monkeypatch.setattr(planning, "compacted", lambda _: False)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Storage:
    made = storage(str(tmp_path / "out"))
    settle(made, SMALL)
    return made


def drain(
    store: Storage, topic: Topic, *, crash_at: int | None = None, order: random.Random | None = None,
    begin_at: int | None = None, **how: Any,
) -> list[Reading]:  # fmt: skip
    plan = plan_topics([topic.extent(begin_at)], coverage(store), SMALL, **how)
    write_gaps(store, plan.gaps)
    sweep(store, coverage(store), [PLACE.uri])
    readings = list(plan.readings)
    if order:
        order.shuffle(readings)  # several workers: any reading may end first
    ingest_readings(store, readings, SMALL, crash_at, Crash)
    return readings


def outcomes(store: Storage) -> set[int]:
    result = audit(store)
    assert not result.findings
    return set().union(*result.outcomes.values())


STEP = st.one_of(
    st.tuples(st.just("produce"), st.integers(1, 30), st.integers(0, 10)),
    st.tuples(st.just("expire"), st.integers(0, 120), st.just(0)),
    st.tuples(st.just("drain"), st.integers(0, 60), st.integers(0, 9)),
)


@settings(derandomize=True, max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=3, max_size=12))
def test_whatever_happens_every_record_has_one_outcome_or_was_gone_before_it_could_be_read(
    tmp_path_factory: pytest.TempPathFactory, topic: Topic, steps: list[tuple[str, int, int]]
) -> None:
    topic.__init__()  # type: ignore[misc]
    store = storage(str(tmp_path_factory.mktemp("out")))
    settle(store, SMALL)
    for what, one, two in [*steps, ("drain", 1000, 0)]:
        if what == "produce":
            topic.produce(one, two)
        elif what == "expire":
            topic.expire(one)
        else:
            try:
                drain(store, topic, crash_at=one, order=random.Random(two), accept_gap=True)
            except Crash:
                continue
    held, gaps = outcomes(store), coverage(store).gaps
    gone = {offset for gap in gaps for offset in range(gap.first, gap.stop)}
    assert held | gone >= topic.held.keys()
    assert not held & gone
    assert held <= topic.held.keys()
    assert not drain(store, topic)


def test_a_chunk_that_is_open_is_read_again_from_its_start_and_keeps_its_day(topic: Topic, store: Storage) -> None:
    topic.produce(10)
    drain(store, topic)
    topic.produce(20)
    [stretch, *_] = drain(store, topic)
    assert (stretch.first, stretch.timestamp) == (8, topic.held[8].timestamp)
    assert [commit.chunk.start for _, commit in coverage(store).commits] == [0, 8, 16, 24]


def test_a_chunk_whose_beginning_expired_stays_and_the_rest_of_its_cell_is_a_chunk_of_its_own(
    topic: Topic, store: Storage
) -> None:
    topic.produce(12)
    drain(store, topic)
    topic.expire(10)
    topic.produce(20)
    assert drain(store, topic)[0].first == 12
    assert outcomes(store) == topic.held.keys()


def test_offsets_that_expired_before_they_were_read_are_refused_by_range_and_noted_if_that_is_wanted(
    topic: Topic, store: Storage
) -> None:
    topic.produce(12)
    drain(store, topic)
    topic.produce(30)
    topic.expire(20)
    with pytest.raises(LostError, match=r"kafka://cluster/news partition 0: \[12, 20\); --accept-gap"):
        drain(store, topic)
    drain(store, topic, accept_gap=True)
    assert coverage(store).gaps == (Gap(PLACE.uri, 0, 12, 20, "expired"),)
    assert outcomes(store) == topic.held.keys() - set(range(12, 20))


@pytest.mark.parametrize("begin_at", [0, 5, 8, 12])
def test_a_start_other_than_the_beginning_is_a_gap_and_counts_only_once(
    topic: Topic, store: Storage, begin_at: int
) -> None:
    topic.produce(12)
    drain(store, topic, begin_at=begin_at)
    topic.produce(5)
    drain(store, topic, begin_at=17)
    assert outcomes(store) == set(range(begin_at, 17))


def test_a_topic_begun_at_its_end_while_it_was_empty_is_read_from_there(topic: Topic, store: Storage) -> None:
    drain(store, topic, begin_at=0)
    topic.produce(5)
    drain(store, topic, begin_at=5)
    assert outcomes(store) == set(range(5))


@pytest.mark.parametrize("again", [3, 12, 30])
def test_a_topic_that_was_made_anew_is_refused_and_read_as_a_new_source_if_that_is_wanted(
    topic: Topic, store: Storage, again: int
) -> None:
    topic.produce(12)
    drain(store, topic)
    topic.held, topic.end = {}, 0
    topic.produce(again)
    topic.held = {offset: record._replace(sha256="other") for offset, record in topic.held.items()}
    with pytest.raises(RewrittenError, match=r"news partition 0 .*--reread"):
        drain(store, topic)
    assert {source for stretch in drain(store, topic, reread=True) for source in stretch.sources} == {f"{PLACE.uri}#2"}
    assert not drain(store, topic)


def test_records_that_compaction_took_away_are_no_new_topic(
    topic: Topic, store: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic.produce(12)
    drain(store, topic)
    for offset in (7, 11):
        del topic.held[offset]
    with pytest.raises(RewrittenError):
        drain(store, topic)
    monkeypatch.setattr(planning, "compacted", lambda _: True)
    assert not drain(store, topic)


def test_a_partition_of_many_chunks_is_shared_out_in_stretches(topic: Topic, store: Storage) -> None:
    topic.produce(8 * 100)
    stretches = drain(store, topic)
    assert 10 < len(stretches) < 30
    assert sum((stretch.stop or 0) - stretch.first for stretch in stretches) == 800


def test_a_chunk_of_large_messages_ends_before_its_cell_and_the_rest_is_a_chunk_of_its_own(
    topic: Topic, store: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bound, "MOST_BYTES", 60)
    monkeypatch.setattr(reading, "MOST_BYTES", 60)
    topic.produce(5)
    drain(store, topic)
    topic.produce(6, skip=2)
    drain(store, topic)
    topic.produce(2)
    drain(store, topic)
    chunks = [(commit.chunk.start, commit.chunk.stop, commit.covers[0].stop) for _, commit in coverage(store).commits]
    assert chunks == [(0, 3, 3), (3, 8, 8), (8, 11, 11), (11, 14, 14), (14, 16, 15)][: len(chunks)]
    assert outcomes(store) == topic.held.keys()
    assert not drain(store, topic)
