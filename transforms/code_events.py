"""Articles in, the events that they report out."""

import threading
import time
from collections.abc import Callable, Iterator

import apache_beam as beam

from schemas.event import Event
from transforms.batch import ArticleBatch, EventBatch, part
from transforms.load_coder import Codes
from transforms.metrics import counter, distribution
from transforms.tables.attempts import end, groups, recall, trying
from transforms.tables.storage import storage

GROUP = 16  # articles that are coded together: more is not faster and takes memory (measured: 128 took 1.2 GB)


_CODING = threading.Lock()  # threads are no faster, and nobody promises that the parser may be shared


class CodeEvents(beam.PTransform[beam.PCollection[ArticleBatch], beam.PCollection[EventBatch]]):
    """Code the events of each article.

    Args:
        output: Where it is noted what is being coded, in case the worker dies of it.
        load: Returns the coder; called once a worker.
    """

    def __init__(self, output: str, load: Callable[[], Codes]) -> None:
        super().__init__()
        self.output, self.load = output, load

    def expand(self, batches: beam.PCollection[ArticleBatch]) -> beam.PCollection[EventBatch]:
        """Code."""
        return batches | beam.ParDo(_CodeEventsDoFn(self.output, self.load))


class _CodeEventsDoFn(beam.DoFn):
    def __init__(self, output: str, load: Callable[[], Codes]) -> None:
        self.output, self.load = output, load

    def setup(self) -> None:
        self.store = storage(self.output)
        self.coder = self.load()

    def process(self, batch: ArticleBatch) -> Iterator[EventBatch]:
        began, events = time.monotonic(), tuple(self._events(batch))
        distribution("coding_ms").update(int((time.monotonic() - began) * 1000))
        counter("events_coded").inc(sum(map(len, events)))
        yield EventBatch(batch.chunk, batch.covers, batch.articles, events, batch.dead_letters)

    def _events(self, batch: ArticleBatch) -> Iterator[tuple[Event, ...]]:
        positions = [article.position for article in batch.articles]
        note = recall(self.store, part(batch), died=False)
        for first, stop in groups(positions, note, GROUP):
            with _CODING, trying(self.store, part(batch), note, positions[first:stop]):
                yield from list(self.coder.code(batch.articles[first:stop]))
        end(self.store, part(batch), note)
