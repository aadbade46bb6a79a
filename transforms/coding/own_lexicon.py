"""A user's own lexicon folder: everything that is wrong in it, told at once."""

import difflib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from transforms.coding import lexicon
from transforms.coding.coder import load_tables
from transforms.coding.lexicon import LexiconError

MOST_ERRORS = 100


def names() -> list[str]:
    """Return the names of the files that a folder may hold."""
    return sorted(file.relative_to(lexicon.DATA).as_posix() for file in lexicon.DATA.rglob("*.tsv"))


def entries(folder: Path) -> dict[str, int]:
    """Return how many rows each file of a folder holds, files that no lexicon knows left out."""
    return {name: sum(1 for _ in lexicon.rows(folder / name, 99)) for name in names() if (folder / name).exists()}


def errors(folder: Path) -> Iterator[str]:
    """Yield what is wrong in a folder: names that no lexicon file has, and rows that cannot be, with line and cause."""
    for file in sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()):
        if file not in names() and not _is_note(file):
            close = difflib.get_close_matches(file, names(), 1)
            meant = f"did you mean {close[0]}?" if close else f"known are {', '.join(names())}"
            yield f"{file}: no lexicon file has this name, so it would not be read; {meant}"
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "lexicon"
        shutil.copytree(folder, copy)
        yield from _broken_rows(copy)


def _is_note(file: str) -> bool:
    """Tell whether a file is for people, or for those who keep the folder's history.

    >>> _is_note("README.md"), _is_note(".git/HEAD"), _is_note("actors/verb.tsv")
    (True, True, False)
    """
    return file.startswith(".") or "/." in file or file.endswith(".md")


def _broken_rows(copy: Path) -> Iterator[str]:
    """Yield the errors of a folder one by one: a row that cannot be is taken out so that the next one is found."""
    for _ in range(MOST_ERRORS):
        try:
            load_tables(copy)
        except LexiconError as error:
            yield str(error)
            lines = error.file.read_bytes().splitlines(keepends=True)
            lines[error.line - 1] = b"\n"
            error.file.write_bytes(b"".join(lines))
        else:
            return
    yield f"more than {MOST_ERRORS} errors: mend these first"
