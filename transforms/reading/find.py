"""Find the files that sources name: files, folders, patterns, `file://` URIs."""

import glob
import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from transforms.reading.errors import UsageError
from transforms.reading.json_file import with_layout
from transforms.reading.parquet import check_columns
from transforms.reading.source_file import KNOWN, SourceFile, printable, read_name, source_file
from transforms.reading.stream import hidden_compression
from transforms.tables.settings import FILE as OUTPUT

MAGIC = frozenset("*?[")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
FILE_URI = re.compile(r"file://(?:localhost)?(/.*)", re.IGNORECASE | re.DOTALL)


class Found(NamedTuple):
    """The files to read, each once, in the order of the sources and of names within one; and what was left aside.

    Attributes:
        files: The files to read.
        skipped: Paths in folders and among hits of patterns that are hidden or have an unknown ending.
    """

    files: tuple[SourceFile, ...]
    skipped: tuple[str, ...]


def find(sources: Sequence[str]) -> Found:
    """Return the files that sources name.

    A folder stands for all files below it, symbolic links followed, each folder once. What is hidden, has an unknown
    ending or is an output of dateline's is left aside there and named; a file that is named itself must have a known
    ending. A file reached by two ways is listed once, under its own path rather than under a link's.

    Raises:
        UsageError: A source is missing or has an unknown ending, a folder or pattern gives no file to read, a `.json`
            file holds an array, or a Parquet file has no column `text`.
    """
    paths: dict[str, str] = {}
    skipped: list[str] = []
    for source in sources:
        for path in _paths(source, skipped):
            real = os.path.realpath(path)
            if paths.setdefault(real, path) != path and path == real:
                paths[real] = path
    return Found(tuple(_open(path) for path in paths.values()), tuple(dict.fromkeys(skipped)))


def _open(path: str) -> SourceFile:
    name = read_name(path)
    if name is None:
        raise UsageError(f"{printable(path)}: dateline does not know this ending; it reads {KNOWN}")
    file = with_layout(source_file(path, name))
    if file.layout == "parquet":
        check_columns(file)
    if file.layout == "lines" and not file.compression and (ending := hidden_compression(file)):
        raise UsageError(f"{printable(path)} is compressed and does not say so: rename it to end in .{ending}")
    return file


def _paths(source: str, skipped: list[str]) -> list[str]:
    path = os.path.abspath(_local(source))
    if not os.path.lexists(path) and MAGIC & set(path):
        return _of_pattern(path, skipped)
    if os.path.isdir(path):
        return _of_folder(path, skipped)
    if not os.path.lexists(path):
        raise UsageError(f"{printable(path)} does not exist")
    return [path]


def _local(source: str) -> str:
    uri = FILE_URI.fullmatch(source)
    path = unquote(uri[1], errors="surrogateescape") if uri else source
    if not uri and SCHEME.match(source):
        raise UsageError(f"{printable(source)}: files are read from this machine: a path or file:///path")
    if not path or "\0" in path:
        raise UsageError("a source is empty or holds a NUL")
    return path


def _of_pattern(pattern: str, skipped: list[str]) -> list[str]:
    found = []
    for hit in sorted(glob.glob(pattern, recursive=True)):
        found += list(_walk(hit, skipped, set())) if os.path.isdir(hit) else list(_known(hit, skipped))
    return _some(found, skipped, f"no file to read matches {printable(pattern)}")


def _of_folder(folder: str, skipped: list[str]) -> list[str]:
    return _some(list(_walk(folder, skipped, set())), skipped, f"{printable(folder)} has no file to read")


def _some(found: list[str], skipped: list[str], complaint: str) -> list[str]:
    if found:
        return found
    aside = f" (left aside: {', '.join(map(printable, skipped[:3]))})" if skipped else ""
    raise UsageError(f"{complaint}{aside}; dateline reads {KNOWN}")


def _walk(folder: str, skipped: list[str], seen: set[tuple[int, int]]) -> Iterator[str]:
    try:
        state = os.stat(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"{printable(folder)}: {error.strerror}") from error
    if (state.st_dev, state.st_ino) in seen:
        return
    seen.add((state.st_dev, state.st_ino))
    if os.path.exists(os.path.join(folder, OUTPUT)):
        skipped.append(folder)
        return
    for entry in entries:
        if entry.name.startswith("."):
            skipped.append(entry.path)
        elif os.path.isdir(entry.path):  # entry.is_dir() raises on a link to itself
            yield from _walk(entry.path, skipped, seen)
        else:
            yield from _known(entry.path, skipped)


def _known(path: str, skipped: list[str]) -> Iterator[str]:
    if read_name(path) is not None and os.path.isfile(path):
        yield path
    else:
        skipped.append(path)
