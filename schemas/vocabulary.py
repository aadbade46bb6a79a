"""Vocabulary files: tab-separated rows with comments, in schemas/data."""

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


class VocabularyError(ValueError):
    """A vocabulary file says something that cannot be: names the file, the line and the cause."""


def rows(file: Path, columns: int, key: int = 1) -> Iterator[list[str]]:
    """Yield the rows of a vocabulary file, each with `columns` cells; the first `key` cells are filled and unique.

    Blank lines and lines that begin with `#` are comments. A missing cell at the end of a row is empty.

    Raises:
        VocabularyError: A row has too many cells, an empty key, or the key of an earlier row.
    """
    seen = set()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        name = tuple(cells[:key])
        if len(cells) > columns or name in seen or not all(name):
            raise VocabularyError(
                f"{file.name}:{number}: {' '.join(cells)!r} has too many cells, no key, or comes twice"
            )
        seen.add(name)
        yield cells + [""] * (columns - len(cells))


def meanings(name: str) -> dict[str, str]:
    """Return the words of a two-column vocabulary file with what they mean, in the file's order."""
    return {word: meaning for word, meaning in rows(DATA / name, columns=2)}  # noqa: C416
