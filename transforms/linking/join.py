"""Folds of one type and day are joined into events: each into the event whose every report agrees with it."""

from collections.abc import Iterable
from typing import NamedTuple

from transforms.linking.copies import Fold
from transforms.linking.report import Report
from transforms.linking.same_event import agreement, anchors


class Member(NamedTuple):
    """A report in a cluster.

    Attributes:
        report: The report.
        joined: `first`, `copy` of an article that is in already, or another's `report`.
        matched: On what it agrees with what it was joined to.
    """

    report: Report
    joined: str
    matched: tuple[str, ...]


def join_folds(folds: Iterable[Fold]) -> list[list[Member]]:
    """Return the events that folds report, members in the order in which they were published.

    The work grows with the folds that share an anchor (a name, a place, two states), not with all pairs.
    """
    events: list[list[Fold]] = []
    fields: list[list[tuple[str, ...]]] = []
    by_anchor: dict[tuple[str, ...], list[int]] = {}
    for fold in sorted(folds, key=_order):
        first = fold.reports[0]
        keys = [(first.event_type, *anchor) for anchor in anchors(first)]
        near = sorted({number for key in keys for number in by_anchor.get(key, ())})
        number, matched = _best(fold, near, events)
        if number == len(events):
            events.append([])
            fields.append([])
        events[number].append(fold)
        fields[number].append(matched)
        for key in keys:
            if number not in by_anchor.setdefault(key, [])[-1:]:
                by_anchor[key].append(number)
    return [_members(*pair) for pair in zip(events, fields, strict=True)]


def _order(fold: Fold) -> tuple[object, ...]:
    first = fold.reports[0]
    return first.seen, first.article, first.start, first.event_id


def _best(fold: Fold, near: Iterable[int], events: list[list[Fold]]) -> tuple[int, tuple[str, ...]]:
    """Return the event that a fold agrees with most, the earliest of equals; a new one if there is none."""
    articles = {report.article for report in fold.reports}
    best, found = 0, len(events)
    fields: tuple[str, ...] = ()
    for number in near:
        points, matched = _agreement_with_all(fold, articles, events[number])
        if points > best:
            best, found, fields = points, number, matched
    return found, fields


def _agreement_with_all(fold: Fold, articles: set[str], event: list[Fold]) -> tuple[int, tuple[str, ...]]:
    if any(report.article in articles for other in event for report in other.reports):
        return 0, ()
    first, *others = (agreement(fold.reports[0], other.reports[0]) for other in event)
    return (0, ()) if any(not points for points, _ in others) else first


def _members(folds: list[Fold], fields: list[tuple[str, ...]]) -> list[Member]:
    members = []
    for number, (fold, matched) in enumerate(zip(folds, fields, strict=True)):
        first, *copies = fold.reports
        members.append(Member(first, "report" if number else "first", matched))
        members += [Member(copy, "copy", same) for copy, same in zip(copies, fold.matched[1:], strict=True)]
    return members
