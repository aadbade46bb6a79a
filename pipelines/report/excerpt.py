"""What of a text is embedded: all of it, or the sentences of its events and their neighbours."""

import re
from collections.abc import Iterable
from typing import NamedTuple

LONGEST_NEIGHBOUR = 300  # code points
_BORDER = re.compile(r"""[.!?]["'”’)\]]*(?P<gap>\s+)(?=["'“‘(\[]?[^\W_a-z])|(?P<line>\s*\n\s*)""")


class Piece(NamedTuple):
    """A part of a text: the code point at which it begins, and its words."""

    start: int
    words: str


def excerpt(text: str, sentences: Iterable[tuple[int, int]]) -> list[Piece]:
    """Return the sentences, each with the one before and the one behind it, as pieces that do not touch.

    Neighbours are found by punctuation and line breaks: no parser runs for a report.
    """
    pieces: list[tuple[int, int]] = []
    for start, end in sorted((_begin(text, first), _end(text, last)) for first, last in sentences):
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return [Piece(start, text[start:end]) for start, end in pieces if text[start:end]]


def _begin(text: str, start: int) -> int:
    """Return where the sentence before `start` begins."""
    before = text[max(0, start - LONGEST_NEIGHBOUR) : start].rstrip()
    borders = [border.end() for border in _BORDER.finditer(before)]
    first = start - LONGEST_NEIGHBOUR
    return max(0, first) + (borders[-1] if borders else 0)


def _end(text: str, end: int) -> int:
    """Return where the sentence behind `end` ends."""
    behind = text[end : end + LONGEST_NEIGHBOUR]
    lead = len(behind) - len(behind.lstrip())
    border = _BORDER.search(behind, lead)
    return end + (border.start(border.lastgroup or 0) if border else len(behind))
