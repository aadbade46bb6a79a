"""A partition followed for ever: what has come since an offset, without waiting for what has not."""

import logging
import threading
import time
from typing import NamedTuple

from schemas.record import Record
from transforms.reading.errors import SourceError, UsageError
from transforms.reading.topics.connect import connect, heard
from transforms.reading.topics.fetch import as_record
from transforms.reading.topics.survey import TopicPartition

log = logging.getLogger("dateline")
POLL_MS, POSITION_MS = 80, 1000
# A question that finds nothing stays with the broker so long: the answer comes at once when there is something.
OPTIONS = {"fetch_max_wait_ms": 5000}
IDLE_SECONDS = 120.0


class Polled(NamedTuple):
    """What a partition gave.

    Attributes:
        records: In the order of their offsets.
        stop: The offset before which everything was seen, also what holds no record.
        end: The partition's end, as far as it is known.
    """

    records: tuple[Record, ...]
    stop: int
    end: int | None


class Follower:
    """A connection that stands somewhere in one partition, and what it holds from there on."""

    def __init__(self, place: TopicPartition) -> None:
        from kafka import TopicPartition as Key

        self.place, self.key = place, Key(place.topic, place.partition)
        self.consumer = connect(place.access, **OPTIONS)
        self.consumer.assign([self.key])
        self.at = -1
        self.used = time.monotonic()

    def poll(self, at: int, most: int) -> Polled:
        """Return at most so many records from an offset on; none after a moment if there are none.

        Raises:
            SourceError: The offset is gone, a batch is damaged, or reading is not permitted.
        """
        from kafka.errors import KafkaError

        self.used = time.monotonic()
        try:
            if self.at != at:
                self.consumer.seek(self.key, at)
            with heard():
                found = self.consumer.poll(POLL_MS, max_records=most).get(self.key, [])
                position = self.consumer.position(self.key, timeout_ms=POSITION_MS)
        except (KafkaError, UnicodeDecodeError) as error:  # a header's name that is no UTF-8
            self.at = -1
            raise SourceError(self.place.uri, self._reason(at, error)) from error
        records = tuple(as_record(self.place, each) for each in found)
        self.at = max([at, position or 0, *(record.stop for record in records[-1:])])
        return Polled(records, self.at, self.consumer.highwater(self.key))

    def close(self) -> None:
        """End the connection."""
        self.consumer.close()

    def _reason(self, at: int, error: Exception) -> str:
        what = self.place.access.hide(str(error) or type(error).__name__)
        where = f"partition {self.place.partition} cannot be read on from offset {at}: {what}"
        return f"{where}; if these offsets are gone, start from the tables with --accept-gap"


_followers: dict[TopicPartition, Follower] = {}
_guard = threading.Lock()


def follow(place: TopicPartition, at: int, most: int) -> Polled:
    """Return what has come of a partition since an offset: nothing while no broker answers.

    Connections are kept from call to call, and closed when nobody has asked for two minutes: another process may
    follow the partition by then.

    Raises:
        SourceError: As `Follower.poll`.
    """
    try:
        follower = _follower(place)
    except UsageError as error:  # it was there when the stream was started
        log.warning("%s", error)
        return Polled((), at, None)
    return follower.poll(at, most)


def _follower(place: TopicPartition) -> Follower:
    with _guard:
        now = time.monotonic()
        for idle in [key for key, known in _followers.items() if now - known.used > IDLE_SECONDS and key != place]:
            _followers.pop(idle).close()
        known = _followers.get(place)
    if known is None:  # outside of the lock: one broker that does not answer must not hold up the others
        known = Follower(place)
        with _guard:
            _followers[place] = known
    return known
