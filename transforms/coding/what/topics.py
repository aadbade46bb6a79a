"""Words that speak for a PLOVER context, as data/contexts.tsv knows them, and where they stand in a text."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from transforms.coding.lexicon import files, remembered, rows

STRENGTHS = {"weak": 1.0, "strong": 2.0}


class Topic(NamedTuple):
    """A word or phrase that speaks for a context, in lower case, and how much."""

    words: tuple[str, ...]
    context: str
    points: float


class Evidence(NamedTuple):
    """A topic's words at word number `at` of a text."""

    at: int
    topic: Topic


@remembered
def topics() -> dict[str, tuple[Topic, ...]]:
    """Return the topics by their first word, long phrases first.

    Raises:
        LexiconError: A row names no strength that is known.
    """
    found: dict[str, list[Topic]] = {}
    for file in files("contexts.tsv"):
        for row in rows(file, 3):
            context, strength, phrases = row.cells
            if strength not in STRENGTHS:
                raise row.error(f"{strength!r} is no strength; known: {', '.join(STRENGTHS)}")
            for phrase in phrases.split(","):
                topic = Topic(tuple(_pieces(phrase)), context, STRENGTHS[strength])
                if not topic.words:
                    raise row.error("an empty phrase: two commas in a row, or one at the end")
                found.setdefault(topic.words[0], []).append(topic)
    return {word: tuple(sorted(listed, key=lambda topic: -len(topic.words))) for word, listed in found.items()}


def _pieces(phrase: str) -> list[str]:
    """Return a phrase in the parser's words, which part at hyphens and before 's."""
    return phrase.strip().replace("'s", " 's").replace("s' ", "s ' ").replace("-", " - ").split()


def evidence(words: Sequence[str], first: int = 0, stop: int | None = None) -> Iterator[Evidence]:
    """Yield what speaks for a context in a row of lower-case words, where it begins at words [first, stop)."""
    table = topics()
    for at, word in enumerate(words[first:stop], first):
        for form in dict.fromkeys((word, *_singulars(word))):
            for topic in table.get(form, ()):
                if len(topic.words) == 1 or _goes_on(words, at, topic.words):
                    yield Evidence(at, topic)


def _goes_on(words: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    """Tell whether a phrase that begins at a word goes on there; the last word may be a plural."""
    stop = at + len(phrase)
    if stop > len(words) or tuple(words[at + 1 : stop - 1]) != phrase[1:-1]:
        return False
    return phrase[-1] in (words[stop - 1], *_singulars(words[stop - 1]))


@lru_cache(maxsize=50_000)
def _singulars(word: str) -> tuple[str, ...]:
    if not word.endswith("s") or len(word) < 4:  # noqa: PLR2004
        return ()
    forms = [word[:-1]]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    elif word.endswith("es"):
        forms.append(word[:-2])
    return tuple(forms)
