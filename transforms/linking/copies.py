"""The same sentence in copies of one article is one report: its events are folded into that of the first article."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from transforms.linking.contradiction import contradict
from transforms.linking.report import Report
from transforms.linking.topic import overlap

_SAME_SENTENCE = 0.5  # Jaccard of the words that mean something: an edited sentence, not the next one
_PART = 0.8  # share of the shorter sentence's words that are in the longer one, around the same trigger


class Fold(NamedTuple):
    """What copies say of one event.

    Attributes:
        reports: A report an article, the first published first: it speaks for all.
        matched: On what each agrees with the first.
    """

    reports: tuple[Report, ...]
    matched: tuple[tuple[str, ...], ...]


def fold_copies(articles: Iterable[Sequence[Report]]) -> list[Fold]:
    """Return the folds of a family: each article's reports, one to one, to those of the articles before it."""
    folds: list[Fold] = []
    for reports in sorted(articles, key=_order):
        taken = _assign(reports, folds)
        for number, report in enumerate(reports):
            if number in taken:
                at, matched = taken[number]
                folds[at] = Fold((*folds[at].reports, report), (*folds[at].matched, matched))
            else:
                folds.append(Fold((report,), ((),)))
    return folds


def _order(reports: Sequence[Report]) -> tuple[object, ...]:
    return (reports[0].seen, reports[0].article) if reports else ()


def _assign(reports: Sequence[Report], folds: Sequence[Fold]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Return for reports, by number, the fold that each belongs to: the best pairs first, each fold once."""
    pairs = sorted(
        (-score, at, number)
        for number, report in enumerate(reports)
        for at, fold in enumerate(folds)
        if (score := _score(report, fold.reports[0])) > 0
    )
    taken: dict[int, tuple[int, tuple[str, ...]]] = {}
    full: set[int] = set()
    for _, at, number in pairs:
        if at not in full and number not in taken:
            full.add(at)
            taken[number] = (at, _matched(reports[number], folds[at].reports[0]))
    return taken


def _score(report: Report, first: Report) -> float:
    if report.event_type != first.event_type or (report.words != first.words and contradict(report, first)):
        return 0  # the parser reads the same words otherwise in other company: then it contradicts nothing
    alike, trigger = overlap(report.words, first.words), report.trigger == first.trigger
    within = trigger and _within(report.words, first.words) >= _PART  # trimmed, or cut into sentences at other places
    return alike + trigger if within or alike >= _SAME_SENTENCE else 0


def _matched(report: Report, first: Report) -> tuple[str, ...]:
    return ("event_type", "sentence", *(("trigger",) if report.trigger == first.trigger else ()))


def _within(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
