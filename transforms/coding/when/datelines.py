"""The dateline of an article: "KABUL, Afghanistan (AP) -" and its kin, kept out of the text's grammar."""

import re
from typing import NamedTuple

from schemas.event import Span
from transforms.coding.where.placenames import is_city, is_country

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JAN|FEB|MAR|APR|AUG|SEPT?|OCT|NOV|DEC)"
)
DATE = rf"(?P<date>{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?:,? \d{{4}})?)"
CAPITALS = r"[A-Z](?:[A-Z'’.]|[- ](?=[A-Z])){2,30}"
TITLE = r"[A-Z][\w'’.-]{1,20}(?: (?:[a-z]{1,3} )?[A-Z][\w'’.-]{1,20}){0,3}"
AGENCY = r"(?:\((?P<agency>[A-Z][\w .&/–-]{1,30})\))"
DASH = r"(?:[–—]|--?)"
DATELINE = re.compile(
    rf"(?P<place>{CAPITALS}|{TITLE})(?:, (?!{MONTH} \d)(?P<region>{TITLE}))?(?:[,.] ?{DATE})?(?: {AGENCY})?"
    rf"(?:[,.] ?(?P<after>{MONTH} \d{{1,2}}))?(?P<parting> ?{DASH} ?| ?: )(?=[\"“‘'(]?\w)"
)
AGENCY_ALONE = re.compile(rf"{AGENCY} ?{DASH}? ?(?=[\"“‘'A-Z])")
HEADLINE = re.compile(r"[^\n]{10,160}\n\s*")
AGENCIES = frozenset(["Reuters", "Xinhua", "Bloomberg", "Interfax", "Yonhap", "Kyodo", "Anadolu"])
HEADING = re.compile(r"(?P<place>[A-Z][\w.'’ -]{2,40}?)(?:\s*\n\s*|(?<=[a-z])(?=[A-Z][a-z]*\s))")
LONGEST = 120


class Datelined(NamedTuple):
    """An article's dateline.

    Attributes:
        base: Code points before the first word of the body; 0 without a dateline, or where a headline stands before it.
        place: Its place, such as KABUL; a region named beside it is not part of it.
        date: Its date, such as "Aug 14".
        words: The dateline as a whole; below a headline these are the code points to blank before parsing.
    """

    base: int
    place: Span | None
    date: Span | None
    words: Span | None = None


def split(text: str) -> Datelined:
    """Return the dateline of an article; nothing where it is not sure.

    A dateline stands at the very beginning, or below a headline line. It has an agency in brackets, a date, or a known
    place before a dash or a colon. A country that stands alone above the text, or is glued to its first word, is kept
    out too.

    >>> split("KABUL, Afghanistan (AP) - Two men met.")[:2]
    (26, Span(text='KABUL', start=0, end=5))
    >>> split("A word: nothing here.")
    Datelined(base=0, place=None, date=None, words=None)
    """
    start = len(text) - len(text.lstrip())
    heading = _heading(text, start)
    found = _at(text, heading.base if heading else start) or heading
    if found:
        return found._replace(base=found.words.end if found.words else 0)
    headline = HEADLINE.match(text, start)
    return (_at(text, headline.end()) if headline else None) or Datelined(0, None, None)


def _heading(text: str, start: int) -> Datelined | None:
    """Return the country that stands above a text, or is glued to its first word: "RomaniaThe talks"."""
    match = HEADING.match(text[: start + LONGEST], start)
    if match and is_country(match["place"]):
        return Datelined(match.end(), None, None, _span(text, match.span()))
    return None


def _at(text: str, start: int) -> Datelined | None:
    """Return the dateline that begins at `start`, its base left at 0."""
    window = text[: start + LONGEST]
    agency = AGENCY_ALONE.match(window, start)
    if agency and (agency["agency"].isupper() or agency["agency"] in AGENCIES):
        return Datelined(0, None, None, _span(text, agency.span()))
    match = DATELINE.match(window, start)
    if not match or not _sure(match):
        return None
    date = "date" if match["date"] else "after"
    return Datelined(
        0,
        _span(text, match.span("place")),
        _span(text, match.span(date)) if match[date] else None,
        _span(text, match.span()),
    )


def _sure(match: re.Match[str]) -> bool:
    """Say whether this is a dateline and no sentence that happens to begin with a name and a dash."""
    place, colon, touching = match["place"], ":" in match["parting"], not match["parting"].startswith(" ")
    known = is_city(place) or is_country(place) or (match["region"] is not None and is_country(match["region"]))
    if match["agency"] or match["date"] or match["after"]:
        return known or place.isupper()
    if colon or touching:
        return known and place.isupper() and match["region"] is None
    return known and (place.isupper() or match.string[match.end() : match.end() + 1].isupper())


def _span(text: str, bounds: tuple[int, int]) -> Span:
    start, end = bounds
    return Span(text[start:end], start, end)
