"""What flows: consecutive records of one chunk, and what becomes of them from step to step.

Every batch carries the chunk that it belongs to, the ranges that it accounts for, and its refused records.
"""

from typing import NamedTuple

import pyarrow as pa

from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.event import Event
from schemas.record import Record
from transforms.tables.chunk import Chunk, Covered, cell

PART = 16  # offsets that a stream reads, codes and notes together


class RecordBatch(NamedTuple):
    """Records as they were read."""

    chunk: Chunk
    covers: tuple[Covered, ...]
    records: tuple[Record, ...]


class ArticleBatch(NamedTuple):
    """The records that became articles, and those that did not."""

    chunk: Chunk
    covers: tuple[Covered, ...]
    articles: tuple[Article, ...]
    dead_letters: tuple[DeadLetter, ...]


class EventBatch(NamedTuple):
    """The articles with the events that each reports, in the same order."""

    chunk: Chunk
    covers: tuple[Covered, ...]
    articles: tuple[Article, ...]
    events: tuple[tuple[Event, ...], ...]
    dead_letters: tuple[DeadLetter, ...]


class CheckedBatch(NamedTuple):
    """Everything that is to be written of a chunk: tables with the schemas of the same name."""

    chunk: Chunk
    covers: tuple[Covered, ...]
    tables: dict[str, pa.Table]
    evaluated: bool


def part(batch: RecordBatch | ArticleBatch) -> Chunk:
    """Return the part of its chunk in which a batch lies, as a chunk: attempts at it are noted under its name.

    A stream that goes on from a checkpoint cuts other batches than before, in the same parts.
    """
    return batch.chunk._replace(start=max(batch.chunk.start, cell(batch.covers[0].first, PART)[0]))
