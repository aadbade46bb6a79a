"""What a sentence is about, beside those whom its event already names: words that two newsrooms may share."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_SHORT = 3  # words up to this length say little: the, for; numbers say much
_LITTLE = frozenset({
    "said", "says", "told", "according", "people", "also", "from", "with", "that", "were", "been", "have", "will",
    "after", "when", "where", "which", "their", "they", "this", "over", "into", "about", "some", "least", "would",
    "against", "could", "between", "during", "before", "while", "more", "than", "other", "another", "them", "there",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday",
})  # fmt: skip
_NUMBERS = dict(zip(
    ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
     "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"), map(str, range(3, 21)), strict=True,
))  # fmt: skip
_ENDING = re.compile(r"(?<=\w{4})(?:ings?|ed|ers?|ors?|ions?|es|s|e)$")


def meaning(text: str) -> frozenset[str]:
    """Return the words of a text that say something.

    >>> sorted(meaning("The bomb killed 12 in Riga."))
    ['12', 'bomb', 'killed', 'riga']
    """
    return frozenset(word for word in _WORD.findall(text.casefold()) if len(word) > _SHORT or word.isdigit())


def topic(text: str, known: Iterable[str] = ()) -> frozenset[str]:
    """Return the stems of the words that say something, without those of `known` texts; numbers as digits.

    >>> sorted(topic("Nine bombers bombed a market in Riga on Thursday.", ["Riga"]))
    ['9', 'bomb', 'market']
    """
    left_out = {word for words in known for word in _WORD.findall(words.casefold())} | _LITTLE
    told = (_NUMBERS.get(word, word) for word in _WORD.findall(text.casefold()) if word not in left_out)
    return frozenset(_ENDING.sub("", word) for word in told if len(word) > _SHORT or word.isdigit())


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Jaccard index of two sets; two empty ones are the same."""
    return len(one & other) / len(one | other) if one or other else 1.0
