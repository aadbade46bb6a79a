"""The records of a partition by offset: one connection a process, kept from chunk to chunk."""

import datetime as dt
import logging
import time
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from schemas.position import Position
from schemas.record import Record
from transforms.reading.errors import SourceError, UsageError
from transforms.reading.source_file import EPOCH
from transforms.reading.topics.access import Access
from transforms.reading.topics.connect import connect
from transforms.reading.topics.survey import TopicPartition, denied
from transforms.reading.value import small

if TYPE_CHECKING:
    from kafka import KafkaConsumer

log = logging.getLogger("dateline")
PATIENCE_SECONDS, WORD_SECONDS, RETRY_SECONDS, POLL_MS = 300.0, 10.0, 2.0, 1000
BUFFERED = 2000
_LATEST = 253_402_300_799_000  # the last second of the year 9999 in milliseconds


def fetch(place: TopicPartition, first: int, stop: int) -> Iterator[Record]:
    """Yield the committed records of a partition with offsets in [first, stop), and return when all of it was seen.

    Where transactions ended, were aborted, or compaction took records away there are none. While no broker answers it
    waits, and says so.

    Raises:
        SourceError: No broker has answered for five minutes, the offsets are gone, a batch is damaged or in an unknown
            codec, or reading is not permitted; all records that came before were yielded.
    """
    for found in _fetcher(place.access).read(place, first, stop):
        yield as_record(place, found)


def offsets(place: TopicPartition, first: int, stop: int) -> Iterator[int]:
    """Yield only the offsets of what `fetch` would yield."""
    return (found.offset for found in _fetcher(place.access).read(place, first, stop))


class _Unpacking(Exception):  # noqa: N818
    """A batch that the broker holds is none: unknown bytes under its codec, a header's name that is no UTF-8."""


@cache
def _fetcher(access: Access) -> "_Fetcher":
    return _Fetcher(access)


class _Fetcher:
    """A consumer that stands somewhere in a partition, and the records that it holds from there on."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self.consumer: KafkaConsumer | None = None
        self.place: TopicPartition | None = None
        self.at = -1
        self.held: deque[Any] = deque()

    def read(self, place: TopicPartition, first: int, stop: int) -> Iterator[Any]:
        from kafka.errors import KafkaError

        try:
            self._go_to(place, first)
            while self._more(place, stop):
                while self.held and self.held[0].offset < stop:
                    found = self.held.popleft()
                    self.at = found.offset + 1
                    yield found
            self.at = stop
        except (KafkaError, _Unpacking) as error:
            self.at = -1
            raise SourceError(place.uri, self._reason(place, error)) from error

    def _go_to(self, place: TopicPartition, first: int) -> None:
        from kafka import TopicPartition as Key

        if (self.place, self.at) == (place, first):
            return
        self.consumer = self.consumer or _connected(place)
        key = Key(place.topic, place.partition)
        self.consumer.assign([key])
        self.consumer.seek(key, first)
        self.place, self.at = place, first
        self.held.clear()

    def _more(self, place: TopicPartition, stop: int) -> bool:
        """Tell whether records before `stop` are held; wait until there are, or the position is at `stop`."""
        from kafka import TopicPartition as Key

        key, waited = Key(place.topic, place.partition), _Waiting(place)
        assert self.consumer
        while not self.held:
            if self.consumer.position(key, timeout_ms=POLL_MS) >= stop:
                return False
            before = self.consumer.position(key, timeout_ms=POLL_MS)
            self.held.extend(self._polled().get(key, ()))
            if not self.held and self.consumer.position(key, timeout_ms=POLL_MS) == before:
                waited.on(before)
        return bool(self.held[0].offset < stop)

    def _polled(self) -> dict[Any, list[Any]]:
        """Poll; whatever the library stumbles over while it unpacks a batch is the batch's fault."""
        from kafka.errors import KafkaError

        assert self.consumer
        try:
            return self.consumer.poll(POLL_MS, max_records=BUFFERED)
        except KafkaError:
            raise
        except Exception as error:
            raise _Unpacking(f"a batch cannot be unpacked: {error!r}") from error

    def _reason(self, place: TopicPartition, error: Exception) -> str:
        what = denied(error) or self.access.hide(str(error) or type(error).__name__)
        return f"partition {place.partition} cannot be read on from offset {self._position(place)}: {what}"

    def _position(self, place: TopicPartition) -> int:
        from kafka import TopicPartition as Key

        return self.consumer.position(Key(place.topic, place.partition), timeout_ms=0) if self.consumer else -1


def _connected(place: TopicPartition) -> "KafkaConsumer":
    waiting = _Waiting(place)
    while True:
        try:
            return connect(place.access)
        except UsageError as error:  # it was there when the run began
            log.error("%s", error)
            waiting.on(-1)
            time.sleep(RETRY_SECONDS)


class _Waiting:
    """Says now and then that nothing comes, and gives up in the end: an empty poll may mean that no broker is there."""

    def __init__(self, place: TopicPartition) -> None:
        self.place, self.began, self.said = place, time.monotonic(), 0.0

    def on(self, offset: int) -> None:
        waited = time.monotonic() - self.began
        where = f"{self.place.topic} partition {self.place.partition} at offset {offset}"
        if waited > PATIENCE_SECONDS:
            raise SourceError(self.place.uri, f"no broker has answered for {waited:.0f} s about {where}")
        if waited > self.said + WORD_SECONDS:
            self.said = waited
            log.error("no broker has answered for %.0f s about %s; waiting", waited, where)


def as_record(place: TopicPartition, found: Any) -> Record:
    """Return a consumer's record as dateline's."""
    value = small(found.value or b"")
    return Record(
        Position(place.uri, place.partition, found.offset),
        found.offset + 1,
        None if found.value is None else value.kept,
        "json",
        moment(found.timestamp),
        value.size,
        value.sha256,
        found.key,
        tuple(found.headers),
    )


def moment(milliseconds: int | None) -> dt.datetime:
    """Return a record's timestamp; 1970 where it is unset or beyond any calendar.

    >>> moment(-1).year
    1970
    """
    known = milliseconds is not None and 0 <= milliseconds <= _LATEST
    return EPOCH + dt.timedelta(milliseconds=milliseconds or 0) if known else EPOCH
