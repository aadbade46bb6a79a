"""When an event happened: the date expression that belongs to it, resolved; else the dateline, else publication."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, cast

from spacy.tokens import Token

from schemas.event import Span
from transforms.coding.attachment import WINDOW, by_distance, frames, governor, is_verb, sentence_of
from transforms.coding.candidate import Candidate
from transforms.coding.date_expressions import find, in_text
from transforms.coding.date_resolution import Days, resolve
from transforms.coding.moment import Expression
from transforms.coding.story import Story

PLANS = ("AGREE", "THREATEN", "CONCEDE", "REQUEST")
AHEAD = ("will", "would", "shall", "may", "could", "might", "can", "'ll", "’ll", "wo", "to", "must", "should")
NOT_YET = ("historical", "future", "hypothetical")
LATEST_DATELINE = 7
FEW = 3


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

    The nearest expression by the paths of the parse dates it. Only a planned event may lie behind publication; one
    that is not planned and is said to do so is not dated. Without an expression it happened on the dateline's day, else
    on the day of publication, unless it is said to lie elsewhere (historical, future, hypothetical).
    """
    planned = candidate.event_type in PLANS or bool({"future", "hypothetical"} & set(candidate.auxiliary))
    here = _reference(story)
    for anchored in _by_distance(candidate, story):
        days = resolve(anchored.expression, here, _ahead(anchored, candidate, planned))
        days = _up_to(days, here) if days and here and not planned else days
        if days:
            words = story.words(anchored.expression.first, anchored.expression.stop)
            return Dating(days.first, days.last, days.granularity, "expression", words)
        if here and not planned and anchored.expression.bound not in ("before", "after"):
            return Dating()
    return Dating() if set(candidate.auxiliary) & set(NOT_YET) else _fallback(story)


def expressions(story: Story) -> tuple[Anchored, ...]:
    """Return the date expressions of an article, in order."""
    if "dates" not in story.memory:
        found = (Anchored(each, story.doc[each.first : each.stop].root) for each in find(story.doc))
        story.memory["dates"] = tuple(sorted(found, key=lambda each: each.anchor.i))
    return cast(tuple[Anchored, ...], story.memory["dates"])


def _by_distance(candidate: Candidate, story: Story) -> Iterator[Anchored]:
    """Yield the expressions that date an event, the nearest first; last the one in front of what reports it."""
    found, head = expressions(story), candidate.head
    near = by_distance([each.anchor for each in found], candidate, story)
    for _, index in near:
        yield found[index]
    if near or any(child.lower_ == "had" for child in head.lefts):
        return
    first, _ = sentence_of(head, story)
    begin = bisect_left(found, max(first, head.i - WINDOW), key=lambda each: each.anchor.i)
    for each in found[begin : begin + FEW]:
        if each.anchor.i < head.i and frames(each.anchor, head):
            yield each


def _ahead(anchored: Anchored, candidate: Candidate, planned: bool) -> bool:
    """Say whether an expression looks forward: its verb stands in the future, or it is part of a plan."""
    expression, token = anchored.expression, governor(anchored.anchor)
    if expression.begin.edge == "later" or expression.begin.shift == 1 or expression.bound == "by":
        return planned
    for _ in range(3):
        if is_verb(token) or token.head is token:
            break
        token = token.head
    if token.tag_ != "VBD" and any(child.lower_ in AHEAD for child in token.lefts):
        return True
    return planned and token.tag_ != "VBD"


def _up_to(days: Days, here: dt.date) -> Days | None:
    """Return the days up to publication; None if all of them lie behind it."""
    return days._replace(last=min(days.last, here)) if days.first <= here else None


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
