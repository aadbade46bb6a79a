"""Names in a text, by one pass over its words: the longest name that the data files know."""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from transforms.coding.lexicon import remembered
from transforms.coding.parse.columns import columns
from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who.entries import Entry, load

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
        small: First words of names that begin with a small letter.
    """

    names: dict[str, tuple[Entry, ...]]
    acronyms: dict[str, tuple[Entry, ...]]
    lengths: dict[str, tuple[int, ...]]
    surnames: dict[str, tuple[Entry, ...]]
    small: frozenset[str]


class Spread(NamedTuple):
    """A text as pieces of words: the pieces, the token of each, and that token's text."""

    parts: list[str]
    owners: list[int]
    texts: list[str]


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


@remembered
def table() -> Table:
    """Return the table of all names; made once for each user's folder."""
    names: dict[str, list[Entry]] = defaultdict(list)
    acronyms: dict[str, list[Entry]] = defaultdict(list)
    lengths: dict[str, set[int]] = defaultdict(set)
    surnames: dict[str, list[Entry]] = defaultdict(list)
    small: set[str] = set()
    for name, entry in load():
        parts = pieces(name)
        if not parts:
            continue
        readings = acronyms[name] if _is_acronym(name) else names[" ".join(parts)]
        if entry not in readings:
            readings.append(entry)
        lengths[parts[0]].add(len(parts))
        if name[0].islower():
            small.add(parts[0])
        if entry.kind == "leader":
            surnames[_surname(entry)].append(entry)
    return Table(
        {name: tuple(readings) for name, readings in names.items()},
        {name: tuple(readings) for name, readings in acronyms.items()},
        {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()},
        {surname: tuple(dict.fromkeys(readings)) for surname, readings in surnames.items()},
        frozenset(small),
    )


def find(doc: Doc) -> list[Match]:
    """Return the known names of a text, left to right, without overlap."""
    known, spread = table(), Spread([], [], [])
    for i, text in enumerate(columns(doc).text):
        for piece in pieces(text):
            spread.parts.append(piece)
            spread.owners.append(i)
            spread.texts.append(text)
    found, stop = [], 0
    for at, (part, owner, text) in enumerate(zip(*spread, strict=True)):
        if part not in known.lengths or owner < stop or not (text[0].isupper() or part in known.small):
            continue
        match = _match(known, spread, at)
        if match:
            found.append(match)
            stop = match.stop
    return found


def matches(story: Story) -> dict[int, Match]:
    """Return the known names of a story by each of their tokens; looked up once a story."""
    known = story.memory.get("gazetteer")
    if not isinstance(known, dict):
        found = (Match(first, stop, _on(entries, story)) for first, stop, entries in find(story.doc))
        known = {i: match for match in found for i in range(match.first, match.stop)}
        story.memory["gazetteer"] = known
    return known


def _on(entries: tuple[Entry, ...], story: Story) -> tuple[Entry, ...]:
    """Return readings as of a story's publication: an armed group that did not rule yet is no government."""
    first, told = entries[0], story.published_at
    if first.kind != "organisation" or first.since is None or told is None or told.date() >= first.since:
        return entries
    return (_unruling(first), *entries[1:])


@lru_cache(maxsize=64)
def _unruling(entry: Entry) -> Entry:
    return entry._replace(sectors=tuple(sector for sector in entry.sectors if sector != "GOV"))


def country_of(name: str) -> str | None:
    """Return the code of the country that a country, people, capital or place belongs to; None if unknown.

    >>> country_of("Ankara"), country_of("the Philippines"), country_of("Atlantis")
    ('TUR', 'PHL', None)
    """
    known = table()
    plain = name.strip().removeprefix("the ").removeprefix("The ")
    readings = known.acronyms.get(plain, ()) + known.names.get(" ".join(pieces(plain)), ())
    return next((entry.country for entry in readings if entry.kind in LOCAL), None)


def state_name(code: str) -> str | None:
    """Return the canonical name of the state with a code.

    >>> state_name("TUR")
    'Turkey'
    """
    return _states().get(code)


@remembered
def _states() -> dict[str, str]:
    readings = (entry for entries in table().names.values() for entry in entries)
    return {entry.country: entry.name for entry in readings if entry.kind == "country" and entry.country}


def _match(known: Table, spread: Spread, at: int) -> Match | None:
    parts, owners, texts = spread
    if at and owners[at - 1] == owners[at]:
        return None
    for length in known.lengths[parts[at]]:
        last = at + length - 1
        if last >= len(parts):
            continue
        readings = known.acronyms.get(texts[at], ()) if length == 1 else ()
        if not readings and (texts[at][0].isupper() or (length > 1 and texts[last][0].isupper())):
            readings = known.names.get(" ".join(parts[at : last + 1]), ())
            if length == 1 and _is_acronym(texts[at]):  # the GAO is not the town of Gao
                readings = tuple(entry for entry in readings if entry.kind not in ("place", "leader"))
        if readings:
            return Match(owners[at], owners[last] + 1, readings)
    return None


def _surname(entry: Entry) -> str:
    named = [piece for piece in pieces(entry.name) if piece not in words("suffix")]
    return named[0 if entry.country in FAMILY_NAME_FIRST else -1]


def _is_acronym(name: str) -> bool:
    return name.isalpha() and name.isupper() and len(name) <= LONGEST_ACRONYM
