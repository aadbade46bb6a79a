"""An output of the sample articles, coded by dateline's own coder in this process, on three days.

One article is delivered twice, and a run is just writing: what readers of the plain files have to live with.
"""

import datetime as dt
import os
from pathlib import Path

from ingest import coded_articles

from transforms.batch import RecordBatch
from transforms.load_coder import load_coder
from transforms.parse_articles import parse_articles
from transforms.plan_chunks import plan_chunks
from transforms.read_chunk import read_chunk
from transforms.reading.find import find
from transforms.tables.attempts import Note
from transforms.tables.coverage import coverage
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import Storage, storage
from transforms.tables.write import write_chunk

SAMPLES = Path(__file__).parents[2] / "pipelines" / "samples" / "articles.jsonl"
DAYS = (dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2025, 1, 1))


def write_sample_output(folder: Path) -> Storage:
    """Write the output `folder/events`."""
    lines = SAMPLES.read_text("utf-8").splitlines(keepends=True)
    (folder / "in").mkdir()
    for number, day in enumerate(DAYS):
        file = folder / "in" / f"{number}.jsonl"
        own = lines[number :: len(DAYS)]
        file.write_text("".join([*own, own[0] if number == 0 else ""]), "utf-8")
        noon = dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp()
        os.utime(file, (noon, noon))
    store = storage(str(folder / "events"))
    _write(store, folder / "in", Settings())
    written = next((folder / "events" / "events").glob("*/*.parquet"))
    written.with_name(f".{written.name}.1.tmp").write_bytes(b"half")
    return store


def _write(store: Storage, sources: Path, sizes: Settings) -> None:
    settle(store, sizes)
    for reading in plan_chunks(find([str(sources)]).files, coverage(store), sizes):
        for batch in read_chunk(reading, sizes):
            assert isinstance(batch, RecordBatch)
            checked = coded_articles(parse_articles(batch, Note()), coder=load_coder())
            write_chunk(store, checked.chunk, checked.covers, checked.tables, evaluated=True)
