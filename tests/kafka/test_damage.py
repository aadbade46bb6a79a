"""Batches that no honest producer wrote, records that kill, rights that are taken away."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import cheap
import pyarrow.parquet as pq
import pytest
from broker import Broker, admin
from ingest import ingest

from pipelines.request import Request
from pipelines.run import run_main_job
from transforms.plan_chunks import RewrittenError
from transforms.reading.errors import SourceError
from transforms.reading.topics.fetch import fetch
from transforms.reading.topics.survey import survey_all
from transforms.tables.audit import audit
from transforms.tables.settings import Settings
from transforms.tables.storage import storage

pytestmark = pytest.mark.slow
NewTopic = Callable[..., str]
CRC, ATTRIBUTES, RECORDS = 17, 21, 61  # where they stand in a batch: Kafka's record batch format, version 2


def forge(broker: Broker, topic: str, change: Callable[[bytearray, int], None]) -> None:
    """Change the last batch of a topic on the broker's disk, and make its checksum right again."""
    from kafka.record.util import calc_crc32c

    log = broker.data / "log" / f"{topic}-0" / f"{0:020d}.log"
    content, at = bytearray(log.read_bytes()), 0
    while (after := at + 12 + struct.unpack_from(">i", content, at + 8)[0]) < len(content):
        at = after
    change(content, at)
    struct.pack_into(">I", content, at + CRC, calc_crc32c(bytes(content[at + ATTRIBUTES : after])))
    log.write_bytes(content)


def unknown_codec(content: bytearray, at: int) -> None:
    content[at + ATTRIBUTES + 1] |= 7


def garbage(content: bytearray, at: int) -> None:
    content[at + RECORDS :] = bytes(len(content) - at - RECORDS)


@pytest.mark.parametrize(
    ("codec", "change", "reason"),
    [
        (None, unknown_codec, "compression type|codec"),
        *((codec, garbage, "") for codec in (None, "gzip", "snappy", "lz4", "zstd")),
    ],
)
def test_a_batch_that_cannot_be_unpacked_stops_its_partition_with_the_offset_and_keeps_what_came_before(
    broker: Broker, new_topic: NewTopic, codec: str | None, change: Callable[[bytearray, int], None], reason: str
) -> None:
    topic = new_topic()
    for _ in range(2):
        broker.produce(topic, [b'{"text": "Story."}'] * 10, options={"linger_ms": 200, "compression_type": codec})
    forge(broker, topic, change)
    [extent] = survey_all([broker.source(topic)])
    seen: list[int] = []
    with pytest.raises(SourceError, match=rf"partition 0 cannot be read on from offset 10: .*({reason})"):
        seen.extend(record.position.offset for record in fetch(extent.place, 0, 20))
    assert seen == list(range(10))


def test_a_record_that_kills_its_worker_becomes_a_dead_letter_and_the_rest_of_the_topic_goes_on(
    broker: Broker, new_topic: NewTopic, tmp_path: Path
) -> None:
    topic = new_topic()
    texts = [f"Story {number}." for number in range(40)]
    texts[17] = "GREEDY"  # killed from outside; in a file it is POISON: the process kills itself
    broker.produce(topic, [json.dumps({"text": text}).encode() for text in texts], key=b"k")
    assert run_main_job(Request((broker.source(topic),), str(tmp_path / "out"), load=cheap.load)) == 0
    [letter] = pq.read_table(tmp_path / "out" / "dead_letters").to_pylist()
    assert (letter["code"], letter["offset"], letter["key"]) == ("crashed", 17, b"k")
    assert pq.read_table(tmp_path / "out" / "articles").num_rows == 39
    assert not audit(storage(str(tmp_path / "out"))).findings


def test_a_topic_that_may_be_seen_and_not_read_says_so(broker: Broker, new_topic: NewTopic) -> None:
    from kafka.admin import ACL, ACLOperation, ACLPermissionType, ResourcePattern, ResourceType

    topic = new_topic()
    broker.produce(topic, [b"{}"])
    with admin(broker) as client:
        pattern = ResourcePattern(ResourceType.TOPIC, topic)
        for user, operation in (("User:dateline", ACLOperation.DESCRIBE), ("User:somebody", ACLOperation.READ)):
            client.create_acls([ACL(user, "*", operation, ACLPermissionType.ALLOW, pattern)])
    [extent] = survey_all([broker.source(topic, listener=1)], broker.config("sasl"))
    with pytest.raises(SourceError, match=rf"no permission.*{topic}"):
        list(fetch(extent.place, 0, 1))


def test_a_leader_that_has_lost_its_log_is_refused_by_name(broker: Broker, new_topic: NewTopic, tmp_path: Path) -> None:
    topic = new_topic()
    broker.produce(topic, [b'{"text": "Story."}'] * 10)
    ingest(tmp_path / "out", broker.source(topic), Settings())
    broker.do("kill")
    for file in (broker.data / "log" / f"{topic}-0").glob("0*"):
        file.unlink()
    broker.do("up")
    with pytest.raises(RewrittenError, match=rf"{topic} partition 0 ends at 0, the tables hold it to 10.*--reread"):
        ingest(tmp_path / "out", broker.source(topic), Settings())
