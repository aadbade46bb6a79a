"""Files for the tests of reading: written where the test wants them, found as a user's would be."""

import gzip
from pathlib import Path

import zstandard

from transforms.reading.errors import SourceError
from transforms.reading.find import find
from transforms.reading.records import records
from transforms.reading.source_file import SourceFile


def write(path: Path, data: bytes) -> SourceFile:
    """Write a file, compressed as its name says, and find it."""
    if path.suffix == ".gz":
        data = gzip.compress(data, mtime=0)
    if path.suffix == ".zst":
        data = zstandard.compress(data)
    return write_raw(path, data)


def write_raw(path: Path, data: bytes) -> SourceFile:
    """Write a file as it is, and find it."""
    path.write_bytes(data)
    return find([str(path)]).files[0]


def values(file: SourceFile, first: int = 0, stop: int | None = None) -> list[bytes | None]:
    """Return the values of the records that begin in a range."""
    return [record.value for record in records(file, first, stop)]


def until_error(file: SourceFile) -> tuple[list[bytes | None], str]:
    """Return the values that came before the source error, and what it said."""
    found: list[bytes | None] = []
    try:
        for record in records(file):
            found.append(record.value)
    except SourceError as error:
        return found, error.reason
    return found, ""
