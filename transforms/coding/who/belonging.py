"""Whose somebody is: the names that possessor, compound, adjective and preposition give a noun."""

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.coding.parse.phrases import extent
from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who.gazetteer import Match, matches

LEFT = (("poss",), ("compound", "nmod"), ("amod",), ("det", "nummod"))
NEAR = 16


def owners(head: Token, story: Story) -> Iterator[Match]:
    """Yield the names before a noun that own it, in the order possessor, compound, adjective; nearest first."""
    known = matches(story)
    for deps in LEFT:
        for child in sorted((c for c in head.lefts if c.dep_ in deps), key=lambda c: -c.i):
            yield from _inside(child, head, known)


def backer(head: Token, story: Story) -> str | None:
    """Return the country that only backs or opposes them: RUS of "Russian-backed separatists"."""
    known = matches(story)
    for token in left_words(head):
        match = known.get(token.i)
        if match and token.i == match.first and _only_backs(head, match):
            return match.entries[0].country
    return None


def phrases(head: Token) -> Iterator[tuple[str, Token]]:
    """Yield preposition and noun of the phrases behind a noun that may own it: of, for, from, at, in."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in words("belonging"):
            for noun in child.rights:
                if noun.dep_ == "pobj":
                    yield child.lower_, noun


def left_words(head: Token) -> list[Token]:
    """Return the words of the phrase before its head, nearest first, determiners left out."""
    first = max(extent(head)[0], head.i - NEAR)
    return [token for token in reversed(list(head.doc[first : head.i])) if token.dep_ != "det"]


def _inside(child: Token, head: Token, known: dict[int, Match]) -> Iterator[Match]:
    last = None
    stop = child.i + 1 if child.dep_ == "poss" else min(child.right_edge.i + 1, head.i)
    for i in range(stop - 1, max(child.left_edge.i, child.i - NEAR) - 1, -1):
        match = known.get(i)
        if match and match is not last and not _only_backs(head, match):
            last = match
            yield match


def _only_backs(head: Token, match: Match) -> bool:
    """Return whether a name only says who backs, opposes or holds what the noun means (Russian-backed)."""
    doc = head.doc
    if match.first > 1 and doc[match.first - 1].text == "-" and doc[match.first - 2].lower_ in words("against"):
        return True
    behind = [token.lower_ for token in doc[match.stop : match.stop + 2] if token.text != "-"]
    return bool(behind) and behind[0] in words("backing") and match.stop < head.i
