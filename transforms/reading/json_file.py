"""Files named `.json`: several objects, one a line, or one object. A look at the beginning tells."""

import codecs
import json

from transforms.reading.errors import SourceError, UsageError
from transforms.reading.source_file import SourceFile, printable
from transforms.reading.stream import blocks

LOOK = 16 * 1024 * 1024


def with_layout(file: SourceFile) -> SourceFile:
    """Return the file with its layout known: `lines` if its first line is a whole JSON object and more follows.

    A file that cannot be read stays one record, so that reading it tells why.

    Raises:
        UsageError: The file is one JSON array: its articles have no stable positions.
    """
    if file.layout != "unknown":
        return file
    try:
        start = _start(file)
    except SourceError:
        return file._replace(layout="whole")
    if start.startswith(b"["):
        name = printable(file.path)
        raise UsageError(f"{name} is a JSON array; write one object a line: jq -c '.[]' {name} > articles.jsonl")
    first, _, more = start.partition(b"\n")
    return file._replace(layout="lines" if more and _is_object(first) else "whole")


def _start(file: SourceFile) -> bytes:
    """Return the beginning of a file up to what follows its first line; blank lines are left out."""
    start = b""
    for block in blocks(file):
        start = (start + block).removeprefix(codecs.BOM_UTF8).lstrip()
        if start.startswith(b"[") or b"\n" in start.rstrip() or len(start) > LOOK:
            break
    return start.rstrip()


def _is_object(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
