"""A file that is a source: where it is, what its name says about it, and its state when it was found."""

import datetime as dt
import os
import stat
from typing import NamedTuple
from urllib.parse import quote

from transforms.reading.errors import UsageError

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
COMPRESSIONS = {".gz": "gz", ".zst": "zst"}
# Ending: (media, layout). `.json` says only JSON: `transforms.reading.json_file` looks inside.
ENDINGS = {
    ".jsonl": ("json", "lines"),
    ".ndjson": ("json", "lines"),
    ".json": ("json", "unknown"),
    ".txt": ("text", "whole"),
    ".html": ("html", "whole"),
    ".htm": ("html", "whole"),
    ".warc": ("warc", "warc"),
    ".parquet": ("parquet", "parquet"),
}
KNOWN = ", ".join(ENDINGS) + "; each but .parquet also with .gz or .zst"


class SourceFile(NamedTuple):
    """A file that is a source, as it was when it was found.

    Attributes:
        path: Absolute path.
        uri: `file://` and the percent-encoded absolute path, symbolic links kept: the identity of the source.
        media: json, text, html, warc or parquet.
        layout: How records lie in it: lines, whole (one article), warc or parquet.
        compression: Empty, gz or zst.
        size: Bytes on disk. What is appended later is another run's.
        modified: Modification time, cut to microseconds, in UTC.
        mtime_ns: The same in nanoseconds since 1970.
    """

    path: str
    uri: str
    media: str
    layout: str
    compression: str
    size: int
    modified: dt.datetime
    mtime_ns: int


class Name(NamedTuple):
    """What the name of a file says about it."""

    media: str
    layout: str
    compression: str


def read_name(path: str) -> Name | None:
    """Return what the endings of a file name say, in any letter case; None if dateline does not know them."""
    stem, last = os.path.splitext(path.lower())
    compression = COMPRESSIONS.get(last, "")
    ending = os.path.splitext(stem)[1] if compression else last
    if ending not in ENDINGS or (compression and ending == ".parquet"):
        return None
    return Name(*ENDINGS[ending], compression)


def source_file(path: str, name: Name) -> SourceFile:
    """Return the file at an absolute path as a source.

    Raises:
        UsageError: It is not there, or is no regular file.
    """
    try:
        state = os.stat(path)
    except OSError as error:
        raise UsageError(f"{printable(path)}: {error.strerror}") from error
    if not stat.S_ISREG(state.st_mode):
        raise UsageError(f"{printable(path)} is not a regular file")
    modified = EPOCH + dt.timedelta(microseconds=state.st_mtime_ns // 1000)
    return SourceFile(path, file_uri(path), *name, state.st_size, modified, state.st_mtime_ns)


def file_uri(path: str) -> str:
    """Return the URI of an absolute path.

    >>> file_uri("/data/été 1.jsonl")
    'file:///data/%C3%A9t%C3%A9%201.jsonl'
    """
    return "file://" + quote(os.fsencode(path))


def printable(path: str) -> str:
    r"""Return a path that any terminal and any file can take: bytes that are not UTF-8 as \x escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
