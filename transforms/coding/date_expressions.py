"""Date expressions of a text: found token by token, from small tables.

dateparser was weighed for the lexical part and left out: it takes 0.5 s to import and to warm up, a millisecond for
each expression, gives one instant where an interval is meant ("last week" is a day to it), does not know "late Tuesday"
or "overnight", and resolves "on the 9th" to another month. Here a text costs one dictionary lookup a token.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from transforms.coding.date_words import DECADE, ISO, begins, day, number, ordinal, said, year
from transforms.coding.moment import Expression, Moment

FEW = ("few", "several", "some")
ARTICLES = ("the", "a", "an")
QUANTITY = ("past", "last", "next", "coming", "previous")
BEFORE_YEAR = frozenset(
    "in since of from by until till during late early to between and mid through before after around for - – (".split()  # noqa: SIM905
)
BEFORE_DAY = ("on", "from", "since", "until", "by", "to", "and", "before", "after")


class Found(NamedTuple):
    """A moment and the index behind its last token."""

    moment: Moment
    stop: int


class Words:
    """The lower-case words of a text; behind the end they are empty."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.lower = [token.lower_ for token in doc]

    def __getitem__(self, index: int) -> str:
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def tag(self, index: int) -> str:
        """Return the Penn tag of a word."""
        return self.doc[index].tag_ if 0 <= index < len(self.lower) else ""

    def capital(self, index: int) -> bool:
        """Say whether a word begins with a capital."""
        return 0 <= index < len(self.lower) and self.doc[index].text[:1].isupper()


def find(doc: Doc) -> Iterator[Expression]:
    """Yield the date expressions of a text, in order, without overlap."""
    words, index = Words(doc), 0
    while index < len(words.lower):
        found = _expression(words, index) if begins(words[index]) else None
        if found:
            yield found
        index = found.stop if found else index + 1


def _expression(words: Words, first: int) -> Expression | None:
    """Return the longest expression that begins at a token: one moment, or a range of two."""
    begin = _moment(words, first)
    if not begin:
        return None
    before = words[first - 1]
    bound = said("bound", before) or ""
    join = said("span", words[begin.stop])
    if join == "to" or (join == "and" and before == "between"):
        end = _moment(words, begin.stop + 1) or _bare_day(words, begin)
        if end and end.moment.form in ("date", "weekday", "today"):
            return _range(first, begin.moment, end, bound)
    return Expression(first, begin.stop, begin.moment, bound=bound)


def _range(first: int, begin: Moment, end: Found, bound: str) -> Expression:
    """Return a range; what one end leaves out it takes from the other (May 3 to 5, 2021; from 3 to 5 May)."""
    last = end.moment
    if begin.form == last.form == "date":
        begin = begin._replace(month=begin.month or (last.month if begin.day else None))
        begin = begin._replace(year=begin.year or (last.year if begin.month else None))
    return Expression(first, end.stop, begin, last, bound)


def _bare_day(words: Words, begin: Found) -> Found | None:
    """Return the second day of "May 3 to 5"."""
    number_, stop = day(words[begin.stop + 1]), begin.stop + 2
    if begin.moment.form != "date" or not begin.moment.day or not number_:
        return None
    year_, behind = _year_behind(words, stop)
    return Found(begin.moment._replace(day=number_, year=year_ or begin.moment.year), behind)


def _moment(words: Words, index: int) -> Found | None:
    """Return the longest moment that begins at a token, with "early", "the end of" and "late on" in front."""
    for read in (_edged, *CORES):
        found = read(words, index)
        if found:
            return found
    return None


def _edged(words: Words, index: int) -> Found | None:
    """Early March; late on Tuesday; the end of last year; earlier in the year."""
    at = index + 1 if words[index] == "the" else index
    edge, noun = said("edge", words[at]), words[at] in ("end", "start", "beginning", "middle")
    if not edge or (noun and words[at + 1] != "of"):
        return None
    at += 2 if words[at + 1] in ("on", "in", "of", "-") else 1
    unit = said("unit", words[at + 1]) if words[at] == "the" else None
    if unit:
        whole = unit in ("week", "month", "year") and edge in ("earlier", "later")
        return Found(Moment("shift", unit=unit, number=1, shift=0, edge=edge), at + 2) if whole else None
    found = _moment(words, at)
    return Found(found.moment._replace(edge=edge), found.stop) if found and not found.moment.edge else None


def _weekday(words: Words, index: int) -> Found | None:
    """Monday; last Monday; Monday night; Monday, March 3."""
    shift = said("shift", words[index])
    at = index + 1 if shift else index
    weekday = said("weekday", words[at])
    if weekday is None or not words.capital(at):
        return None
    at += 1
    behind = at + 1 if words[at] == "," else at
    date = _date(words, behind)
    if date and date.moment.day:
        return date
    at += 1 if said("daypart", words[at]) else 0
    return Found(Moment("weekday", number=int(weekday), shift=int(shift) if shift else None), at)


def _date(words: Words, index: int) -> Found | None:
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
    year_, behind = (None, at) if shift else _year_behind(words, at)
    back = at + 1 if words[at] == "of" else at
    if year_ is None and words[back] in ("this", "last", "next") and words[back + 1] == "year":
        which = int(said("shift", words[back]) or 0)
        return Found(Moment("month_of", month=int(month), day=number_, shift=which), back + 2)
    return Found(Moment("date", year_, int(month), number_, shift=int(shift) if shift else None), behind)


def _year_behind(words: Words, index: int) -> tuple[int | None, int]:
    """Return the year that stands at a token, behind a comma or "of", and the index behind it."""
    for skip in ("", ",", "of", "in"):
        at = index + (1 if skip else 0)
        if (not skip or words[index] == skip) and (found := year(words[at])):
            return found, at + 1
    return None, index


def _shifted(words: Words, index: int) -> Found | None:
    """Last week; this year; next weekend; the past two weeks; last night; this morning; last spring."""
    at = index + 1 if words[index] == "the" else index
    shift = said("shift", words[at])
    if shift is None or words.tag(at) in ("VB", "VBP"):
        return None
    at += 1
    count = number(words[at]) if words[at] not in ARTICLES else None
    few = 3 if words[at] in ("few", "several") else count
    unit = said("unit", words[at + 1 if few else at])
    if unit and few and words[at - 1] in QUANTITY:
        return Found(Moment("stretch", unit=unit, number=few, shift=int(shift)), at + 2)
    if unit == "day" and words[at] == "night" and index == at - 1:
        return Found(Moment("today", number=int(shift)), at + 1)
    if unit and not few and unit != "hour" and not (unit == "day" and words[at - 1] != "this"):
        definite = words[index] == "the"
        form = "stretch" if definite and words[at - 1] in QUANTITY[:2] else "shift"
        return Found(Moment(form, unit=unit, number=1, shift=int(shift)), at + 1)
    if said("daypart", words[at]) and index == at - 1 and int(shift) <= 0:
        return Found(Moment("today", number=int(shift)), at + 1)
    season = said("season", words[at])
    return Found(Moment("season", month=int(season), shift=int(shift)), at + 1) if season else None


def _ago(words: Words, index: int) -> Found | None:
    """Two days ago; a couple of weeks ago; several months ago (0 of them: we are not told)."""
    vague = words[index] in FEW or (words[index] == "a" and words[index + 1] in FEW)
    count, at = 0 if vague else number(words[index]), index + 1
    at += 1 if words[index] == "a" and vague else 0
    if words[index] in ("a", "the") and words[at] == "couple":
        count, at = 2, at + 1
    at += 1 if words[at] in ("of", "full", "-") else 0
    unit = said("unit", words[at])
    if count is None or not unit or words[at + 1] != "ago":
        return None
    return Found(Moment("ago", unit=unit, number=count), at + 2)


def _today(words: Words, index: int) -> Found | None:
    """Today; yesterday morning; overnight."""
    value = said("today", words[index])
    if value is None:
        return None
    at = index + 1
    at += 1 if said("daypart", words[at]) else 0
    if value == "overnight":
        return Found(Moment("today", unit="overnight"), at)
    return Found(Moment("today", number=int(value)), at)


def _season(words: Words, index: int) -> Found | None:
    """Summer 2014; the spring of 2011; in the summer."""
    at = index + 1 if words[index] == "the" else index
    season = said("season", words[at])
    if season is None or not words.tag(at).startswith("NN"):
        return None
    year_, behind = _year_behind(words, at + 1)
    if year_ is None and not (words[index - 1] in ("in", "since", "during") and words[index] == "the"):
        return None
    return Found(Moment("season", year_, int(season)), behind)


def _ordinal(words: Words, index: int) -> Found | None:
    """The 9th; the 9th of March."""
    at = index + 1 if words[index] == "the" else index
    number_ = day(words[at]) if ordinal(words[at]) else None
    if not number_ or at == index:
        return None
    month = said("month", words[at + 2]) if words[at + 1] == "of" else None
    if month:
        year_, behind = _year_behind(words, at + 3)
        return Found(Moment("date", year_, int(month), number_), behind)
    noun = words.tag(at + 1).startswith(("NN", "JJ")) or words[at + 1] in ("-", "of")
    return None if noun or words[index - 1] not in BEFORE_DAY else Found(Moment("date", day=number_), at + 1)


def _decade(words: Words, index: int) -> Found | None:
    """The 1990s."""
    at = index + 1 if words[index] == "the" else index
    match = DECADE.fullmatch(words[at])
    return Found(Moment("decade", int(match[1])), at + 1) if match else None


def _year(words: Words, index: int) -> Found | None:
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


CORES: tuple[Callable[[Words, int], Found | None], ...] = (
    _weekday, _date, _ago, _shifted, _today, _decade, _season, _ordinal, _year
)  # fmt: skip


def in_text(text: str) -> Moment | None:
    """Return the date of a dateline: "Aug. 14", "3 March 2022".

    >>> in_text("3 March 2022")[:4]
    ('date', 2022, 3, 3)
    """
    parts = text.replace(",", " ").split()
    months = [said("month", part.lower()) for part in parts]
    years = [found for part in parts if (found := year(part))]
    days = [found for part in parts if (found := day(part.lower()))]
    month = next(filter(None, months), None)
    return Moment("date", years[0] if years else None, int(month), days[0]) if month and days else None
