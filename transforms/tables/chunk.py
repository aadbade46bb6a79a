"""A chunk: a fixed cell of a partition, the unit that is written whole."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

EPOCH = dt.date(1970, 1, 1)
_EARLIEST, _LATEST = dt.date(1990, 1, 1), dt.date(2100, 1, 1)


class Covered(NamedTuple):
    """The half-open range [first, stop) of a partition that a chunk accounts for, gaps included.

    Attributes:
        source: As in `Position`.
        partition: As in `Position`.
        first: First offset of the range.
        stop: Offset behind it.
        last: Offset of the last record in it; None if it holds no record.
        sha256: Hex digest of that record's value: read again at launch to find rewritten sources.
        size: Bytes of the file when it was read to its end; None while it was not.
        modified: The file's modification time then, in nanoseconds.
    """

    source: str
    partition: int
    first: int
    stop: int
    last: int | None = None
    sha256: str | None = None
    size: int | None = None
    modified: int | None = None


class Chunk(NamedTuple):
    """A fixed cell [start, stop) of a partition, or a pack of one-article files.

    Attributes:
        source: As in `Position`; of a pack `pack:` and the digest of its files' URIs.
        partition: As in `Position`.
        start: First offset of the cell.
        stop: Offset behind the cell.
        timestamp: The time of its first record, given once and kept: its day is the `ingest_date` of its files.
        replay: 0 for the chunk itself; n for what its nth replay added to it.
    """

    source: str
    partition: int
    start: int
    stop: int
    timestamp: dt.datetime
    replay: int = 0

    @property
    def name(self) -> str:
        """File name of the chunk, the same in every table: made of source, partition, chunk start and replay."""
        label = re.sub(r"[^A-Za-z0-9]+", "-", unquote(self.source.rsplit("/", 1)[-1])).strip("-")[:40]
        digest = hashlib.sha256(self.source.encode()).hexdigest()[:16]
        again = f".replay{self.replay if self.replay > 1 else ''}" if self.replay else ""
        return f"{label}-{digest}-{self.partition:05d}-{self.start:016d}{again}.parquet"

    def file(self, table: str) -> str:
        """Return the chunk's file in a table, relative to the output."""
        return f"{table}/ingest_date={ingest_date(self.timestamp):%Y-%m-%d}/{self.name}"


def ingest_date(timestamp: dt.datetime) -> dt.date:
    """Return the day under which a record's chunk stands; 1970-01-01 for an unset or absurd time.

    >>> ingest_date(dt.datetime(9999, 1, 1, tzinfo=dt.UTC))
    datetime.date(1970, 1, 1)
    """
    day = timestamp.astimezone(dt.UTC).date() if timestamp.year < _LATEST.year else EPOCH
    return day if _EARLIEST <= day < _LATEST else EPOCH


def cell(offset: int, size: int) -> tuple[int, int]:
    """Return the grid cell [start, stop) in which an offset lies.

    >>> cell(300, 256)
    (256, 512)
    """
    start = offset - offset % size
    return start, start + size


def pack_source(uris: Iterable[str]) -> str:
    """Return the source of a pack of one-article files."""
    return "pack:" + hashlib.sha256("\0".join(uris).encode()).hexdigest()
