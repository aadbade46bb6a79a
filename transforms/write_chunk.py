"""Checked tables in, a committed chunk out."""

import time
from collections.abc import Iterator

import apache_beam as beam

from transforms.batch import CheckedBatch
from transforms.metrics import counter, distribution
from transforms.tables.attempts import forget
from transforms.tables.chunk import Chunk
from transforms.tables.storage import storage
from transforms.tables.write import write_chunk


class WriteChunk(beam.PTransform[beam.PCollection[CheckedBatch], beam.PCollection[Chunk]]):
    """Write the tables of each chunk and commit it.

    Exactly once: a chunk written again, by a retry, a zombie or a new run, has the same files under the same names.

    Args:
        output: The folder or bucket of the tables.
    """

    def __init__(self, output: str) -> None:
        super().__init__()
        self.output = output

    def expand(self, batches: beam.PCollection[CheckedBatch]) -> beam.PCollection[Chunk]:
        """Write."""
        return batches | beam.ParDo(_WriteChunkDoFn(self.output))


class _WriteChunkDoFn(beam.DoFn):
    def __init__(self, output: str) -> None:
        self.output = output

    def setup(self) -> None:
        self.store = storage(self.output)

    def process(self, batch: CheckedBatch) -> Iterator[Chunk]:
        began = time.monotonic()
        if write_chunk(self.store, batch.chunk, batch.covers, batch.tables, evaluated=batch.evaluated):
            counter("chunks_written").inc()
        forget(self.store, batch.chunk)
        distribution("writing_ms").update(int((time.monotonic() - began) * 1000))
        yield batch.chunk
