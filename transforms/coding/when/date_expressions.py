"""Date expressions of a text: found token by token, from small tables.

dateparser was weighed for the lexical part and left out: it takes 0.5 s to import and to warm up, a millisecond for
each expression, gives one instant where an interval is meant ("last week" is a day to it), does not know "late Tuesday"
or "overnight", and resolves "on the 9th" to another month. Here a text costs one dictionary lookup a token.
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from transforms.coding.when import date_absolute, date_relative
from transforms.coding.when.date_absolute import year_behind
from transforms.coding.when.date_reader import Found, Words
from transforms.coding.when.date_words import beginnings, behind_the, day, said, year
from transforms.coding.when.moment import Expression, Moment

CORES = (
    date_absolute.weekday,
    date_absolute.date,
    date_relative.ago,
    date_relative.stretch,
    date_relative.shifted,
    date_relative.today,
    date_absolute.decade,
    date_absolute.season_of,
    date_absolute.day_alone,
    date_absolute.year_alone,
)


def find(doc: Doc) -> Iterator[Expression]:
    """Yield the date expressions of a text, in order, without overlap."""
    words, behind = Words(doc), 0
    alone, after = beginnings(), behind_the()
    for index, word in enumerate(words.lower):
        opening, known = (words[index + 1], after) if word == "the" else (word, alone)
        if index < behind or not (opening in known or opening[:1].isdigit()):
            continue
        found = _expression(words, index)
        if found:
            yield found
            behind = found.stop


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
    year_, behind = year_behind(words, stop)
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
