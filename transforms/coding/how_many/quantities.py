"""How many: numerals, number words, vague words and ranges as an interval, from data/quantities.tsv."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from transforms.coding.lexicon import files, remembered, rows
from transforms.coding.parse.columns import columns

LARGEST = 10**10
DIGITS = 14
RANGE = ("-", "–", "—", "to", "and", "or")
BOUND_WORDS = 3
KINDS = ("number", "article", "scale", "vague", "bound")


class Quantity(NamedTuple):
    """So many: tokens `doc[first:stop]`; `number` is the index of the token that the counted noun governs.

    `minimum` is None under "up to", `maximum` where the words set no upper bound.
    """

    first: int
    stop: int
    number: int
    minimum: int | None
    maximum: int | None


class Interval(NamedTuple):
    """At least and at most, and the index behind the last token."""

    minimum: int
    maximum: int | None
    stop: int


class Table(NamedTuple):
    """The words of quantity, by kind."""

    number: dict[str, int]
    scale: dict[str, int]
    vague: dict[str, tuple[int, int | None]]
    bound: dict[tuple[str, ...], str]


@remembered
def table() -> Table:
    """Return data/quantities.tsv."""
    found = Table({}, {}, {}, {})
    for file in files("quantities.tsv"):
        for row in rows(file, 4):
            word, kind, low, high = row.cells
            if kind not in KINDS:
                raise row.error(f"{kind!r} is none of {', '.join(KINDS)}")
            if kind == "bound":
                found.bound[tuple(word.split())] = low
            elif kind == "vague":
                found.vague[word] = row.number(2), row.number(3) if high else None
            elif kind == "number":
                found.number[word] = row.number(2)
            elif kind == "scale":
                found.scale[word] = row.number(2)
    return found


@remembered
def _beginnings() -> frozenset[str]:
    """Return the words with which a quantity may begin, numerals aside."""
    return frozenset((*table().number, *table().vague, "a", "an", "tens"))


def find(doc: Doc) -> Iterator[Quantity]:
    """Yield the quantities of a text, in order, without overlap."""
    words, sieve = columns(doc).lower, _beginnings()
    index = 0
    while index < len(words):
        begins = words[index] in sieve or words[index][:1].isdigit()
        found = _interval(words, index) if begins else None
        if found and words[found.stop : found.stop + 1] != ["-"]:  # an age: "a 34-year-old man"
            yield _quantity(words, index, found)
        index = found.stop if found else index + 1


def _quantity(words: list[str], first: int, found: Interval) -> Quantity:
    """Return a quantity with the bound that stands before it ("at least", "between" and its kin)."""
    number = found.stop - 1
    for length in range(BOUND_WORDS, 0, -1):
        bound = table().bound.get(tuple(words[first - length : first])) if first >= length else None
        if bound:
            low, high = _bounded(found, bound)
            return Quantity(first - length, found.stop, number, low, high)
    between = first > 0 and words[first - 1] in ("between", "from") and found.minimum != found.maximum
    return Quantity(first - between, found.stop, number, found.minimum, found.maximum)


def _bounded(found: Interval, bound: str) -> tuple[int | None, int | None]:
    if bound == "least":
        return found.minimum, None
    if bound in ("most", "less"):
        return None, found.maximum - 1 if bound == "less" and found.maximum else found.maximum
    return found.minimum, found.maximum


def _interval(words: list[str], first: int) -> Interval | None:
    """Return the interval that begins at a token: a number, a range, a vague word."""
    one = _one(words, first)
    if not one:
        return None
    join = words[one.stop] if one.stop < len(words) else ""
    joined = join in ("-", "–", "—", "to", "or") or (join == "and" and first > 0 and words[first - 1] == "between")
    other = _one(words, one.stop + 1) if joined else None
    if other and other.maximum and one.minimum <= other.maximum:
        return Interval(one.minimum, other.maximum, other.stop)
    return one


def _one(words: list[str], first: int) -> Interval | None:
    if first >= len(words):
        return None
    vague = _vague(words, first)
    if vague:
        return vague
    article = words[first] in ("a", "an")
    value, at = _number(words, first + article)
    if value is None and article and first + 1 < len(words) and words[first + 1] in table().scale:
        value, at = 1, first + 1
    if value is None:
        return None
    while at < len(words) and (scale := table().scale.get(words[at])):
        value, at = value * scale, at + 1
    behind, following = words[at - 1] in ("hundred", "thousand"), at + (at < len(words) and words[at] == "and")
    rest, stop = _number(words, following) if behind else (None, at)
    if rest is not None and rest < 100:  # noqa: PLR2004
        value, at = value + rest, stop
    return Interval(int(value), int(value), at) if value <= LARGEST and not (article and at == first + 1) else None


def _vague(words: list[str], first: int) -> Interval | None:
    """Return dozens; tens of thousands; hundreds of thousands; a few dozen; several hundred; a couple of."""
    at = first + (
        words[first] in ("a", "an") and first + 1 < len(words) and words[first + 1] in ("few", "couple", "handful")
    )
    if words[at] == "tens" and words[at + 1 : at + 3] == ["of", "thousands"]:
        return Interval(10_000, None, at + 3)
    found = table().vague.get(words[at])
    if not found:
        return None
    low, high = found
    behind = words[at + 1 : at + 3]
    if len(behind) == 2 and behind[0] == "of" and behind[1] in table().vague and behind[1].endswith("s"):  # noqa: PLR2004
        scale = table().scale.get(behind[1].removesuffix("s"))
        return Interval(low * scale, high * scale if high else None, at + 3) if scale else None
    at += 1
    while at < len(words) and (scale := table().scale.get(words[at])):
        low, high, at = low * scale, high * scale if high else None, at + 1
    return Interval(low, high, at)


def _number(words: list[str], first: int) -> tuple[float | None, int]:
    """Return a numeral or a number word (twenty-three, spaCy's three tokens), and the index behind it."""
    if first >= len(words):
        return None, first
    word = words[first]
    if word[:1].isdigit():
        return _numeral(word), first + 1
    known = table().number
    if word not in known:
        return None, first
    value, at = known[word], first + 1
    ones = known.get(words[at + 1]) if words[at : at + 1] == ["-"] and at + 1 < len(words) else None
    if value >= 20 and ones and ones < 10:  # noqa: PLR2004
        return value + ones, at + 2
    return value, at


def _numeral(word: str) -> float | None:
    """Return 12, 1,200, 2.5; None for what only begins like a number.

    >>> _numeral("1,200"), _numeral("2.5"), _numeral("3rd")
    (1200.0, 2.5, None)
    """
    plain = word.replace(",", "")
    if not plain.isascii() or len(plain) > DIGITS or not plain.replace(".", "", 1).isdigit():
        return None
    return float(plain)
