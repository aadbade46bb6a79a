"""Drain and replay in this process without Beam and Great Expectations, with rules that can be mended."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from ingest import checking, coded, write_batch

from transforms import parse_article as parsing
from transforms import replay_chunk as replaying
from transforms.batch import RecordBatch
from transforms.plan_chunks import plan_chunks
from transforms.read_chunk import read_chunk
from transforms.reading.find import find
from transforms.replay import write_replay
from transforms.replay_chunk import plan_replay, read_again
from transforms.tables.coverage import coverage
from transforms.tables.settings import Settings
from transforms.tables.storage import Storage
from transforms.tables.sweep import sweep

SIZES = Settings(chunk_bytes=2048)
STRICT, LAX = (200, 1.0), (1_000_000, 2.0)  # longest text, highest confidence: what was wrong, and how it was mended
Rules = tuple[int, float]


def set_rules(monkeypatch: pytest.MonkeyPatch, wanted: Rules) -> float:
    """Set what is refused, and return what is quarantined."""
    monkeypatch.setattr(parsing, "LONGEST_TEXT", wanted[0])
    monkeypatch.setattr(replaying, "validate_events", checking(wanted[1]))
    return wanted[1]


def drain(store: Storage, sources: Sequence[Path], most: float) -> None:
    """Read what is new."""
    files = find([str(source) for source in sources]).files
    sweep(store, coverage(store), [file.uri for file in files])
    for reading in plan_chunks(files, coverage(store), SIZES):
        for batch in read_chunk(reading, SIZES):
            assert isinstance(batch, RecordBatch)
            write_batch(store, batch, most)


def replay(store: Storage, most: float) -> int:
    """Replay; return how many chunks were added to."""
    held = coverage(store)
    sweep(store, held, {covered.source for _, commit in held.commits for covered in commit.covers})
    now = dt.datetime.now(dt.UTC)
    return sum(write_replay(store, coded(read_again(store, part), most), now) for part in plan_replay(store, held))
