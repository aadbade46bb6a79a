"""Which of a story's date expressions lie a year back or more, or are set apart from the news of the day."""

from typing import cast

from spacy.tokens import Token

from transforms.coding.parse.attachment import BEFORE_NOUN, governor, is_verb, sentence_starts
from transforms.coding.story import Story
from transforms.coding.when.date_words import year
from transforms.coding.when.dates import Anchored, expressions
from transforms.coding.when.moment import Moment

YEARS = frozenset({"year", "decade", "century"})
NINE = 9
"""Years of a decade behind its first."""
RECENT = 2010
"""Decades before it are old where a story names no year."""
BEFORE_NOW = frozenset({"was", "were", "had", "has", "have"})
CLIMB = 4
MONTHS = 12
QUARTER = 3
"""Months from which a date of last year is old."""


def ages(story: Story) -> dict[int, bool]:
    """Return, by the number of its highest word, whether each date expression of a story is old.

    Old is what lies a year back or more, and what is set apart from the news of the day ("earlier this year"), unless
    the first sentence does: then it is the news. "By 2003" is not in it.
    """
    if "ages" not in story.memory:
        lead = next(iter(sentence_starts(story)[1:]), 0)
        story.memory["ages"] = {
            each.anchor.i: _is_old(last, story) or (each.anchor.i >= lead and _is_set_apart(last))
            for each in expressions(story)
            for last in (each.expression.end or each.expression.begin,)
            if each.expression.bound != "by"
        }
    return cast(dict[int, bool], story.memory["ages"])


def present(story: Story) -> int:
    """Return the first year that is not past: of publication, else by the years that the story names; 0 if unknown.

    A year named with its day may be the running one. Named without a day it is past: of the running year one says "in
    May", not "in May 2009".
    """
    if story.published_at:
        return story.published_at.year
    if "present" not in story.memory:
        story.memory["present"] = _latest(story)
    return cast(int, story.memory["present"])


def _latest(story: Story) -> int:
    told = [each.expression.begin for each in expressions(story) if _dates_a_clause(each)]
    running = {moment.year for moment in told if moment.year and moment.day}
    return max((moment.year + (moment.year not in running) for moment in told if moment.year), default=0)


def names_past(word: Token, story: Story) -> bool:
    """Tell whether a word before an event noun is a past year: the 2014 abduction."""
    named = year(word.lower_)
    return named is not None and (not story.published_at or named < story.published_at.year)


def _dates_a_clause(anchored: Anchored) -> bool:
    """Tell whether a date is that of a clause in the past tense."""
    if anchored.anchor.dep_ in BEFORE_NOUN or anchored.expression.begin.form != "date":
        return False
    word = governor(anchored.anchor)
    for _ in range(CLIMB):
        if is_verb(word) or word.head == word:
            break
        word = word.head
    return word.tag_ == "VBD" or any(
        child.lower_ in BEFORE_NOW for child in word.lefts if child.dep_ in ("aux", "auxpass")
    )


def _is_old(moment: Moment, story: Story) -> bool:
    """Tell whether a date lies in another year, months back at least, or is counted in years from today."""
    now, published = present(story), story.published_at
    if moment.year and moment.form == "decade":
        return moment.year + NINE < (now or RECENT)
    if moment.year and moment.month and published:
        months = (published.year - moment.year) * MONTHS + published.month - moment.month
        return moment.year < now and months >= QUARTER
    if moment.year:
        return moment.year < now
    counted = moment.unit in YEARS or moment.form == "month_of"
    return counted and (moment.form == "ago" or moment.shift == -1) and moment.form != "stretch"


def _is_set_apart(moment: Moment) -> bool:
    """Tell whether a date sets something apart from the news of the day: earlier this year, last April, last summer."""
    if moment.form in ("date", "season") and moment.shift == -1:
        return True
    return moment.edge == "earlier" and moment.unit == "year"
