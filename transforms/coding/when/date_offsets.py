"""Dates told from another event: "two days after the president pardoned them", "the tenth anniversary of the coup"."""

from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.when.date_words import number, ordinal, said
from transforms.coding.when.moment import Moment

CLIMB = 6


class Offset(NamedTuple):
    """So long before another event, or before publication.

    Attributes:
        moment: How long: an `ago`.
        main: The verb from whose date it counts; None for publication.
        first: Index of the first token that says so.
        stop: Index behind the last one.
    """

    moment: Moment
    main: Token | None
    first: int
    stop: int


def offset(head: Token) -> Offset | None:
    """Return how an event is dated from another one; None if it is not."""
    return _after(head) or _anniversary(head)


def _after(head: Token) -> Offset | None:
    """Two days after X: X lies two days before what the main clause says."""
    marker = _marker(head)
    if marker is None or marker.i < len(("two", "days")):
        return None
    words = marker.doc
    unit, count = said("unit", words[marker.i - 1].lower_), number(words[marker.i - 2].lower_)
    if not unit or not count or unit == "hour":
        return None
    main = head.head if marker.dep_ == "mark" else marker.head
    return Offset(Moment("ago", unit=unit, number=count), main, marker.i - 2, marker.i + 1)


def _marker(head: Token) -> Token | None:
    """Return the "after" that an event stands behind."""
    if head.dep_ in ("pobj", "pcomp") and head.head.lower_ == "after":
        return head.head
    return next((child for child in head.lefts if child.dep_ == "mark" and child.lower_ == "after"), None)


def _anniversary(head: Token) -> Offset | None:
    """The tenth anniversary of X, of the day when X: X lies ten years back."""
    token = head
    for _ in range(CLIMB):
        above = token.head
        if token.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ == "anniversary":
            return _years(above.head)
        token = above
    return None


def _years(anniversary: Token) -> Offset | None:
    for child in anniversary.lefts:
        count = ordinal(child.lower_)
        if count:
            return Offset(Moment("ago", unit="year", number=count), None, child.i, anniversary.i + 1)
    return None
