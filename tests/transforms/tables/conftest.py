import datetime as dt
import itertools
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ingest import write_batch

from schemas.tables import TABLES
from transforms.batch import RecordBatch
from transforms.plan_chunks import plan_chunks
from transforms.read_chunk import read_chunk
from transforms.reading.find import find
from transforms.tables import storage as storage_module
from transforms.tables.coverage import coverage
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import Storage, storage
from transforms.tables.sweep import sweep

SMALL = Settings(chunk_bytes=1024, chunk_records=4)
Ingest = Callable[..., Storage]
Rows = dict[str, list[dict[str, Any]]]


class Crash(Exception):  # noqa: N818
    """The process is gone."""


@pytest.fixture
def ingest() -> Ingest:
    """Run the main job in this process without Beam and Great Expectations: `ingest(output, sources, crash_at=5)`."""
    return _ingest


def _ingest(
    output: Path, sources: Sequence[Path], *, crash_at: int | None = None, sizes: Settings = SMALL, reread: bool = False
) -> Storage:
    store = storage(str(output))
    files = find([str(source) for source in sources]).files
    with _Crashing(crash_at):
        settle(store, sizes)
        held = coverage(store)
        sweep(store, held, [file.uri for file in files])
        for reading in plan_chunks(files, held, sizes, reread=reread):
            for batch in read_chunk(reading, sizes):
                if isinstance(batch, RecordBatch):
                    write_batch(store, batch)
    return store


class _Crashing:
    """End the process before or after the change number `at`; a write leaves a torn temporary file behind."""

    def __init__(self, at: int | None) -> None:
        self.at, self.numbers = at, itertools.count()
        self.real, self.real_delete = storage_module._replace, Storage.delete

    def __enter__(self) -> None:
        def delete(store: Storage, name: str) -> None:
            self._delete(store, name)

        storage_module._replace = self._replace
        Storage.delete = delete  # type: ignore[method-assign, assignment]

    def __exit__(self, *_: object) -> None:
        storage_module._replace = self.real
        Storage.delete = self.real_delete  # type: ignore[method-assign]

    def _delete(self, store: Storage, name: str) -> None:
        if not store.exists(name):
            return
        ends = self.at is not None and next(self.numbers) == self.at // 2
        if not ends or (self.at or 0) % 2:
            self.real_delete(store, name)
        if ends:
            raise Crash

    def _replace(self, path: Path, content: bytes | pa.Buffer) -> None:
        number = next(self.numbers)
        if self.at is not None and number == self.at // 2:
            if self.at % 2:
                self.real(path, content)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_name(f".{path.name}.{_dead_process()}.tmp").write_bytes(bytes(content)[:100])
            raise Crash
        self.real(path, content)


def _dead_process() -> int:
    return next(number for number in range(4_000_000, 4_194_304) if not os.path.exists(f"/proc/{number}"))


@pytest.fixture
def crashing() -> Callable[[int | None], Any]:
    """Return a context in which the process ends at a change of the output: `with crashing(5): ...`."""
    return _Crashing


@pytest.fixture
def rows() -> Callable[[Storage], Rows]:
    """Return a reader of everything in an output but `processed_at`, sorted."""
    return _rows


def _rows(store: Storage) -> Rows:
    return {table: sorted(_of(store, table), key=json_key) for table in TABLES}


def _of(store: Storage, table: str) -> Iterator[dict[str, Any]]:
    for name in store.names(table):
        for row in pq.read_table(store.path(name), partitioning=None).to_pylist():
            yield {"file": name, **row, "processed_at": None}


def json_key(row: dict[str, Any]) -> str:
    return json.dumps(row, default=str, sort_keys=True)


@pytest.fixture
def write_lines(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of JSON lines: `write_lines(["text one", "text two"], name="a.jsonl", hour=3)`."""

    def write(texts: Sequence[str], name: str = "a.jsonl", hour: int = 0, *, more: bool = False) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a" if more else "w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
        moment = (dt.datetime(2024, 5, 1, tzinfo=dt.UTC) + dt.timedelta(hours=hour)).timestamp()
        os.utime(path, (moment, moment))
        return path

    return write
