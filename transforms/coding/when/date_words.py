"""The words of dates, from data/dates.tsv."""

import re

from transforms.coding.lexicon import files, remembered, rows

KINDS = (
    "weekday",
    "month",
    "unit",
    "shift",
    "daypart",
    "today",
    "edge",
    "season",
    "number",
    "ordinal",
    "bound",
    "span",
)
ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)", re.ASCII)
DECADE = re.compile(r"(1[89]\d0|20\d0)s", re.ASCII)
ISO = re.compile(r"([12]\d{3})-(\d{2})-(\d{2})", re.ASCII)
NUMBERS = 3


@remembered
def table() -> dict[str, dict[str, str]]:
    """Return data/dates.tsv: by kind, what each word means."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in (*KINDS, "report")}
    for file in files("dates.tsv"):
        for row in rows(file, 3):
            word, kind, value = row.cells
            if kind not in found:
                raise row.error(f"{kind!r} is none of {', '.join(found)}")
            found[kind][word] = value
    return found


def said(kind: str, word: str) -> str | None:
    """Return what a lower-case word means as a word of that kind; None if it is none."""
    return table()[kind].get(word)


def is_report(word: str) -> bool:
    """Say whether a lower-case word is a verb whose own date is not that of what it reports."""
    return word in table()["report"]


@remembered
def beginnings() -> frozenset[str]:
    """Return the lower-case words with which an expression may begin, numerals and "the" aside: a quick sieve."""
    return _of("weekday", "month", "shift", "today", "edge", "season", "number", "ordinal") | {"several", "some"}


@remembered
def behind_the() -> frozenset[str]:
    """Return the lower-case words with which an expression may go on behind "the", numerals aside."""
    return _of("shift", "edge", "season", "ordinal") | {"weekend", "couple"}


def _of(*kinds: str) -> frozenset[str]:
    return frozenset(word for kind in kinds for word in table()[kind])


def number(word: str) -> int | None:
    """Return a count written in up to three digits or as a word."""
    if word.isascii() and word.isdigit() and len(word) <= NUMBERS:
        return int(word)
    value = said("number", word)
    return int(value) if value else None


def ordinal(word: str) -> int | None:
    """Return the number of `9th` or `ninth`."""
    match = ORDINAL.fullmatch(word)
    if match:
        return int(match[1])
    value = said("ordinal", word)
    return int(value) if value else None


def day(word: str) -> int | None:
    """Return a day of a month: `9`, `09`, `9th`."""
    value = int(word) if word.isascii() and word.isdigit() and len(word) <= len("31") else None
    if value is None and ORDINAL.fullmatch(word):
        value = ordinal(word)
    return value if value is not None and 1 <= value <= 31 else None  # noqa: PLR2004


def year(word: str) -> int | None:
    """Return a year between 1900 and 2099, in four digits."""
    plain = len(word) == len("2021") and word.isascii() and word.isdigit() and word[:2] in ("19", "20")
    return int(word) if plain else None
