"""When an event happened: the date expression that belongs to it, resolved; else the dateline, else publication."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, cast

from spacy.tokens import Token

from schemas.event import Span
from transforms.coding.candidate import Candidate
from transforms.coding.parse.attachment import (
    APART,
    BEFORE_NOUN,
    DEEPEST,
    WINDOW,
    by_distance,
    governor,
    is_verb,
    reports,
    sentence_of,
)
from transforms.coding.story import Story
from transforms.coding.when.date_expressions import find, in_text
from transforms.coding.when.date_offsets import Offset, offset
from transforms.coding.when.date_resolution import Days, horizon, resolve
from transforms.coding.when.moment import Expression

PLANS = ("AGREE", "THREATEN", "CONCEDE", "REQUEST")
FUTURE = frozenset(["will", "shall", "may", "'ll", "’ll", "wo", "must", "should"])
PAST = frozenset(["was", "were", "had", "has", "have", "been"])
NOT_YET = ("historical", "future", "hypothetical")
LATEST_DATELINE = 7
FEW = 3
LEAD = 60
SOON = 150
LATELY = dt.timedelta(days=2)
MATERIAL = ("ASSAULT", "PROTEST", "COERCE", "RETREAT", "MOBILIZE", "SANCTION", "AID", "COOPERATE", "CONSULT")
CLIMB = 3


class Dating(NamedTuple):
    """When an event happened.

    Attributes:
        event_date: Its first day; None if nothing tells.
        event_date_end: Its last day.
        granularity: day, week, month or year.
        source: expression, dateline, published; None without a date.
        text: The words that say it.
    """

    event_date: dt.date | None = None
    event_date_end: dt.date | None = None
    granularity: str | None = None
    source: str | None = None
    text: Span | None = None


class Anchored(NamedTuple):
    """An expression and its highest word in the parse."""

    expression: Expression
    anchor: Token


def date_event(candidate: Candidate, story: Story) -> Dating:
    """Return when an event happened.

    The nearest expression by the paths of the parse dates it; failing that, the one of the verb which reports it, as
    the nearest day that is known. Only a planned event may lie behind publication; one that is not planned and is said
    to do so is not dated. Without an expression, what was done (not said) happened on the day that the article names
    first, if that is at most two days back; else on the dateline's day, else on the day of publication; unless it is
    said to lie elsewhere (historical, future, hypothetical).
    """
    told = offset(candidate.head)
    if told:
        return _told_from(told, story) or Dating()
    planned = candidate.event_type in PLANS or bool({"future", "hypothetical"} & set(candidate.auxiliary))
    here = _reference(story)
    for anchored in _by_distance(candidate, story):
        days = _resolved(anchored, here, planned)
        if days:
            return _dating(days, story.words(anchored.expression.first, anchored.expression.stop))
        if anchored.expression.bound not in ("before", "after"):
            return Dating()
    if set(candidate.auxiliary) & set(NOT_YET):
        return Dating()
    lead = _lead(story, here) if here else None
    if lead and lead.text and candidate.event_type in MATERIAL and _goes_on(candidate.head, lead.text, story):
        return lead
    return _fallback(story)


def _goes_on(head: Token, lead: Span, story: Story) -> bool:
    """Say whether an event is told on, soon behind the lead's day, in the past tense of a main clause."""
    first, _ = sentence_of(head, story)
    soon = lead.end < story.base + story.doc[first].idx and first < SOON
    auxiliaries = {child.lower_ for child in head.lefts}
    past = head.tag_ == "VBD" or (head.tag_ == "VBN" and auxiliaries & {"was", "were"})
    return soon and head.dep_ in ("ROOT", "conj") and bool(past) and "had" not in auxiliaries


def _lead(story: Story, here: dt.date) -> Dating | None:
    """Return the day that the article names first, if it lies just before publication: news tells of one day."""
    if "lead" not in story.memory:
        found = next(iter(expressions(story)), None)
        usable = found and found.anchor.i < LEAD and found.anchor.dep_ not in BEFORE_NOUN and not found.expression.bound
        days = _resolved(found, here, False) if found and usable else None
        recent = days and days.granularity == "day" and days.first == days.last >= here - LATELY
        words = story.words(found.expression.first, found.expression.stop) if found else None
        story.memory["lead"] = _dating(days, words) if days and words and recent else None
    return cast(Dating | None, story.memory["lead"])


def _dating(days: Days, words: Span) -> Dating:
    return Dating(days.first, days.last, days.granularity, "expression", words)


def _resolved(anchored: Anchored, here: dt.date | None, planned: bool) -> Days | None:
    """Return the days of an expression, for what is no plan those up to publication."""
    days = resolve(anchored.expression, here, _ahead(anchored, planned))
    if not days or not here or planned:
        return days
    return days._replace(last=min(days.last, here)) if days.first <= here else None


def _told_from(told: Offset, story: Story) -> Dating | None:
    """Return when an event happened that is dated from another one, or from publication."""
    here = _reference(story)
    main = (
        date_event(Candidate(told.main, (told.main,), ""), story) if told.main and not offset(told.main) else Dating()
    )
    days = resolve(Expression(told.first, told.stop, told.moment), main.event_date or here, False)
    sound = days and days.last <= horizon(here)
    return _dating(days, story.words(told.first, told.stop)) if days and sound else None


def expressions(story: Story) -> tuple[Anchored, ...]:
    """Return the date expressions of an article, in order."""
    if "dates" not in story.memory:
        found = (Anchored(each, story.doc[each.first : each.stop].root) for each in find(story.doc))
        story.memory["dates"] = tuple(sorted(found, key=lambda each: each.anchor.i))
    return cast(tuple[Anchored, ...], story.memory["dates"])


def _by_distance(candidate: Candidate, story: Story) -> Iterator[Anchored]:
    """Yield the expressions that date an event, the nearest first; failing them, that of the verb which reports it."""
    found, head = expressions(story), candidate.head
    near = by_distance(found, candidate, story)
    for _, index in near:
        if not _of_what_came_before(found[index].anchor, head):
            yield found[index]
    if near or "historical" in candidate.auxiliary:
        return
    first, stop = sentence_of(head, story)
    begin = bisect_left(found, max(first, head.i - WINDOW), key=lambda each: each.anchor.i)
    for each in found[begin : begin + FEW]:
        if each.anchor.i < stop and reports(each.anchor, head):
            yield each


def _of_what_came_before(date: Token, head: Token) -> bool:
    """Say whether a date is that of a noun behind "after", "since" and their like: the first raid since one in 2004."""
    for above in islice(date.ancestors, DEEPEST):
        if above.i == head.i:
            return False
        if above.dep_ == "pobj" and above.head.lower_ in APART and not above.is_ancestor(head):
            return True
    return False


def _ahead(anchored: Anchored, planned: bool) -> bool:
    """Say whether an expression looks forward: its verb stands in the future, or it is part of a plan."""
    expression, token = anchored.expression, governor(anchored.anchor)
    if expression.begin.edge == "later" or expression.begin.shift == 1 or expression.bound == "by":
        return planned
    for _ in range(CLIMB):
        if is_verb(token) or token.head is token:
            break
        token = token.head
    before = {child.lower_ for child in token.lefts}
    if before & FUTURE:
        return True
    return planned and token.tag_ != "VBD" and not before & PAST


def _published(story: Story) -> dt.date | None:
    return story.published_at.date() if story.published_at else None


def _reference(story: Story) -> dt.date | None:
    """Return the day from which relative words count: the dateline's where it is just before publication."""
    published, dateline = _published(story), dateline_day(story)
    if published and dateline and dt.timedelta(0) <= published - dateline <= dt.timedelta(days=LATEST_DATELINE):
        return dateline
    return published


def dateline_day(story: Story) -> dt.date | None:
    """Return the day of the dateline; without a year in it, the last such day up to publication."""
    if not story.dateline_date:
        return None
    moment = in_text(story.dateline_date.text)
    days = resolve(Expression(0, 1, moment), _published(story), False) if moment else None
    return days.first if days and days.granularity == "day" else None


def _fallback(story: Story) -> Dating:
    dateline, published = dateline_day(story), _published(story)
    if dateline and (not published or dateline <= published):
        return Dating(dateline, dateline, "day", "dateline", story.dateline_date)
    return Dating(published, published, "day", "published") if published else Dating()
