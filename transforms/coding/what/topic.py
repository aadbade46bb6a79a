"""Whether a story is about politics at all: log odds by the words that it begins with."""

import math
import re
from collections import Counter
from collections.abc import Container
from functools import lru_cache

from transforms.coding.lexicon import DATA, rows

WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
FIRST = 400
SHORT = 60
BASE = "*"


@lru_cache
def words() -> dict[str, float]:
    """Return the weight of every known word; that of `*` is where a story begins.

    Raises:
        LexiconError: A weight is no number.
    """
    weights = {}
    for row in rows(DATA / "topic_words.tsv", 2):
        try:
            weights[row.cells[0]] = float(row.cells[1])
        except ValueError:
            raise row.error(f"{row.cells[1]!r} is no number") from None
    return weights


def weighed(text: str, known: Container[str]) -> dict[str, float]:
    """Return what each known word of a story's beginning weighs: the logarithm of its count, at unit length."""
    counts = Counter(map(str.lower, WORD.findall(text[: FIRST * 12])[:FIRST]))
    heavy = {word: math.log1p(count) for word, count in counts.items() if word in known}
    length = math.sqrt(math.fsum(value * value for value in heavy.values())) or 1.0
    return {word: value / length for word, value in heavy.items()}


def political(text: str) -> float:
    """Return the log odds that a story is political; 0 if it is too short to tell."""
    if len(WORD.findall(text[: SHORT * 12])) < SHORT:
        return 0.0
    known = words()
    return known[BASE] + math.fsum(known[word] * value for word, value in weighed(text, known).items())
