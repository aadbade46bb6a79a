"""The main job in this process without Beam and Great Expectations, for what only reading and writing decide."""

import datetime as dt
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from cheap import CheapCoder

from schemas.event import QUARANTINE
from transforms.batch import ArticleBatch, CheckedBatch, RecordBatch
from transforms.load_coder import Codes
from transforms.parse_articles import parse_articles
from transforms.plan_chunks import Reading, plan_chunks
from transforms.plan_topics import plan_topics
from transforms.read_chunk import read_chunk
from transforms.reading.find import find
from transforms.reading.topics.survey import survey_all
from transforms.tables import storage as storage_module
from transforms.tables.attempts import Note
from transforms.tables.coverage import coverage
from transforms.tables.gaps import write_gaps
from transforms.tables.rows import article_table, dead_letter_table, event_table, quality_table
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import Storage, storage
from transforms.tables.write import write_chunk
from transforms.validate_events import Validated


def ingest(
    output: Path, source: str, sizes: Settings, *, begin: str = "earliest", config: str | None = None, **how: Any
) -> Storage:
    """Drain a topic into an output."""
    store = storage(str(output))
    settle(store, sizes)
    plan = plan_topics(survey_all([source], config, begin), coverage(store), sizes, **how)
    write_gaps(store, plan.gaps)
    ingest_readings(store, plan.readings, sizes)
    return store


def ingest_readings(
    store: Storage, readings: Iterable[Reading], sizes: Settings,
    crash_at: int | None = None, crash: type[Exception] = RuntimeError,
) -> None:  # fmt: skip
    """Read, parse, code and write; crash before the write with a number."""
    with _crashing(crash_at, crash):
        for reading in readings:
            for batch in read_chunk(reading, sizes):
                assert isinstance(batch, RecordBatch), batch
                write_batch(store, batch)


def write_batch(store: Storage, batch: RecordBatch, most: float = math.inf, note: Note | None = None) -> None:
    """Parse and code a batch and write its chunk."""
    checked = coded(batch, most, note)
    write_chunk(store, checked.chunk, checked.covers, checked.tables, evaluated=True)


def write_texts(folder: Path, texts: Sequence[str], coder: Codes | None = None, most: float = math.inf) -> Storage:
    """Write texts, as files of one article, into the output `folder/out`, coded by the cheap coder or another."""
    (folder / "in").mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / "in" / f"{number:03}.txt").write_text(text, "utf-8")
    store = storage(str(folder / "out"))
    settle(store, Settings())
    for reading in plan_chunks(find([str(folder / "in")]).files, coverage(store), Settings()):
        for batch in read_chunk(reading, Settings()):
            assert isinstance(batch, RecordBatch)
            checked = coded_articles(parse_articles(batch, Note()), most, coder)
            write_chunk(store, checked.chunk, checked.covers, checked.tables, evaluated=True)
    return store


def coded(batch: RecordBatch, most: float = math.inf, note: Note | None = None) -> CheckedBatch:
    """Parse and code a batch; events whose confidence is above `most` are quarantined, what `note` knows crashed."""
    return coded_articles(parse_articles(batch, note or Note()), most)


def coded_articles(parsed: ArticleBatch, most: float = math.inf, coder: Codes | None = None) -> CheckedBatch:
    """Code articles by the cheap coder or another; events whose confidence is above `most` are quarantined."""
    coder = coder or CheapCoder()
    now = dt.datetime.now(dt.UTC)
    checked = checking(most)(event_table(parsed.articles, tuple(coder.code(parsed.articles)), now), {})
    tables = {
        "articles": article_table(parsed.articles, checked.passed, checked.quarantined, coder.version, now),
        "events": checked.passed,
        "quarantine": checked.quarantined,
        "dead_letters": dead_letter_table(parsed.dead_letters, now),
        "quality": quality_table(parsed.chunk, (), now),
    }
    return CheckedBatch(parsed.chunk, parsed.covers, tables, evaluated=True)


def checking(most: float) -> Callable[..., Validated]:
    """Return what stands in for the row rules: one rule, `confidence <= most`."""

    def check(events: pa.Table, _: object) -> Validated:
        broken = pc.greater(events["confidence"], most)
        held = events.filter(broken)
        rules = pa.array([["confidence_in_range"]] * held.num_rows, QUARANTINE.field("violations").type)
        quarantined = held.append_column(QUARANTINE.field("violations"), rules).cast(QUARANTINE)
        return Validated(events.filter(pc.invert(broken)), quarantined, (), evaluated=True)

    return check


@contextmanager
def _crashing(at: int | None, crash: type[Exception]) -> Iterator[None]:
    real, numbers = storage_module._replace, itertools.count()

    def replace(path: Path, content: Any) -> None:
        if next(numbers) == at:
            raise crash
        real(path, content)

    storage_module._replace = replace
    try:
        yield
    finally:
        storage_module._replace = real
