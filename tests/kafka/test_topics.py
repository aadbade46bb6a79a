"""Reading a real broker's topics into the tables: what records can be, what logs can have lost, what can be refused."""

import datetime as dt
import json
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from broker import Broker, admin
from ingest import ingest

from pipelines.audit_topics import compare_topics
from transforms.plan_chunks import RewrittenError
from transforms.plan_topics import LostError
from transforms.reading.errors import SourceError
from transforms.reading.topics.fetch import fetch, offsets
from transforms.reading.topics.group import commit_groups
from transforms.reading.topics.survey import survey_all
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.settings import Settings
from transforms.tables.storage import Storage

pytestmark = pytest.mark.slow
NewTopic = Callable[..., str]
SIZES = Settings(chunk_records=8)


def article(number: int) -> bytes:
    return json.dumps({"id": f"a{number}", "text": f"Story {number}."}).encode()


def articles(number: int, first: int = 0) -> list[bytes]:
    return [article(first + n) for n in range(number)]


def rows(store: Storage, table: str) -> list[dict[str, Any]]:
    found = [pq.read_table(store.path(name), partitioning=None) for name in store.names(table)]
    return sorted((row for part in found for row in part.to_pylist()), key=lambda r: (r["partition"], r["offset"]))


def clean(store: Storage, source: str) -> bool:
    """Audit an output alone and against the topic."""
    result = audit(store)
    return [*result.findings, *compare_topics(survey_all([source]), result)] == []


@pytest.mark.parametrize("codec", [None, "gzip", "snappy", "lz4", "zstd"])
def test_every_codec_is_read(broker: Broker, new_topic: NewTopic, codec: str | None) -> None:
    topic = new_topic()
    broker.produce(topic, articles(50), options={"compression_type": codec, "linger_ms": 50})
    [extent] = survey_all([broker.source(topic)])
    assert [record.value for record in fetch(extent.place, 0, 50)] == articles(50)
    assert list(offsets(extent.place, 17, 23)) == list(range(17, 23))


def test_a_dead_letter_keeps_key_headers_timestamp_and_bytes(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    topic, headers = new_topic(), [("origin", b"wire\xff"), ("origin", b"")]
    moment = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
    at = int(moment.timestamp() * 1000)
    registry = b"\0" + struct.pack(">I", 7)
    broker.produce(
        topic, [b"no json", None, registry + article(1), b"\xff\xfe"], key=b"k\0", headers=headers, timestamp_ms=at
    )
    store = ingest(tmp_path / "out", broker.source(topic), SIZES)
    bad, tombstone, binary = rows(store, "dead_letters")
    assert (bad["value"], bad["key"], bad["timestamp"]) == (b"no json", b"k\0", moment)
    assert [(header["key"], header["value"]) for header in bad["headers"]] == headers
    assert (tombstone["code"], tombstone["value"], tombstone["size"]) == ("tombstone", None, 0)
    assert binary["code"] in {"binary", "not_utf8"}
    [read] = rows(store, "articles")
    assert (read["article_id"], read["offset"], read["ingested_at"]) == ("a1", 2, moment)
    assert {name.split("/")[1] for name in store.names("articles")} == {"ingest_date=2024-05-01"}
    assert clean(store, broker.source(topic))


def test_large_messages_are_read_and_of_the_largest_only_the_beginning_is_kept(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    topic = new_topic()
    texts = [b'{"text": "' + b"word " * (size // 5) + b'"}' for size in (100, 900_000, 10_000_000, 17_000_000, 100)]
    broker.produce(topic, texts, options={"max_request_size": 2**25})
    store = ingest(tmp_path / "out", broker.source(topic), SIZES)
    assert [row["offset"] for row in rows(store, "articles")] == [0, 1, 4]
    long, largest = rows(store, "dead_letters")
    assert (long["code"], long["value"] == texts[2]) == ("text_too_long", True)
    assert (largest["code"], largest["truncated"], largest["size"]) == ("too_large", True, len(texts[3]))


def test_aborted_transactions_and_their_markers_are_covered_and_have_no_outcome(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    from kafka import KafkaProducer

    topic = new_topic()
    with KafkaProducer(bootstrap_servers=broker.server, transactional_id=f"t-{topic}") as producer:
        producer.init_transactions()
        for number, keep in enumerate((True, False, True, False)):
            producer.begin_transaction()
            for value in articles(10, 10 * number):
                producer.send(topic, value)
            producer.flush()
            producer.commit_transaction() if keep else producer.abort_transaction()
    store = ingest(tmp_path / "out", broker.source(topic), SIZES)
    assert [row["article_id"] for row in rows(store, "articles")] == [f"a{n}" for n in (*range(10), *range(20, 30))]
    [[covered]] = coverage(store).accounted().values()
    assert covered == (0, 44)
    assert clean(store, broker.source(topic))


def test_a_compacted_topic_is_read_in_the_middle_and_audited_after_its_records_are_gone(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    topic = new_topic(
        cleanup_policy="compact", segment_ms="100", min_cleanable_dirty_ratio="0.01", max_compaction_lag_ms="100"
    )
    source = broker.source(topic)
    broker.produce(topic, articles(20), key=b"same")
    store = ingest(tmp_path / "out", source, SIZES)
    for _ in range(3):
        time.sleep(0.3)
        broker.produce(topic, articles(10, 20), key=b"same")
    [extent] = survey_all([source])
    deadline = time.monotonic() + 60
    while len(list(offsets(extent.place, 0, extent.end))) == extent.end and time.monotonic() < deadline:
        time.sleep(0.5)
    assert len(list(offsets(extent.place, 0, extent.end))) < 40
    ingest(tmp_path / "out", source, SIZES)
    assert coverage(store).accounted()[extent.place.uri, 0] == [(0, extent.end)]
    assert clean(store, source)


def test_what_retention_took_is_refused_by_range_and_with_the_option_it_is_a_gap(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    from kafka import TopicPartition

    topic = new_topic()
    source = broker.source(topic)
    broker.produce(topic, articles(20))
    ingest(tmp_path / "out", source, SIZES)
    broker.produce(topic, articles(30, 20))
    with admin(broker) as client:
        client.delete_records({TopicPartition(topic, 0): 33})
    with pytest.raises(LostError, match=r"partition 0: \[20, 33\)"):
        ingest(tmp_path / "out", source, SIZES)
    store = ingest(tmp_path / "out", source, SIZES, accept_gap=True)
    assert [row["offset"] for row in rows(store, "articles")] == [*range(20), *range(33, 50)]
    assert [(gap.first, gap.stop, gap.reason) for gap in coverage(store).gaps] == [(20, 33, "expired")]
    assert clean(store, source)


def test_a_recreated_topic_is_refused_by_name(broker: Broker, new_topic: NewTopic, tmp_path: Path) -> None:
    topic = new_topic()
    source = broker.source(topic)
    broker.produce(topic, articles(10))
    ingest(tmp_path / "out", source, SIZES)
    with admin(broker) as client:
        client.delete_topics([topic])
    time.sleep(1)
    broker.create(topic)
    broker.produce(topic, articles(15, 100))
    with pytest.raises(RewrittenError, match=topic):
        ingest(tmp_path / "out", source, SIZES)
    store = ingest(tmp_path / "out", source, SIZES, reread=True)
    assert len(rows(store, "articles")) == 25
    assert {row["source"].rpartition("/")[2] for row in rows(store, "articles")} == {topic, f"{topic}#2"}
    assert clean(store, source)


def test_several_topics_are_read_and_a_partition_found_later_from_its_beginning(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    one, two = new_topic(), new_topic(2)
    source = broker.source(one, two)
    for topic in (one, two):
        broker.produce(topic, articles(5), partition=0)
    store = ingest(tmp_path / "out", source, SIZES, begin="latest")
    assert not rows(store, "articles")
    with admin(broker) as client:
        client.create_partitions({one: 2})
    for topic in (one, two):
        broker.produce(topic, articles(3, 5), partition=1)
        broker.produce(topic, articles(2, 8), partition=0)
    ingest(tmp_path / "out", source, SIZES, begin="latest")
    assert len(rows(store, "articles")) == 10
    assert clean(store, source)


def test_a_start_by_time_leaves_out_what_is_older_and_says_so(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    topic = new_topic()
    for day in (1, 2, 3):
        at = int(dt.datetime(2024, 5, day, tzinfo=dt.UTC).timestamp() * 1000)
        broker.produce(topic, articles(4, 4 * day), timestamp_ms=at)
    store = ingest(tmp_path / "out", broker.source(topic), SIZES, begin="timestamp=2024-05-02T00:00:00Z")
    assert [row["offset"] for row in rows(store, "articles")] == list(range(4, 12))
    assert [(gap.first, gap.stop, gap.reason) for gap in coverage(store).gaps] == [(0, 4, "before_start")]
    assert clean(store, broker.source(topic))


def test_a_damaged_batch_stops_its_partition_with_the_offset_and_keeps_what_came_before(
    broker: Broker, new_topic: NewTopic
) -> None:
    topic = new_topic()
    for first in (0, 10):
        broker.produce(topic, articles(10, first), options={"linger_ms": 200})
    [extent] = survey_all([broker.source(topic)])
    log = broker.data / "log" / f"{topic}-0" / f"{0:020d}.log"
    content = bytearray(log.read_bytes())
    content[-3] ^= 0xFF
    log.write_bytes(content)
    seen: list[int] = []
    with pytest.raises(SourceError, match=r"partition 0 cannot be read on from offset \d+: .*crc"):
        seen.extend(record.position.offset for record in fetch(extent.place, 0, 20))
    assert seen[:10] == list(range(10))


def test_records_without_a_time_and_with_an_absurd_one_stand_under_1970(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    topic = new_topic(message_timestamp_after_max_ms=str(2**63 - 1))
    broker.produce(topic, articles(1), timestamp_ms=2**60)
    store = ingest(tmp_path / "out", broker.source(topic), SIZES)
    assert [name.split("/")[1] for name in store.names("articles")] == ["ingest_date=1970-01-01"]


def test_a_group_s_offsets_are_set_to_where_the_tables_are_and_never_used(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    topic = new_topic()
    source = broker.source(topic)
    broker.produce(topic, articles(12))
    store = ingest(tmp_path / "out", source, SIZES)
    commit_groups(f"g-{topic}", survey_all([source]), coverage(store))
    with admin(broker) as client:
        described = client.list_group_offsets([f"g-{topic}"])
    assert [position.offset for position in described[f"g-{topic}"].values()] == [12]
    ingest(tmp_path / "other", source, SIZES)
    assert len(rows(store, "articles")) == 12
