"""Files that are one record: a text, a page, one JSON object over several lines."""

from typing import NamedTuple

from transforms.reading.source_file import SourceFile
from transforms.reading.stream import blocks
from transforms.reading.value import GrowingValue, Value


class Whole(NamedTuple):
    """A whole file: `stop` is its (decompressed) size, and at least 1, so that an empty file has an outcome too."""

    stop: int
    value: Value


def whole(file: SourceFile) -> Whole:
    """Read a file that is one record.

    Raises:
        SourceError: It cannot be read to its end.
    """
    value = GrowingValue()
    for block in blocks(file):
        value.add(block)
    return Whole(max(value.size, 1), value.finish())
