"""Names in a text, by one pass over its words: the longest name that the data files know."""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from transforms.coding.entries import Entry, load
from transforms.coding.story import Story
from transforms.coding.word_sets import words

PIECE = re.compile(r"[^\W_]+")
LONGEST_ACRONYM = 6
FAMILY_NAME_FIRST = frozenset(("CHN", "PRK", "KOR", "VNM", "TWN", "HKG", "KHM", "HUN"))
LOCAL = ("country", "people", "capital", "place")


class Match(NamedTuple):
    """A known name: tokens [first, stop) and its readings, the best known first."""

    first: int
    stop: int
    entries: tuple[Entry, ...]


class Table(NamedTuple):
    """All names.

    Attributes:
        names: Readings by lower-cased name.
        acronyms: Readings by acronym, in its own capitals.
        lengths: How many words names have, by their first word; longest first.
        surnames: Leaders by surname.
    """

    names: dict[str, tuple[Entry, ...]]
    acronyms: dict[str, tuple[Entry, ...]]
    lengths: dict[str, tuple[int, ...]]
    surnames: dict[str, tuple[Entry, ...]]


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """Return the parts of a word that count: lower case, without accents, hyphens, dots and apostrophes.

    >>> pieces("Élysée"), pieces("U.S."), pieces("al-Assad")
    (('elysee',), ('u', 's'), ('al', 'assad'))
    """
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = word.lower()
    return (word,) if word.isalnum() else tuple(PIECE.findall(word))


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the table of all names; made once a process."""
    names: dict[str, list[Entry]] = defaultdict(list)
    acronyms: dict[str, list[Entry]] = defaultdict(list)
    lengths: dict[str, set[int]] = defaultdict(set)
    surnames: dict[str, list[Entry]] = defaultdict(list)
    for name, entry in load():
        parts = pieces(name)
        if not parts:
            continue
        readings = acronyms[name] if _is_acronym(name) else names[" ".join(parts)]
        if entry not in readings:
            readings.append(entry)
        lengths[parts[0]].add(len(parts))
        if entry.kind == "leader":
            surnames[_surname(entry)].append(entry)
    return Table(
        {name: tuple(readings) for name, readings in names.items()},
        {name: tuple(readings) for name, readings in acronyms.items()},
        {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()},
        {surname: tuple(dict.fromkeys(readings)) for surname, readings in surnames.items()},
    )


def find(doc: Doc) -> list[Match]:
    """Return the known names of a text, left to right, without overlap."""
    known = table()
    parts, owners = [], []
    for token in doc:
        for piece in pieces(token.text):
            parts.append(piece)
            owners.append(token.i)
    found, at = [], 0
    while at < len(parts):
        match = _match(doc, known, parts, owners, at)
        if match:
            found.append(match)
            while at < len(owners) and owners[at] < match.stop:
                at += 1
        else:
            at += 1
    return found


def matches(story: Story) -> dict[int, Match]:
    """Return the known names of a story by each of their tokens; looked up once a story."""
    known = story.memory.get("gazetteer")
    if not isinstance(known, dict):
        known = {i: match for match in find(story.doc) for i in range(match.first, match.stop)}
        story.memory["gazetteer"] = known
    return known


def country_of(name: str) -> str | None:
    """Return the code of the country that a country, people, capital or place belongs to; None if unknown.

    >>> country_of("Ankara"), country_of("the Philippines"), country_of("Atlantis")
    ('TUR', 'PHL', None)
    """
    known = table()
    plain = name.strip().removeprefix("the ").removeprefix("The ")
    readings = known.acronyms.get(plain, ()) + known.names.get(" ".join(pieces(plain)), ())
    return next((entry.country for entry in readings if entry.kind in LOCAL), None)


def _match(doc: Doc, known: Table, parts: list[str], owners: list[int], at: int) -> Match | None:
    for length in known.lengths.get(parts[at], ()):
        if at + length > len(parts) or (at and owners[at - 1] == owners[at]):
            continue
        first, last = owners[at], owners[at + length - 1]
        text = doc[first].text if length == 1 else ""
        readings = known.acronyms.get(text, ()) if text else ()
        if not readings and doc[first].text[0].isupper() | (doc[last].text[0].isupper() and length > 1):
            readings = known.names.get(" ".join(parts[at : at + length]), ())
        if readings:
            return Match(first, last + 1, readings)
    return None


def _surname(entry: Entry) -> str:
    named = [piece for piece in pieces(entry.name) if piece not in words("suffix")]
    return named[0 if entry.country in FAMILY_NAME_FIRST else -1]


def _is_acronym(name: str) -> bool:
    return name.isalpha() and name.isupper() and len(name) <= LONGEST_ACRONYM
