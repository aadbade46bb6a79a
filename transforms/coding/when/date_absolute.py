"""Dates by name: weekday, day, month, year, season, decade."""

from transforms.coding.when.date_reader import Found, Words
from transforms.coding.when.date_words import DECADE, ISO, day, ordinal, said, year
from transforms.coding.when.moment import Moment

BEFORE_YEAR = frozenset(
    "in since of from by until till during late early to between and mid through before after around for - – (".split()  # noqa: SIM905
)
BEFORE_DAY = ("on", "from", "since", "until", "by", "to", "and", "before", "after")


def weekday(words: Words, index: int) -> Found | None:
    """Monday; last Monday; Monday night; Monday, March 3."""
    shift = said("shift", words[index])
    at = index + 1 if shift else index
    weekday = said("weekday", words[at])
    if weekday is None or not words.capital(at):
        return None
    at += 1
    behind = at + 1 if words[at] == "," else at
    named = date(words, behind)
    if named and named.moment.day:
        return named
    at += 1 if said("daypart", words[at]) else 0
    return Found(Moment("weekday", number=int(weekday), shift=int(shift) if shift else None), at)


def date(words: Words, index: int) -> Found | None:
    """March 3, 2021; 3 March; March 2021; March; last March; 2021-03-03."""
    iso = ISO.fullmatch(words[index])
    if iso:
        return Found(Moment("date", int(iso[1]), int(iso[2]), int(iso[3])), index + 1)
    shift = said("shift", words[index])
    at = index + 1 if shift else index
    number_ = None if shift else day(words[at])
    if number_:
        at += 2 if words[at + 1] == "of" else 1
    month = said("month", words[at])
    if month is None or not words.capital(at) or words.tag(at) in ("MD", "VB"):
        return None
    at += 1
    if number_ is None and not shift and day(words[at]) and words[at + 1] not in ("%", "percent"):
        number_, at = day(words[at]), at + 1
    year_, behind = (None, at) if shift else year_behind(words, at)
    back = at + 1 if words[at] == "of" else at
    if year_ is None and words[back] in ("this", "last", "next") and words[back + 1] == "year":
        which = int(said("shift", words[back]) or 0)
        return Found(Moment("month_of", month=int(month), day=number_, shift=which), back + 2)
    return Found(Moment("date", year_, int(month), number_, shift=int(shift) if shift else None), behind)


def year_behind(words: Words, index: int) -> tuple[int | None, int]:
    """Return the year that stands at a token, behind a comma or "of", and the index behind it."""
    for skip in ("", ",", "of", "in"):
        at = index + (1 if skip else 0)
        if (not skip or words[index] == skip) and (found := year(words[at])):
            return found, at + 1
    return None, index


def day_alone(words: Words, index: int) -> Found | None:
    """The 9th; the 9th of March."""
    at = index + 1 if words[index] == "the" else index
    number_ = day(words[at]) if ordinal(words[at]) else None
    if not number_ or at == index:
        return None
    month = said("month", words[at + 2]) if words[at + 1] == "of" else None
    if month:
        year_, behind = year_behind(words, at + 3)
        return Found(Moment("date", year_, int(month), number_), behind)
    noun = words.tag(at + 1).startswith(("NN", "JJ")) or words[at + 1] in ("-", "of")
    return None if noun or words[index - 1] not in BEFORE_DAY else Found(Moment("date", day=number_), at + 1)


def decade(words: Words, index: int) -> Found | None:
    """The 1990s."""
    at = index + 1 if words[index] == "the" else index
    match = DECADE.fullmatch(words[at])
    return Found(Moment("decade", int(match[1])), at + 1) if match else None


def season_of(words: Words, index: int) -> Found | None:
    """Summer 2014; the spring of 2011; in the summer."""
    at = index + 1 if words[index] == "the" else index
    season = said("season", words[at])
    if season is None or not words.tag(at).startswith("NN"):
        return None
    year_, behind = year_behind(words, at + 1)
    if year_ is None and not (words[index - 1] in ("in", "since", "during") and words[index] == "the"):
        return None
    return Found(Moment("season", year_, int(season)), behind)


def year_alone(words: Words, index: int) -> Found | None:
    """2014, behind a preposition or before a noun in the singular ("the 2014 abduction"); 2014-16 is no year."""
    found = year(words[index])
    if found is None or words.tag(index) not in ("CD", "NN", "NNP"):
        return None
    before, behind = words[index - 1], words[index + 1]
    if behind in ("%", "percent", "-") or before in ("$", "€", "£", "than", "about", "nearly"):
        return None
    described = words.tag(index + 1) in ("NN", "NNP", "JJ") or (before == "the" and words.tag(index + 1) == "NNS")
    ahead = words.tag(index + 1).startswith("NN") or words.tag(index + 1) in ("JJ", "CD")
    if described or (before in BEFORE_YEAR and not ahead):
        return Found(Moment("date", found), index + 1)
    return None
