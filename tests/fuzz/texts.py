"""Short texts in which the coder finds something to do: words of its own lexicon in and out of order, and noise."""

import datetime as dt
import hashlib
from functools import cache
from random import Random

from schemas.article import Article
from schemas.position import Position
from tests.fuzz.records import WORDS, pick
from transforms.coding.lexicon import DATA, rows

GLUE = (
    "the",
    "a",
    "of",
    "in",
    "to",
    "and",
    "or",
    "not",
    "who",
    "that",
    "by",
    "with",
    "for",
    "from",
    "on",
    "at",
    "after",
    "before",
    "while",
    "because",
    "if",
    "will",
    "may",
    "has",
    "had",
    "was",
    "were",
    "being",
    "its",
    "their",
    "he",
    "she",
    "they",
    "it",
    ",",
    ",",
    ".",
    ".",
    ";",
    ":",
    "-",
    "–",
    "—",
    "\n",
    "\n\n",
    "(",
    ")",
    "[",
    "]",
    '"',
    "“",
    "”",
    "'",
    "’s",
    "n't",
    "…",
    "/",
    "%",
    "$",
)
NUMBERS = (
    "1",
    "two",
    "a dozen",
    "hundreds of",
    "some 3,000",
    "at least 12",
    "10 to 20",
    "1.5 million",
    "9" * 25,
    "1e9",
    "0",
    "-3",
    "half a million",
    "20th",
    "²",
    "٣",
    "two-thirds of",
    "no",
    "Ⅳ",
    "1,2,3,4",
    "million million million",
)
DATES = (
    "on Monday",
    "yesterday",
    "in 1850",
    "in 9999",
    "on 31 February",
    "March 3 to 5",
    "two days ago",
    "999 years ago",
    "99999999 days ago",
    "in the 1990s",
    "next week",
    "over the past 5000 weeks",
    "on 2024-13-45",
    "in the year 0",
    "by the end of 2200",
    "on the 40th",
    "10 million years ago",
    "early next century",
    "since 1899",
    "last Sunday",
)
SAYS = (
    "said",
    "according to the ministry,",
    "denied that",
    "it is alleged that",
    "reportedly",
    "told reporters",
    "warned:",
)
SHAPES = (
    "{actor} {verb} {actor} {date}.",
    "{actor} {verb} {number} {actor}, {actor} {says}",
    "{place}, May 2 - {actor} {verb} {noun}",
    "{actor} {says} {actor} would {verb} {actor}.",
    "{number} people were killed when {actor} {verb} {place} {date}.",
    "“{actor} {verb} {actor},” {actor} {says}.",
    "{noun} by {actor} against {actor} in {place}",
    "{actor} agreed to {verb} {noun}.",
)
WHEN = (
    None,
    dt.datetime(1, 1, 1, tzinfo=dt.UTC),
    dt.datetime(2024, 5, 1, tzinfo=dt.UTC),
    dt.datetime(1900, 1, 1, tzinfo=dt.UTC),
    dt.datetime(2024, 2, 29, tzinfo=dt.UTC),
    dt.datetime(1969, 12, 31, tzinfo=dt.UTC),
    dt.datetime(2099, 12, 31, tzinfo=dt.UTC),
    dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC),
)


@cache
def vocabulary(name: str) -> tuple[str, ...]:
    """Return the words of the first column of a lexicon file."""
    entries = (row.cells[0] for row in rows(DATA / name, 99))
    return tuple(word.strip().replace("_", " ") for entry in entries for word in entry.split(",") if word.strip())


FILES = {"verb": "verbs.tsv", "noun": "nouns.tsv", "place": "actors/countries.tsv", "actor": "actors/agents.tsv"}
FIXED = {"number": NUMBERS, "date": DATES, "says": SAYS}


def word(chance: Random, kind: str) -> str:
    """Return a word of a kind; one of ten is of another."""
    if chance.random() < 0.1:
        return str(pick(chance, WORDS))
    if kind == "actor" and chance.random() < 0.4:
        kind = "place"
    return str(pick(chance, vocabulary(FILES[kind]) if kind in FILES else FIXED[kind]))


def text(chance: Random) -> str:
    """Return a text of one to three sentences, half of them with words strewn in; of some hundred words at most."""
    shapes = [str(pick(chance, SHAPES)) for _ in range(1 + int(chance.random() * 3))]
    parts = [word(chance, part[1:-1]) if part in SLOTS else part for shape in shapes for part in _parts(shape)]
    if chance.random() < 0.5:
        for _ in range(1 + int(chance.random() * 6)):
            parts.insert(int(chance.random() * len(parts)), f" {pick(chance, GLUE)} ")
    if chance.random() < 0.1:
        chance.shuffle(parts)
    return "".join(parts)[:3000]


SLOTS = frozenset(f"{{{kind}}}" for kind in (*FILES, *FIXED))


def _parts(shape: str) -> list[str]:
    parts = [piece for part in shape.split("{") for piece in part.split("}")]
    return [f"{{{part}}}" if f"{{{part}}}" in SLOTS else part for part in parts] + [" "]


def article(chance: Random) -> Article:
    """Return an article with such a text, published at any time that there is."""
    number, words, when = int(chance.random() * 2**40), text(chance) or ".", pick(chance, WHEN)
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    return Article(
        Position("fuzz", 0, number),
        number + 1,
        digest,
        words,
        digest,
        moment,
        text(chance)[:80],
        published_at=when,
    )
