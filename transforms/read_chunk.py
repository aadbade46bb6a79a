"""A planned reading in, the records of each of its chunks out."""

import datetime as dt
import logging
from collections.abc import Iterator
from typing import NamedTuple

import apache_beam as beam

from schemas.record import Record
from transforms.batch import RecordBatch
from transforms.plan_chunks import Reading, grid, source_of
from transforms.reading.errors import SourceError
from transforms.reading.records import one_article, records, seekable
from transforms.reading.source_file import EPOCH, SourceFile
from transforms.reading.topics.bound import MOST_BYTES, bounded, volume
from transforms.reading.topics.fetch import fetch
from transforms.reading.topics.survey import TopicPartition
from transforms.tables.chunk import Chunk, Covered, cell
from transforms.tables.failures import note_failure
from transforms.tables.lock import join_run
from transforms.tables.settings import Settings, read_settings
from transforms.tables.storage import storage

log = logging.getLogger("dateline")


class ReadChunk(beam.PTransform[beam.PCollection[Reading], beam.PCollection[RecordBatch]]):
    """Read the chunks of each planned reading, one batch a chunk.

    Args:
        output: The output that the run writes to: knows the grid, and is told of sources that cannot be read.
    """

    def __init__(self, output: str) -> None:
        super().__init__()
        self.output = output

    def expand(self, readings: beam.PCollection[Reading]) -> beam.PCollection[RecordBatch]:
        """Read."""
        return readings | beam.ParDo(_ReadChunkDoFn(self.output))


class _ReadChunkDoFn(beam.DoFn):
    def __init__(self, output: str) -> None:
        self.output = output

    def setup(self) -> None:
        self.store = storage(self.output)
        self.settings = read_settings(self.store)

    def process(self, reading: Reading) -> Iterator[RecordBatch]:
        for source in reading.sources:
            join_run(self.store, source)
        for item in read_chunk(reading, self.settings):
            if isinstance(item, RecordBatch):
                yield item
            else:
                log.error("%s: %s", item.source, item.reason)
                note_failure(self.store, item.source, item.reason)


class Unread(NamedTuple):
    """A source that could not be read to its end: what came before is kept, and the next run tries again."""

    source: str
    reason: str


def read_chunk(reading: Reading, settings: Settings) -> Iterator[RecordBatch | Unread]:
    """Yield the records of each chunk of a reading, in order, and the sources that could not be read."""
    if reading.topic is not None:
        yield from _read_offsets(reading, reading.topic, settings.chunk_records)
        return
    file = reading.files[0]
    if one_article(file):
        yield from _read_pack(reading)
    elif seekable(file):
        yield from _read_cell(reading, grid(file, settings))
    else:
        yield from _read_stream(reading, grid(file, settings))


def _read_offsets(reading: Reading, topic: TopicPartition, size: int) -> Iterator[RecordBatch | Unread]:
    """Cut a range of offsets at the grid, and where a chunk holds much.

    A chunk that has been given no time yet takes that of its first record.
    """
    source, first, timestamp = reading.sources[0], reading.first, reading.timestamp
    while first < (reading.stop or 0):
        cell_stop = cell(first, size)[1]
        stop = min(cell_stop, reading.stop or 0)
        try:
            found = [_kept(record, source, reading) for record in bounded(fetch(topic, first, stop))]
            if found and found[-1].stop < stop and volume(found) >= MOST_BYTES:
                stop = cell_stop = found[-1].stop  # the rest of the cell is a chunk of its own
        except SourceError as error:
            yield Unread(source, error.reason)
            return
        if timestamp is None:
            timestamp = found[0].timestamp if found else EPOCH
        yield _batch(Chunk(source, topic.partition, first, cell_stop, timestamp), stop, found)
        first, timestamp = stop, None


def _read_pack(reading: Reading) -> Iterator[RecordBatch | Unread]:
    read: list[tuple[Covered, Record]] = []
    for file, source in zip(reading.files, reading.sources, strict=True):
        try:
            record = next(records(file, 0))
        except SourceError as error:
            yield Unread(source, error.reason)
        else:
            read.append((_whole(file, source, record), _claimed(record, source, reading, record.timestamp)))
    if read:
        covers, found = zip(*read, strict=True)
        chunk = Chunk(source_of(reading), 0, 0, len(reading.files), reading.timestamp or reading.files[0].modified)
        yield RecordBatch(chunk, covers, found)


def _whole(file: SourceFile, source: str, record: Record) -> Covered:
    return Covered(source, 0, 0, max(record.stop, 1), 0, record.sha256, file.size, file.mtime_ns)


def _read_cell(reading: Reading, size: int) -> Iterator[RecordBatch | Unread]:
    file, source, stop = reading.files[0], reading.sources[0], reading.stop or 0
    chunk = Chunk(source, 0, reading.first, cell(reading.first, size)[1], reading.timestamp or file.modified)
    try:
        found = tuple(_claimed(r, source, reading, chunk.timestamp) for r in records(file, reading.first, stop))
    except SourceError as error:
        yield Unread(source, error.reason)
    else:
        yield _batch(chunk, stop, found, file if stop == file.size else None)


def _read_stream(reading: Reading, size: int) -> Iterator[RecordBatch | Unread]:
    """Cut one pass at the grid: a chunk is given on as soon as a record behind it, or the end, is seen."""
    file, source, times = reading.files[0], reading.sources[0], dict(reading.times)

    def chunk_at(start: int) -> Chunk:
        return Chunk(source, 0, start, cell(start, size)[1], times.get(start, file.modified))

    chunk, found = chunk_at(reading.first), list[Record]()
    try:
        for record in records(file, reading.first):
            while record.position.offset >= chunk.stop:
                yield _batch(chunk, chunk.stop, found)
                chunk, found = chunk_at(chunk.stop), []
            found.append(_claimed(record, source, reading, chunk.timestamp))
    except SourceError as error:
        yield from _rest(chunk, found)
        yield Unread(source, error.reason)
    else:
        yield from _rest(chunk, found, file)


def _rest(chunk: Chunk, found: list[Record], ended: SourceFile | None = None) -> Iterator[RecordBatch]:
    if found:
        yield _batch(chunk, min(found[-1].stop, chunk.stop), found, ended)


def _batch(
    chunk: Chunk, stop: int, found: list[Record] | tuple[Record, ...], ended: SourceFile | None = None
) -> RecordBatch:
    last = (found[-1].position.offset, found[-1].sha256) if found else (None, None)
    end = (ended.size, ended.mtime_ns) if ended else (None, None)
    return RecordBatch(chunk, (Covered(chunk.source, chunk.partition, chunk.start, stop, *last, *end),), tuple(found))


def _claimed(record: Record, source: str, reading: Reading, timestamp: dt.datetime) -> Record:
    """Return a record under its source's identity in the tables and the time of its chunk."""
    return _kept(record, source, reading)._replace(timestamp=timestamp)


def _kept(record: Record, source: str, reading: Reading) -> Record:
    """Return a record under its source's identity in the tables, with its own time."""
    declared = (*record.declared, *((("published_at", reading.published_at),) if reading.published_at else ()))
    return record._replace(position=record.position._replace(source=source), declared=declared)
