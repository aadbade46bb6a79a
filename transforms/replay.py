"""The ends of the replay's flow: open dead letters of a chunk in, what the replay adds to the chunk out.

Between them stand the same steps as in the main job.
"""

import datetime as dt
from collections.abc import Iterator

import apache_beam as beam

from transforms.batch import CheckedBatch, RecordBatch
from transforms.replay_chunk import Commits, check_again, read_again, replayed_tables
from transforms.tables.chunk import Chunk
from transforms.tables.lock import join_run
from transforms.tables.storage import Storage, storage
from transforms.tables.write import committed, write_chunk


class ReadDeadLetters(beam.PTransform[beam.PCollection[Commits], beam.PCollection[RecordBatch]]):
    """Read the open dead letters of each chunk as the records that they were.

    Args:
        output: The output.
    """

    def __init__(self, output: str) -> None:
        super().__init__()
        self.output = output

    def expand(self, plan: beam.PCollection[Commits]) -> beam.PCollection[RecordBatch]:
        """Read."""
        return plan | beam.ParDo(_ReadDeadLettersDoFn(self.output))


class _ReadDeadLettersDoFn(beam.DoFn):
    def __init__(self, output: str) -> None:
        self.output = output

    def setup(self) -> None:
        self.store = storage(self.output)

    def process(self, commits: Commits) -> Iterator[RecordBatch]:
        for source in {covered.source for covered in commits[0].covers}:
            join_run(self.store, source)
        yield read_again(self.store, commits)


class WriteReplay(beam.PTransform[beam.PCollection[CheckedBatch], beam.PCollection[Chunk]]):
    """Check the open quarantine of each chunk again, and commit what the replay adds to it; nothing if that is none.

    Args:
        output: The output.
    """

    def __init__(self, output: str) -> None:
        super().__init__()
        self.output = output

    def expand(self, batches: beam.PCollection[CheckedBatch]) -> beam.PCollection[Chunk]:
        """Write."""
        return batches | beam.ParDo(_WriteReplayDoFn(self.output))


class _WriteReplayDoFn(beam.DoFn):
    def __init__(self, output: str) -> None:
        self.output = output

    def setup(self) -> None:
        self.store = storage(self.output)

    def process(self, batch: CheckedBatch) -> Iterator[Chunk]:
        if write_replay(self.store, batch, dt.datetime.now(dt.UTC)):
            yield batch.chunk


def write_replay(store: Storage, batch: CheckedBatch, processed_at: dt.datetime) -> bool:
    """Commit what a replay adds to a chunk; tell whether there was anything. The note of its attempts stays."""
    before = (committed(store, batch.chunk._replace(replay=number)) for number in range(batch.chunk.replay))
    passed = check_again(store, tuple(commit for commit in before if commit), processed_at)
    tables = replayed_tables(batch, passed)
    return tables is not None and write_chunk(store, batch.chunk, batch.covers, tables, evaluated=batch.evaluated)
