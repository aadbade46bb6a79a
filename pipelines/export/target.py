"""Where an export goes: a file that is there whole or not at all, with a note beside it that says what it is."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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
    for file, ours in ((target, _is_export(target)), (note_of(target), bool(_note(target)))):
        if file.exists() and not ours:
            message = f"{file} is there and is no export of dateline's, or was changed since; name another file"
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
    """Tell whether a file is what the note beside it speaks of, or what that was about to replace."""
    note = _note(target)
    return target.is_file() and bool(note) and _digest(target) in {note["sha256"], note["replaces"]}


def _note(target: Path) -> dict[str, Any]:
    try:
        note = json.loads(note_of(target).read_text(encoding="utf-8"))
        return {name: note[name] for name in ("sha256", "replaces")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def note_of(target: Path) -> Path:
    """Return the file beside an export that says what it is."""
    return target.with_name(target.name + NOTE)


def write_export(target: Path, lines: Iterable[bytes], about: Callable[[], dict[str, Any]]) -> None:
    """Write an export and the note about it, each whole; the note first, so that a kill in between does no harm.

    Args:
        target: Where to.
        lines: Of the file.
        about: Says what the note is to say, once the lines are written.
    """
    replaced = _digest(target) if target.exists() else None
    with unfinished(target) as temporary:
        written = _write(temporary, lines)
        note = {**about(), **written._asdict(), "replaces": replaced}
        write_whole(note_of(target), json.dumps(note, indent=2, ensure_ascii=False) + "\n")
        temporary.replace(target)


def write_whole(target: Path, text: str) -> None:
    """Write a file whole, or leave what was there."""
    with unfinished(target) as temporary:
        _write(temporary, [text.encode()])
        temporary.replace(target)


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Give the name under which a file is written before it takes the place of another; nothing is left of it."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield temporary
    finally:
        if temporary.exists():
            temporary.unlink()


def _write(file: Path, lines: Iterable[bytes]) -> Written:
    digest, number = hashlib.sha256(), 0
    with file.open("wb") as stream:
        for line in lines:
            stream.write(line)
            digest.update(line)
            number += 1
        stream.flush()
        os.fsync(stream.fileno())
        return Written(number, stream.tell(), digest.hexdigest())


def _digest(target: Path) -> str:
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
