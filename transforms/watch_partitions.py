"""Topics in, their partitions out, one by one, as they come to be."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import apache_beam as beam
from apache_beam.io.watermark_estimators import WalltimeWatermarkEstimator
from apache_beam.transforms.core import RestrictionProvider
from apache_beam.utils.timestamp import Duration

from schemas.gap import Gap
from transforms.offset_tracker import Offsets, OffsetsCoder, OffsetTracker
from transforms.plan_stream import Stretch
from transforms.reading.errors import UsageError
from transforms.reading.topics.survey import Extent, survey
from transforms.stream_topic import StreamTopic
from transforms.tables.gaps import write_gaps
from transforms.tables.storage import storage

log = logging.getLogger("dateline")
LOOK_SECONDS = 30


class WatchPartitions(beam.PTransform[beam.PCollection[str], beam.PCollection[str]]):
    """Give on what is to be read of each topic: what was planned, and every partition that is added later.

    Args:
        topics: The topics by their identity in the tables.
        planned: What was planned at launch, for all partitions that there were.
        output: Where the gap before the beginning of a new partition is noted.
    """

    def __init__(self, topics: Mapping[str, StreamTopic], planned: Sequence[Stretch], output: str) -> None:
        super().__init__()
        self.topics, self.planned, self.output = dict(topics), tuple(planned), output

    def expand(self, sources: beam.PCollection[str]) -> beam.PCollection[str]:
        """Watch."""
        return sources | beam.ParDo(_WatchPartitionsDoFn(self.topics, self.planned, self.output))


class _EveryPartition(RestrictionProvider):
    """Partitions are numbered from 0 and never taken away: the restriction says which were given on."""

    def initial_restriction(self, element: str) -> Offsets:
        return Offsets(0)

    def create_tracker(self, restriction: Offsets) -> OffsetTracker:
        return OffsetTracker(restriction)

    def restriction_size(self, element: str, restriction: Offsets) -> int:
        return 1

    def restriction_coder(self) -> OffsetsCoder:
        return OffsetsCoder()


class _WatchPartitionsDoFn(beam.DoFn):
    def __init__(self, topics: dict[str, StreamTopic], planned: tuple[Stretch, ...], output: str) -> None:
        self.topics, self.planned, self.output = topics, planned, output

    @beam.DoFn.unbounded_per_element()  # type: ignore[untyped-decorator]
    def process(
        self,
        source: str,
        tracker: Any = beam.DoFn.RestrictionParam(_EveryPartition()),  # noqa: B008
        _: Any = beam.DoFn.WatermarkEstimatorParam(WalltimeWatermarkEstimator.default_provider()),  # noqa: B008
    ) -> Iterator[str]:
        known = tracker.current_restriction().at
        for partition, found in self._partitions(source, known):
            if not tracker.try_claim(partition + 1):
                return
            yield from (stretch.text() for stretch in found)
        tracker.defer_remainder(Duration(LOOK_SECONDS))

    def _partitions(self, source: str, known: int) -> Iterator[tuple[int, list[Stretch]]]:
        planned = [stretch for stretch in self.planned if stretch.source == source]
        highest = max((stretch.partition for stretch in planned), default=-1)
        for partition in range(known, highest + 1):
            yield partition, [stretch for stretch in planned if stretch.partition == partition]
        for extent in self._added(source, max(known, highest + 1)):
            yield extent.place.partition, [self._begin(source, extent)]

    def _added(self, source: str, known: int) -> Sequence[Extent]:
        place = self.topics[source].place(known)
        try:
            return [extent for extent in survey(place.access, (place.topic,)) if extent.place.partition >= known]
        except UsageError as error:  # no broker answers: it is asked again
            log.warning("%s", error)
            return ()

    def _begin(self, source: str, extent: Extent) -> Stretch:
        """Return all of a partition that was added since the launch; what it has lost already is a known gap."""
        partition, first = extent.place.partition, extent.beginning
        log.warning("%s: partition %d was added", source, partition)
        if first:
            write_gaps(storage(self.output), [Gap(source, partition, 0, first, "before_start")])
        return Stretch(self.output, source, partition, first)
