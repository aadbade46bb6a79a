"""The columns of other data sets: what each holds, and why some stay empty."""

from pathlib import Path
from typing import NamedTuple

from schemas.vocabulary import rows

DATA = Path(__file__).parent / "data"


class Column(NamedTuple):
    """A column of another data set's layout.

    Attributes:
        name: As its readers write it.
        kind: text, integer, number or date.
        filled: yes, partly or no.
        meaning: What it holds, or why it is empty.
    """

    name: str
    kind: str
    filled: str
    meaning: str


def layout(name: str) -> tuple[Column, ...]:
    """Return the columns of `gdelt` or `polecat`, in their order."""
    return tuple(Column(*cells) for cells in rows(DATA / f"{name}.tsv", columns=4))


def text_layout(name: str) -> str:
    """Return a layout as a table that people read."""
    columns = [Column("column", "type", "filled", "what it holds, or why it is empty"), *layout(name)]
    widths = [max(len(column[cell]) for column in columns) for cell in range(3)]
    lines = ["  ".join([*(f"{c[n]:{width}}" for n, width in enumerate(widths)), c.meaning]) for c in columns]
    return "\n".join(lines)


GDELT = layout("gdelt")
POLECAT = layout("polecat")
