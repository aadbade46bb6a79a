"""What a cluster holds of topics at one moment: every partition with its first offset and its end."""

import datetime as dt
import difflib
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from transforms.reading.errors import UsageError
from transforms.reading.topics.access import Access, read_access
from transforms.reading.topics.address import addresses
from transforms.reading.topics.connect import connect, heard

if TYPE_CHECKING:
    from kafka import KafkaConsumer

ASK_MS = 10_000
MOST_NAMED = 10


class TopicPartition(NamedTuple):
    """A partition of a topic.

    Attributes:
        access: How to reach its cluster.
        cluster: The cluster's id.
        topic: The topic.
        partition: Its number.
    """

    access: Access
    cluster: str
    topic: str
    partition: int

    @property
    def uri(self) -> str:
        """The identity of the topic: it does not depend on which broker was asked."""
        return f"kafka://{self.cluster}/{self.topic}"


class Extent(NamedTuple):
    """The offsets [beginning, end) that a partition holds; `end` is that of what is committed.

    `begin_at` is where a first reading is to begin.
    """

    place: TopicPartition
    beginning: int
    end: int
    begin_at: int


def survey_all(sources: Iterable[str], config: str | None = None, begin: str = "earliest") -> tuple[Extent, ...]:
    """Return the extents of all partitions of the topics that sources name, each once, whichever broker was asked.

    Raises:
        UsageError: As `survey`, or an address, a setting or a beginning is wrong.
    """
    begin, found = beginning(begin), dict[tuple[str, int], Extent]()
    for address in addresses(sources):
        for extent in survey(read_access(address.servers, config, os.environ), address.topics, begin):
            found.setdefault((extent.place.uri, extent.place.partition), extent)
    return tuple(found.values())


def beginning(begin: str) -> str:
    """Return what `--from` says: earliest, latest, or the milliseconds of timestamp=RFC3339.

    >>> beginning("timestamp=2024-05-01T00:00:00Z")
    '1714521600000'
    """
    name, _, instant = begin.partition("=")
    if begin in {"earliest", "latest"}:
        return begin
    try:
        moment = dt.datetime.fromisoformat(instant)
    except ValueError:
        name = ""
    if name != "timestamp":
        raise UsageError(f"--from {begin}: write earliest, latest or timestamp=2024-05-01T00:00:00Z")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return str(max(0, int(moment.timestamp() * 1000)))


def survey(access: Access, topics: tuple[str, ...], begin: str = "earliest") -> tuple[Extent, ...]:
    """Return the extents of all partitions of topics.

    Args:
        access: How to reach the cluster.
        topics: Their names.
        begin: Where a first reading is to begin: earliest, latest, or milliseconds since 1970.

    Raises:
        UsageError: The cluster cannot be reached, or a topic is not there, may not be read, or does not answer.
    """
    from kafka.errors import KafkaError

    consumer = connect(access)
    try:
        with heard():
            return tuple(extent for topic in topics for extent in _extents(consumer, access, topic, begin))
    except KafkaError as error:
        reason = access.hide(str(error) or type(error).__name__)
        raise UsageError(f"{','.join(access.servers)}: {denied(error) or reason}") from None
    finally:
        consumer.close()


def denied(error: Exception) -> str | None:
    """Return what is said where the broker does not permit something; None for another error."""
    from kafka.errors import AuthorizationError

    return f"no permission: {error}" if isinstance(error, AuthorizationError) else None


def _extents(consumer: "KafkaConsumer", access: Access, topic: str, begin: str) -> list[Extent]:
    from kafka import TopicPartition as Key

    numbers = consumer.partitions_for_topic(topic)
    if not numbers:
        raise UsageError(_missing(consumer, access, topic))
    keys = [Key(topic, number) for number in sorted(numbers)]
    beginnings = consumer.beginning_offsets(keys, timeout_ms=ASK_MS)
    ends = consumer.end_offsets(keys, timeout_ms=ASK_MS)
    starts = _starts(consumer, keys, begin, beginnings, ends)
    cluster = consumer._cluster.cluster_id or ",".join(access.servers)  # the library has no public name for it
    return [
        Extent(TopicPartition(access, cluster, topic, key.partition), beginnings[key], ends[key], starts[key])
        for key in keys
    ]


def _starts(
    consumer: "KafkaConsumer", keys: list[tuple[str, int]], begin: str, beginnings: dict[object, int],
    ends: dict[object, int],
) -> dict[object, int]:  # fmt: skip
    if begin == "earliest":
        return beginnings
    if begin == "latest":
        return ends
    found = consumer.offsets_for_times(dict.fromkeys(keys, int(begin)), timeout_ms=ASK_MS)
    return {key: min(found[key].offset if found[key] else ends[key], ends[key]) for key in keys}


def _missing(consumer: "KafkaConsumer", access: Access, topic: str) -> str:
    known = sorted(name for name in consumer.topics() if not name.startswith("__"))
    named = difflib.get_close_matches(topic, known, MOST_NAMED, 0.5) or known[:MOST_NAMED]
    there = f"there are: {', '.join(named)}" if named else "it shows no topic to this user"
    return f"{','.join(access.servers)} has no topic {topic}, or this user may not see it; {there}"
