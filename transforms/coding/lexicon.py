"""Lexicon files: tab-separated rows with comments, checked on load, and the fingerprint of all of them."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from importlib import metadata
from pathlib import Path
from typing import NamedTuple, TypeVar

DATA = Path(__file__).parent / "data"
OWN: ContextVar[Path | None] = ContextVar("folder of the user's own lexicon", default=None)
Table = TypeVar("Table")
FOLDERS = 4  # whose tables are kept at once


class LexiconError(ValueError):
    """A lexicon file says something that cannot be: names the file, the line and the cause.

    Attributes:
        file: The file.
        line: The line, from 1.
    """

    def __init__(self, file: Path, line: int, cause: str) -> None:
        super().__init__(f"{file.name}:{line}: {cause}")
        self.file = file
        self.line = line


class Row(NamedTuple):
    """One row of a lexicon file: its cells, and where it stands."""

    file: Path
    line: int
    cells: tuple[str, ...]

    def error(self, cause: str) -> LexiconError:
        """Return the error that names this row."""
        return LexiconError(self.file, self.line, cause)

    def number(self, cell: int) -> int:
        """Return a cell as a whole number."""
        if not self.cells[cell].isdecimal():
            raise self.error(f"{self.cells[cell]!r} is no whole number")
        return int(self.cells[cell])


def rows(file: Path, columns: int) -> Iterator[Row]:
    """Yield the rows of a tab-separated file.

    Blank lines and what follows a `#` at the start of a line are comments. A missing cell at the end of a row is empty.

    Raises:
        LexiconError: A row has more than `columns` cells, or an empty first cell.
    """
    for number, line in enumerate(_lines(file), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(map(str.strip, line.split("\t")))
        row = Row(file, number, cells + ("",) * (columns - len(cells)))
        if len(cells) > columns:
            raise row.error(f"{len(cells)} cells where {columns} are known; cells are parted by tabs")
        if not cells[0]:
            raise row.error("the first cell is empty")
        yield row


def _lines(file: Path) -> list[str]:
    content = file.read_bytes()
    try:
        return content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LexiconError(file, line, f"not UTF-8: byte {content[error.start]:#04x}") from None


def files(name: str) -> list[Path]:
    """Return the shipped lexicon file of that name, then the user's own if there is one in the folder in use."""
    own = OWN.get()
    return [DATA / name, own / name] if own and (own / name).exists() else [DATA / name]


@contextmanager
def used(extra: Path | None) -> Iterator[None]:
    """Let tables be looked up with a user's own entries for as long as this lasts: another coder may use others."""
    before = OWN.set(extra)
    try:
        yield
    finally:
        OWN.reset(before)


def remembered(load: Callable[[], Table]) -> Callable[[], Table]:
    """Return a loader that is called once for each user's folder, and answers for the one in use."""
    known: dict[Path | None, Table] = {}

    @wraps(load)
    def table() -> Table:
        own = OWN.get()
        try:
            return known[own]
        except KeyError:
            if len(known) >= FOLDERS:
                known.clear()
            return known.setdefault(own, load())

    return table


def version(extra: Path | None = None) -> str:
    """Return the version of the coder with a lexicon: dateline's and the lexicon's fingerprint."""
    return f"{metadata.version('dateline')}+{fingerprint(extra)}"


def fingerprint(extra: Path | None = None) -> str:
    """Return 12 hex digits that change whenever a byte of any lexicon file changes."""
    digest = hashlib.sha256()
    for folder in filter(None, (DATA, extra)):
        for file in sorted(folder.rglob("*.*sv")):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
