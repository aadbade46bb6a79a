"""Stretches of partitions in, their records out as they come, for ever."""

import logging
import time
from collections.abc import Iterator, Mapping
from typing import Any

import apache_beam as beam
from apache_beam.io.watermark_estimators import WalltimeWatermarkEstimator
from apache_beam.transforms.core import RestrictionProvider
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from transforms.batch import PART, RecordBatch
from transforms.cut_batches import cut_batches
from transforms.metrics import counter, offsets_behind
from transforms.offset_tracker import Offsets, OffsetsCoder, OffsetTracker
from transforms.plan_stream import Stretch, read_stretch
from transforms.reading.topics.follow import Polled, follow
from transforms.stream_topic import StreamTopic
from transforms.tables.settings import OutputError, read_settings
from transforms.tables.storage import storage

log = logging.getLogger("dateline")
MOST_BATCHES, MOST_SECONDS = 4, 1.0
# Seconds until a partition is asked again that gave nothing once, twice, and so on. Each call costs CPU, and Flink
# runners before Beam 2.76 keep some hundred bytes of state for every call that there ever was (issue 27648).
IDLE_SECONDS = (1, 2, 4)


class PollTopics(beam.PTransform[beam.PCollection[str], beam.PCollection[RecordBatch]]):
    """Read each stretch from where it was left.

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
        return stretches | beam.ParDo(_PollTopicsDoFn(self.topics, self.output, self.published))


class _OneStretch(RestrictionProvider):
    def initial_restriction(self, element: str) -> Offsets:
        stretch = read_stretch(element)
        return Offsets(stretch.first, stretch.stop)

    def create_tracker(self, restriction: Offsets) -> OffsetTracker:
        return OffsetTracker(restriction)

    def restriction_size(self, element: str, restriction: Offsets) -> int:
        return 1

    def restriction_coder(self) -> OffsetsCoder:
        return OffsetsCoder()


class _PollTopicsDoFn(beam.DoFn):
    """Leaves the rest to a later call when nothing comes, and now and then: a checkpoint waits for the call to end."""

    def __init__(self, topics: dict[str, StreamTopic], output: str, published: str | None) -> None:
        self.topics, self.output, self.published = topics, output, published

    def setup(self) -> None:
        self.size = read_settings(storage(self.output)).chunk_records
        self.idle: dict[str, int] = {}

    @beam.DoFn.unbounded_per_element()  # type: ignore[untyped-decorator]
    def process(
        self,
        element: str,
        tracker: Any = beam.DoFn.RestrictionParam(_OneStretch()),  # noqa: B008
        _: Any = beam.DoFn.WatermarkEstimatorParam(WalltimeWatermarkEstimator.default_provider()),  # noqa: B008
    ) -> Iterator[Any]:
        stretch, offsets = self._stretch(element), tracker.current_restriction()
        at, room, late = offsets.at, MOST_BATCHES, time.monotonic() + MOST_SECONDS
        while at != offsets.stop:
            polled = self._poll(stretch, at)
            batches = list(cut_batches(polled.records, at, polled.stop, stretch, self.size))
            for batch in batches[:room]:
                at = batch.covers[0].stop
                if not tracker.try_claim(at):
                    return
                yield TimestampedValue(self._claimed(batch), Timestamp.now())
            room -= len(batches)
            if not batches:
                return tracker.defer_remainder(self._pause(element))
            self.idle.pop(element, None)
            if room <= 0 or time.monotonic() > late:
                return tracker.defer_remainder()

    def _pause(self, element: str) -> Duration:
        """Return how long to wait: Beam takes off the time since, Flink what is left of a second, so a half more."""
        times = self.idle[element] = self.idle.get(element, 0) + 1
        return Duration(IDLE_SECONDS[min(times, len(IDLE_SECONDS)) - 1] + 0.5)

    def _stretch(self, element: str) -> Stretch:
        stretch = read_stretch(element)
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
