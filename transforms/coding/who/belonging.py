"""Whose somebody is: the names that possessor, compound, adjective and preposition give a noun."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from transforms.coding.parse.phrases import extent
from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who.gazetteer import Match, matches

LEFT = (("poss",), ("compound", "nmod"), ("amod",), ("det", "nummod"))
OWNED = ("det", "poss")
NEAR = 16


def owners(head: Token, story: Story) -> Iterator[Match]:
    """Yield the names before a noun that own it, in the order possessor, compound, adjective; nearest first.

    A plural joined to another one shares its adjective: of "British sailors and marines" the marines are British.
    """
    known, none = matches(story), True
    for deps in LEFT:
        for child in sorted((c for c in head.lefts if c.dep_ in deps), key=lambda c: -c.i):
            for match in _inside(child, head, known):
                none = False
                yield match
    if none and head.dep_ == "conj" and head.tag_ == "NNS" and not any(c.dep_ in OWNED for c in head.lefts):
        yield from (match for match in owners(head.head, story) if match.stop <= head.head.i)


def backer(head: Token, story: Story) -> str | None:
    """Return the country that only backs or opposes them: RUS of "Russian-backed separatists"."""
    known = matches(story)
    for token in left_words(head):
        match = known.get(token.i)
        if match and token.i == match.first and only_backs(head.doc, match, head.i):
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
    behind = joint(child)
    first = max(child.left_edge.i, child.i - NEAR) if behind is None else behind + 1
    for i in range(stop - 1, first - 1, -1):
        match = known.get(i)
        if match and match is not last and not only_backs(head.doc, match, head.i):
            last = match
            yield match


def joint(child: Token) -> int | None:
    """Return the "and" behind a noun that no name shares a head with: "the army and Shan rebels"; None without one.

    A small parser makes the army a part of the rebels.
    """
    if child.dep_ not in ("nmod", "compound") or child.tag_ not in ("NN", "NNS"):
        return None
    rights = list(child.rights)
    named = any(each.dep_ == "conj" and each.text[:1].isupper() for each in rights)
    return next((each.i for each in rights if each.dep_ == "cc"), None) if named else None


def only_backs(doc: Doc, match: Match, before: int) -> bool:
    """Return whether a name before token `before` only says who backs or opposes what that means (Russian-backed)."""
    if match.first > 1 and doc[match.first - 1].text == "-" and doc[match.first - 2].lower_ in words("against"):
        return True
    behind = [token.lower_ for token in doc[match.stop : match.stop + 2]]
    joined = behind[:1] == ["-"]
    word = "".join(behind[joined : joined + 1])
    return match.stop < before and word in words("backing") and (joined or word not in words("attributive"))
