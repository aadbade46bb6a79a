"""Files named `.json`: one object a line, or one object over several lines. A look at the beginning tells."""

import codecs
import json

from transforms.reading.errors import SourceError, UsageError
from transforms.reading.source_file import SourceFile, printable
from transforms.reading.stream import blocks

LOOK = 16 * 1024 * 1024


def with_layout(file: SourceFile) -> SourceFile:
    """Return the file with its layout known: `lines` if the first line that is not blank is a whole JSON object.

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
    return file._replace(layout="lines" if _is_object(start.partition(b"\n")[0]) else "whole")


def _start(file: SourceFile) -> bytes:
    start = b""
    for block in blocks(file):
        start = (start + block).removeprefix(codecs.BOM_UTF8).lstrip()
        if b"\n" in start or start.startswith(b"[") or len(start) > LOOK:
            break
    return start


def _is_object(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
