"""Stretches of partitions in, their records out as they come, for ever."""

import math
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import apache_beam as beam
from apache_beam.coders import BytesCoder
from apache_beam.transforms.timeutil import TimeDomain
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec, TimerSpec, on_timer

from transforms.batch import PART, RecordBatch
from transforms.cut_batches import Mark, cut_batches, read_mark
from transforms.metrics import counter, offsets_behind
from transforms.plan_stream import Stretch
from transforms.reading.topics.follow import Polled, follow
from transforms.spread_keys import spread_key, stretch_of
from transforms.stream_topic import StreamTopic
from transforms.tables.settings import OutputError, read_settings
from transforms.tables.storage import storage

MOST_BATCHES, MOST_SECONDS = 2, 1.0
BUSY_SECONDS = 0.1  # until it is asked again that gave something: timers that are due go before a checkpoint's barrier
IDLE_SECONDS = 4  # until a partition is asked again that gave nothing


class PollTopics(beam.PTransform[beam.PCollection[str], beam.PCollection[RecordBatch]]):
    """Read each stretch from where it was left.

    A stretch is a key, where it was left is its state, and a timer that sets itself anew asks for more: a splittable
    DoFn would be Beam's own way, but Flink runners before Beam 2.76 keep state of every call of one (issue 27648).

    Args:
        topics: The topics by their identity in the tables.
        output: Knows the grid.
        published: When articles that do not say so were published (RFC 3339).
    """

    def __init__(self, topics: Mapping[str, StreamTopic], output: str, published: str | None = None) -> None:
        super().__init__()
        self.topics, self.output, self.published = dict(topics), output, published

    def expand(self, stretches: beam.PCollection[str]) -> beam.PCollection[RecordBatch]:
        """Poll."""
        return (
            stretches
            | beam.Map(spread_key).with_output_types(tuple[str, str])
            | beam.ParDo(_PollTopicsDoFn(self.topics, self.output, self.published)).with_output_types(RecordBatch)
        )


class _PollTopicsDoFn(beam.DoFn):
    """Asks for little at a time: a checkpoint waits for the call to end."""

    AT = ReadModifyWriteStateSpec("at", BytesCoder())
    ASK = TimerSpec("ask", TimeDomain.REAL_TIME)

    def __init__(self, topics: dict[str, StreamTopic], output: str, published: str | None) -> None:
        self.topics, self.output, self.published = topics, output, published

    def setup(self) -> None:
        self.size = read_settings(storage(self.output)).chunk_records

    def process(self, keyed: tuple[str, str], ask: Any = beam.DoFn.TimerParam(ASK)) -> None:  # noqa: B008
        self._stretch(keyed[0])
        ask.set(time.time())

    @on_timer(ASK)
    def on_ask(
        self,
        key: Any = beam.DoFn.KeyParam,
        state: Any = beam.DoFn.StateParam(AT),  # noqa: B008
        ask: Any = beam.DoFn.TimerParam(ASK),  # noqa: B008
    ) -> Iterator[RecordBatch]:
        stretch = self._stretch(key)
        at = mark = read_mark(state.read(), stretch)
        for batch, after in self._batches(stretch, mark):
            yield batch
            at = after
        if at != mark:
            state.write(at.text())
        if at.at != stretch.stop:
            ask.set(time.time() + BUSY_SECONDS if at != mark else next_look(time.time(), IDLE_SECONDS))

    def _batches(self, stretch: Stretch, mark: Mark) -> Iterator[tuple[RecordBatch, Mark]]:
        """Yield what there is from where the reader stands, as much as one call takes, and where it is then."""
        room, late = MOST_BATCHES, time.monotonic() + MOST_SECONDS
        while mark.at != stretch.stop and room and time.monotonic() < late:
            polled = self._poll(stretch, mark.at)
            found = list(islice(cut_batches(polled.records, mark, polled.stop, stretch, self.size), room))
            if not found:
                return
            yield from ((self._claimed(batch), after) for batch, after in found)
            mark, room = found[-1][1], room - len(found)

    def _stretch(self, key: str) -> Stretch:
        stretch = stretch_of(key)
        if stretch.output != self.output:
            message = (
                f"this checkpoint is of a stream into {stretch.output}, not into {self.output}: start from the tables"
            )
            raise OutputError(message)
        return stretch

    def _poll(self, stretch: Stretch, at: int) -> Polled:
        topic = self.topics[stretch.source]
        polled = follow(topic.place(stretch.partition), at, PART)
        if polled.end is not None:
            offsets_behind(topic.topic, stretch.partition).set(max(0, polled.end - polled.stop))
        stop = polled.stop if stretch.stop is None else min(polled.stop, stretch.stop)
        return polled._replace(records=tuple(r for r in polled.records if r.position.offset < stop), stop=stop)

    def _claimed(self, batch: RecordBatch) -> RecordBatch:
        """Return a batch with its records under their source's identity in the tables."""
        counter("batches_read").inc()
        declared = (("published_at", self.published),) if self.published else ()
        source = batch.chunk.source
        return batch._replace(
            records=tuple(
                record._replace(
                    position=record.position._replace(source=source), declared=(*record.declared, *declared)
                )
                for record in batch.records
            )
        )


def next_look(now: float, seconds: int) -> float:
    """Return the next time that is a whole number of `seconds`: all partitions are asked in one bundle.

    >>> next_look(1000.1, 2)
    1002
    """
    return (math.floor(now / seconds) + 1) * seconds
