"""Quotations: where the article lends its voice to somebody, over sentences and paragraphs."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from transforms.coding.parse.columns import columns

OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
STRAIGHT = frozenset(('"', "''", "``"))
MARKING = OPENING | CLOSING | STRAIGHT
SHORTEST = 5
"""Tokens of a quotation that may hold a clause."""
LONGEST = 800
"""Tokens behind which an open quotation mark is taken for a slip of the pen."""


class Quotation(NamedTuple):
    """Tokens [first, stop) between quotation marks, the marks included; `whole` if they hold a clause of their own."""

    first: int
    stop: int
    whole: bool


def quotations(doc: Doc) -> list[Quotation]:
    """Return the quotations of a text in order; they do not overlap."""
    if MARKING.isdisjoint(columns(doc).text):
        return []
    return [
        Quotation(first, stop, _has_clause(doc, first, stop)) for first, stop in _pairs(doc) if stop - first <= LONGEST
    ]


def _pairs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield where quotations begin and stop."""
    opened: int | None = None
    fresh = True  # at the beginning of a paragraph
    for i, text in enumerate(columns(doc).text):
        if text.isspace():
            fresh = fresh or "\n" in text
            continue
        opens, closes = False, False
        if text in MARKING:
            opens, closes = _opens(doc[i], opened is not None), _closes(doc[i], opened is not None)
        if opened is not None and fresh and not opens:
            yield opened, i
            opened = None
        elif opens and opened is None:
            opened = i
        elif opens and not fresh and opened is not None:
            yield opened, i
            opened = i
        elif closes and opened is not None:
            yield opened, i + 1
            opened = None
        fresh = False
    if opened is not None:
        yield opened, len(doc)


def _opens(token: Token, inside: bool) -> bool:
    if token.text in STRAIGHT:
        apart = token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space
        loose = bool(token.whitespace_) or token.i + 1 == len(token.doc)
        return not inside if apart == loose else apart
    return token.text in OPENING


def _closes(token: Token, inside: bool) -> bool:
    return token.text in CLOSING or (token.text in STRAIGHT and not _opens(token, inside))


def _has_clause(doc: Doc, first: int, stop: int) -> bool:
    subjects = ("nsubj", "nsubjpass", "expl")
    known = columns(doc)
    return stop - first >= SHORTEST and any(
        known.dep[i] in subjects and first < known.head[i] < stop for i in range(first, stop)
    )
