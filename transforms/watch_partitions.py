"""Topics in, their partitions out, one by one, as they come to be."""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import apache_beam as beam
from apache_beam.coders import VarIntCoder
from apache_beam.io.flink.flink_streaming_impulse_source import FlinkStreamingImpulseSource
from apache_beam.transforms.userstate import ReadModifyWriteStateSpec

from schemas.gap import Gap
from transforms.plan_stream import Stretch
from transforms.reading.errors import UsageError
from transforms.reading.topics.survey import Extent, survey
from transforms.stream_topic import StreamTopic
from transforms.tables.gaps import write_gaps
from transforms.tables.storage import storage

log = logging.getLogger("dateline")
IMPULSE_MS, LOOK_SECONDS = 20_000, 10


class WatchPartitions(beam.PTransform[Any, beam.PCollection[str]]):
    """Give on what is to be read of each topic: what was planned, and every partition that is added later.

    It begins the pipeline. Beam's own impulse comes once and says that nothing will ever follow, after which Flink
    drops the timers of all later steps unless a splittable DoFn is in between, the state of which grows.

    Args:
        topics: The topics by their identity in the tables.
        planned: What was planned at launch, for all partitions that there were.
        output: Where the gap before the beginning of a new partition is noted.
    """

    def __init__(self, topics: Mapping[str, StreamTopic], planned: Sequence[Stretch], output: str) -> None:
        super().__init__()
        self.topics, self.planned, self.output = dict(topics), tuple(planned), output

    def expand(self, pipeline: Any) -> beam.PCollection[str]:
        """Watch."""
        keys = [(source, "") for source in self.topics]
        return (
            pipeline
            | FlinkStreamingImpulseSource().set_interval_ms(IMPULSE_MS)
            | beam.FlatMap(lambda _: keys).with_output_types(tuple[str, str])
            | beam.ParDo(_WatchPartitionsDoFn(self.topics, self.planned, self.output)).with_output_types(str)
        )


class _WatchPartitionsDoFn(beam.DoFn):
    """Partitions are numbered from 0 and never taken away: the state says how many were given on."""

    KNOWN = ReadModifyWriteStateSpec("known", VarIntCoder())

    def __init__(self, topics: dict[str, StreamTopic], planned: tuple[Stretch, ...], output: str) -> None:
        self.topics, self.planned, self.output = topics, planned, output

    def setup(self) -> None:
        self.looked = dict[str, float]()

    def process(
        self,
        keyed: tuple[str, str],
        state: Any = beam.DoFn.StateParam(KNOWN),  # noqa: B008
    ) -> Iterator[str]:
        source, now = keyed[0], time.monotonic()
        if now < self.looked.get(source, -LOOK_SECONDS) + LOOK_SECONDS:
            return  # every subtask has an impulse of its own
        self.looked[source] = now
        for partition, found in self._partitions(source, state.read() or 0):
            yield from (stretch.text() for stretch in found)
            state.write(partition + 1)

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
