"""Events are linked: what is new with what can match it, so that the result is that of linking everything at once.

An article can be a copy of those published within a week; an event can match those of its block: the events of its
day, or, without a day, those of its family of copies. What a run leaves alone is every block that no changed family
has events in, before or after.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from transforms.linking.articles import Change, Linkeds, month
from transforms.linking.copies import Fold, fold_copies
from transforms.linking.join import Member, join_folds
from transforms.linking.report import Report

Reports = dict[str, list[Report]]  # of an article's key
Read = Callable[[Collection[str]], Reports]


class Linking(NamedTuple):
    """What has changed.

    Attributes:
        articles: Every article of a changed family, with family, blocks and months.
        touched: The blocks that were compared again.
        events: Block, month, and members of every event in them.
    """

    articles: Linkeds
    touched: set[str]
    events: list[tuple[str, str, list[Member]]]


def link_events(change: Change, families: Mapping[str, str], current: Linkeds, read: Read) -> Linking:
    """Join the events of changed families with those that can match them.

    Args:
        change: Which articles are kept, gone and new.
        families: The family of every article of a changed family.
        current: All articles.
        read: Reads the reports of articles by their keys.
    """
    reports = read(families.keys())
    articles = _file(families, current, _place(reports, families))
    before = [*change.gone.values(), *(change.kept[key] for key in families if key in change.kept)]
    touched = {block for article in (*before, *articles.values()) for block in article.blocks}
    near = _matching(change.kept, families, touched)
    placed = _place(reports | read(near.keys()), {**near, **families})
    return Linking(articles, touched, list(_join(place for place in placed if place.block in touched)))


class _Place(NamedTuple):
    """Where a fold is compared, and the month that its event is filed under."""

    block: str
    month: str
    fold: Fold


def _place(reports: Reports, families: Mapping[str, str]) -> list[_Place]:
    by_family: dict[str, list[list[Report]]] = defaultdict(list)
    for key in sorted(reports):
        by_family[families[key]].append(reports[key])
    return [_place_fold(fold, family) for family, found in sorted(by_family.items()) for fold in fold_copies(found)]


def _place_fold(fold: Fold, family: str) -> _Place:
    first = fold.reports[0]
    return _Place(first.day.isoformat() if first.day else family, month(first.day or first.seen), fold)


def _file(families: Mapping[str, str], current: Linkeds, places: Iterable[_Place]) -> Linkeds:
    blocks, months = defaultdict(set), defaultdict(set)
    for place in places:
        for report in place.fold.reports:
            blocks[report.article].add(place.block)
            months[report.article].add(place.month)
    return {
        key: current[key]._replace(family=family, blocks=tuple(sorted(blocks[key])), months=tuple(sorted(months[key])))
        for key, family in families.items()
    }


def _matching(kept: Linkeds, changed: Collection[str], touched: set[str]) -> dict[str, str]:
    """Return the other articles with events in these blocks, and all their copies: what is folded is folded whole."""
    others = {key: one for key, one in kept.items() if key not in changed}
    near = {one.family for one in others.values() if not touched.isdisjoint(one.blocks)}
    return {key: one.family for key, one in others.items() if one.family in near}


def _join(places: Iterable[_Place]) -> Iterator[tuple[str, str, list[Member]]]:
    by_block: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        by_block[place.block].append(place)
    for block, within in sorted(by_block.items()):
        if all(place.fold.reports[0].day for place in within):
            yield from ((block, within[0].month, members) for members in join_folds(place.fold for place in within))
        else:  # without a day nothing tells that two articles mean the same happening, unless one is a copy
            yield from ((block, place.month, members) for place in within for members in join_folds([place.fold]))
