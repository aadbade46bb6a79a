"""Coded batches in any order in, chunks without a hole out: complete, or so far as they have come."""

import time
from collections.abc import Iterator
from typing import Any

import apache_beam as beam
from apache_beam.coders import BytesCoder
from apache_beam.transforms.timeutil import TimeDomain
from apache_beam.transforms.userstate import BagStateSpec, ReadModifyWriteStateSpec, TimerSpec, on_timer

from transforms.batch import EventBatch
from transforms.chunk_assembly import assemble, holds_records, pack, read_assembly, unpack
from transforms.metrics import counter
from transforms.tables.lock import join_run
from transforms.tables.storage import storage


class AssembleChunks(beam.PTransform[beam.PCollection[EventBatch], beam.PCollection[EventBatch]]):
    """Keep what has come of each chunk, and hand it on whole: when it is complete, and some time after it has grown.

    Args:
        output: The output that the chunks are written to.
        flush_seconds: How long what has come may wait for the rest of its chunk.
    """

    def __init__(self, output: str, flush_seconds: int) -> None:
        super().__init__()
        self.output, self.flush_seconds = output, flush_seconds

    def expand(self, batches: beam.PCollection[EventBatch]) -> beam.PCollection[EventBatch]:
        """Assemble."""
        return (
            batches
            | beam.Map(by_chunk).with_output_types(tuple[str, bytes])
            | beam.ParDo(_AssembleChunksDoFn(self.output, self.flush_seconds)).with_output_types(EventBatch)
        )


def by_chunk(batch: EventBatch) -> tuple[str, bytes]:
    """Return a batch under the key of its chunk."""
    return f"{batch.chunk.source} {batch.chunk.partition} {batch.chunk.start}", pack(batch)


class _AssembleChunksDoFn(beam.DoFn):
    BATCHES = BagStateSpec("batches", BytesCoder())
    ASSEMBLY = ReadModifyWriteStateSpec("assembly", BytesCoder())
    FLUSH = TimerSpec("flush", TimeDomain.REAL_TIME)

    def __init__(self, output: str, flush_seconds: int) -> None:
        self.output, self.flush_seconds = output, flush_seconds

    def setup(self) -> None:
        self.store = storage(self.output)

    def process(
        self,
        keyed: tuple[str, bytes],
        batches: Any = beam.DoFn.StateParam(BATCHES),  # noqa: B008
        state: Any = beam.DoFn.StateParam(ASSEMBLY),  # noqa: B008
        flush: Any = beam.DoFn.TimerParam(FLUSH),  # noqa: B008
    ) -> Iterator[EventBatch]:
        batch = unpack(keyed[1])
        chunk, known = batch.chunk, read_assembly(state.read())
        join_run(self.store, chunk.source)  # this process writes the chunk too: the steps behind this one are fused
        if known.knows(batch):
            return
        batches.add(keyed[1])
        known = known.having(batch)
        if known.is_complete(chunk.start):
            yield assemble(map(unpack, batches.read()))
            counter("chunks_completed").inc()
            batches.clear(), state.clear(), flush.clear()
            return
        if not known.waiting:
            flush.set(time.time() + self.flush_seconds)
        state.write(known._replace(waiting=True).text())

    @on_timer(FLUSH)
    def on_flush(
        self,
        batches: Any = beam.DoFn.StateParam(BATCHES),  # noqa: B008
        state: Any = beam.DoFn.StateParam(ASSEMBLY),  # noqa: B008
    ) -> Iterator[EventBatch]:
        waiting = state.read()
        if not waiting:
            return  # it was completed meanwhile
        known = read_assembly(waiting)._replace(waiting=False)
        so_far = assemble(map(unpack, batches.read()))
        reach = so_far.covers[0].stop
        if holds_records(so_far) and reach > known.handed:  # a chunk without a record has no day yet
            counter("chunks_flushed").inc()
            yield so_far
            known = known._replace(handed=reach)
        state.write(known.text())
