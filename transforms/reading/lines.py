"""Records that are lines: where each begins and ends, whatever the worker's range and the block's size."""

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from transforms.reading.source_file import SourceFile
from transforms.reading.stream import blocks
from transforms.reading.value import GrowingValue, Value, small


class Line(NamedTuple):
    """A line: [begin, stop) with its line break, and its bytes without."""

    begin: int
    stop: int
    value: Value


def lines(file: SourceFile, first: int, stop: int | None) -> Iterator[Line]:
    """Yield the lines of a file that begin in [first, stop), blank ones left out.

    A line ends with LF or CR LF; the last one may end with the file. A byte order mark belongs to the first line, which
    begins at 0. A line above 16 MiB is never blank.

    Raises:
        SourceError: The file cannot be read on; all lines that were whole before are yielded.
    """
    # From one byte before: only then a line that begins exactly at `first` is told from the rest of an earlier one.
    start = max(first - 1, 0) if not file.compression else 0
    for line in _all_lines(blocks(file, start), start, first, stop):
        if stop is not None and line.begin >= stop:
            return
        if line.begin >= first and not _blank(line):
            yield line


def _blank(line: Line) -> bool:
    kept = line.value.kept
    return len(kept) == line.value.size and not kept.removeprefix(codecs.BOM_UTF8).strip()


def _all_lines(pieces: Iterator[bytes], start: int, first: int, stop: int | None) -> Iterator[Line]:
    begin = position = start
    rest = _Rest()
    for block in pieces:
        at = 0
        while (end := block.find(b"\n", at)) >= 0:
            value = rest.finish(block[at:end]) if begin < position else small(block[at:end].removesuffix(b"\r"))
            at = end + 1
            yield Line(begin, position + at, value)
            begin, rest = position + at, _Rest() if begin < position else rest
        position += len(block)
        if at < len(block):
            rest.add(block[at:])
        if begin < first and stop is not None and position >= stop:
            return  # an earlier line covers the whole range: whoever reads that one reads on
    if begin < position:
        yield Line(begin, position, rest.finish(b""))


class _Rest:
    """The beginning of a line that goes on in the next block; a CR at its end may be half of the line break."""

    def __init__(self) -> None:
        self._value = GrowingValue()
        self._cr = b""

    def add(self, piece: bytes) -> None:
        joined = self._cr + piece
        self._cr = b"\r" if joined.endswith(b"\r") else b""
        self._value.add(joined.removesuffix(b"\r"))

    def finish(self, piece: bytes) -> Value:
        self.add(piece)
        return self._value.finish()
