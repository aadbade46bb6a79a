"""The step with state and timer, once through Beam; what it does with batches is tested as functions."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.testing.util import assert_that

from schemas.dead_letter import DeadLetter
from schemas.position import Position
from schemas.record import Record
from transforms.assemble_chunks import AssembleChunks
from transforms.batch import EventBatch
from transforms.tables.chunk import Chunk, Covered

SOURCE, NOON = "kafka://c/news", dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


def batch(first: int, stop: int) -> EventBatch:
    """Return a batch of refused records: one at each offset."""
    records = [Record(Position(SOURCE, 0, n), n + 1, b"", "json", NOON, 0, f"hash of {n}") for n in range(first, stop)]
    start = first - first % 64
    return EventBatch(
        Chunk(SOURCE, 0, start, start + 64, NOON),
        (Covered(SOURCE, 0, first, stop, stop - 1, f"hash of {stop - 1}"),),
        (),
        (),
        tuple(DeadLetter(record, "parse", "not_json", "") for record in records),
    )


def test_a_chunk_is_handed_on_once_when_it_is_complete_and_an_open_one_up_to_its_hole(tmp_path: Path) -> None:
    whole = [batch(first, first + 8) for first in range(0, 64, 8)]
    batches = [*whole, *whole[2:4], batch(64, 80), batch(96, 112)]
    random.Random(7).shuffle(batches)

    def check(chunks: Any) -> None:
        covered = sorted(chunk.covers[0][2:4] for chunk in chunks)
        assert covered.count((0, 64)) == 1, covered
        assert covered[-1] == (64, 80), covered
        for chunk in chunks:
            first, stop = chunk.covers[0][2:4]
            assert [letter.record.position.offset for letter in chunk.dead_letters] == list(range(first, stop))

    with beam.Pipeline(runner=FnApiRunner()) as pipeline:
        assert_that(pipeline | beam.Create(batches) | AssembleChunks(str(tmp_path), 1), check)
