"""Where an export goes: a file that is there whole or not at all, with a note beside it that says what it is."""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from transforms.reading.errors import UsageError
from transforms.tables.storage import storage

NOTE = ".about.json"


class Written(NamedTuple):
    """What was written: lines with the header, bytes, and their sha256."""

    lines: int
    bytes: int
    sha256: str


def check_target(target: Path, directory: str) -> None:
    """Make sure that an export may be written there.

    Raises:
        UsageError: The folder is not there, is part of the output itself, or something else stands there.
    """
    if not target.parent.is_dir():
        message = f"{target.parent} is no folder; make it first"
        raise UsageError(message)
    check_outside(target, directory)
    if target.is_dir():
        message = f"{target} is a folder; name a file"
        raise UsageError(message)
    if target.exists() and not _is_export(target):
        message = f"{target} is there and is no export of dateline's, or was changed since; name another file"
        raise UsageError(message)


def check_outside(target: Path, directory: str) -> None:
    """Make sure that an export does not go among the tables that it is made from.

    Raises:
        UsageError: It would.
    """
    store = storage(directory)
    if store.local and target.resolve().is_relative_to(Path(store.root).resolve()):
        message = f"{target} lies in the output {directory}, which holds tables and nothing else; name another place"
        raise UsageError(message)


def _is_export(target: Path) -> bool:
    """Tell whether a file is what the note beside it speaks of."""
    try:
        note = json.loads(note_of(target).read_text(encoding="utf-8"))
        return bool(note["bytes"] == target.stat().st_size and note["sha256"] == _digest(target))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def note_of(target: Path) -> Path:
    """Return the file beside an export that says what it is."""
    return target.with_name(target.name + NOTE)


def write_lines(target: Path, lines: Iterable[bytes]) -> Written:
    """Write a file whole: beside its name first, then renamed; an error leaves what was there."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    digest, number = hashlib.sha256(), 0
    try:
        with temporary.open("wb") as file:
            for line in lines:
                file.write(line)
                digest.update(line)
                number += 1
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return Written(number, size, digest.hexdigest())


def write_note(target: Path, written: Written, **more: Any) -> None:
    """Write the note beside an export."""
    text = json.dumps({**more, **written._asdict()}, indent=2, ensure_ascii=False)
    write_lines(note_of(target), [text.encode() + b"\n"])


def _digest(target: Path) -> str:
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
