"""How near a phrase (a date, a place, a number of people) stands to an event, by the paths of the parse."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol, cast

from spacy.tokens import Token

from transforms.coding.candidate import Candidate
from transforms.coding.story import Story
from transforms.coding.when.date_words import is_report

DEEPEST = 40
VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD")
CLAUSES = ("ccomp", "relcl", "advcl", "acl", "csubj", "parataxis", "ROOT", "xcomp", "pcomp", "conj")
BEFORE_NOUN = ("nummod", "poss", "compound", "amod", "nmod")
APART = ("after", "before", "since", "because", "if", "although", "though", "unless", "until", "despite", "following")
MARKING = frozenset({"marking", "commemorating", "celebrating", "honoring", "honouring"})
NEAR = 10
WINDOW = 80


def is_verb(token: Token) -> bool:
    """Say whether a word is a verb by its tag."""
    return token.tag_ in VERBS


def governor(token: Token) -> Token:
    """Return the verb or noun that a phrase depends on: the first one above it that is no part of the phrase."""
    above = token.head
    for _ in range(DEEPEST):
        if above is token or above.tag_ not in ("IN", "TO", "RB", "CD", "DT"):
            return above
        token, above = above, above.head
    return above


def sentence_of(token: Token, story: Story) -> tuple[int, int]:
    """Return the indices of a sentence's first token and behind its last, without walking through it."""
    starts = sentence_starts(story)
    at = bisect_right(starts, token.i)
    return starts[at - 1], starts[at] if at < len(starts) else len(story.doc)


def sentence_starts(story: Story) -> list[int]:
    """Return the index of each sentence's first token; found once a story."""
    if "sentences" not in story.memory:
        story.memory["sentences"] = [sentence.start for sentence in story.doc.sents]
    return cast(list[int], story.memory["sentences"])


class Phrase(Protocol):
    """A phrase of the text, with its highest word in the parse."""

    @property
    def anchor(self) -> Token:
        """Return the word whose place in the parse counts."""
        ...


def by_distance(
    phrases: Sequence[Phrase], candidate: Candidate, story: Story, listed: bool = True
) -> list[tuple[int, int]]:
    """Return (distance, index into `phrases`) of the phrases that belong to an event, the nearest first.

    `phrases` are in the order of their anchors. Only phrases of the same sentence count, and none further than 80 words
    away: that keeps sentences without end cheap. `listed`: whether verbs joined by "and" share them, even where the
    second one has a subject of its own (a date, not a place).
    """
    first, stop = sentence_of(candidate.head, story)
    first, stop = max(first, candidate.head.i - WINDOW), min(stop, candidate.head.i + WINDOW)
    begin = bisect_left(phrases, first, key=lambda phrase: phrase.anchor.i)
    found = []
    for index in range(begin, len(phrases)):
        if phrases[index].anchor.i >= stop:
            break
        far = distance(phrases[index].anchor, candidate.words, candidate.head, listed)
        if far is not None:
            found.append((far, index))
    return sorted(found)


def distance(anchor: Token, words: tuple[Token, ...], head: Token, listed: bool = True) -> int | None:
    """Return how far a phrase is from an event; smaller is nearer, None is another event's.

    Args:
        anchor: The phrase's highest word; a verb where it says what happened (killing twelve).
        words: The words that report the happening.
        head: The one of them whose dependents count.
        listed: Whether verbs joined by "and" share it, even where the second one has a subject of its own.
    """
    events = {word.i for word in (*words, head)}
    if anchor.i in events:
        return 0
    if is_verb(anchor):
        return _between_clauses(anchor, head, events)
    if anchor.dep_ in BEFORE_NOUN:
        return (
            1 if anchor.head.i in events or (head.dep_ in ("relcl", "acl") and head.head.i == anchor.head.i) else None
        )
    above = next((steps for steps, word in enumerate(_upward(anchor), 1) if word.i in events), None)
    return _within_clause(anchor, head, events, listed) if above is None else above


def _within_clause(anchor: Token, head: Token, events: set[int], listed: bool) -> int | None:
    """Return how far a phrase is from an event that shares the phrase's verb, or goes along with it."""
    holder = governor(anchor)
    held = {holder.i, *(word.i for word in _upward(anchor))}
    for steps, above in enumerate(_sharing(head, listed)):
        if above.i in held:
            return NEAR + steps
    return NEAR + 1 if _accompanies(holder, events) else None


def _accompanies(verb: Token, events: set[int]) -> bool:
    """Say whether a verb goes along with the event: "killed when a bomb exploded", "wounding nine", "and fought"."""
    if verb.dep_ == "conj" and verb.head.i in events:
        return not any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in verb.lefts)
    if verb.dep_ != "advcl" or verb.head.i not in events:
        return False
    return verb.tag_ == "VBG" or any(child.lower_ in ("when", "as", "while", "where") for child in verb.lefts)


def _between_clauses(anchor: Token, head: Token, events: set[int]) -> int | None:
    """Return how far a verb is from an event: it shares the event's clauses, or the event shares its."""
    if anchor.dep_ in ("relcl", "acl") and anchor.head.i in events:
        return 1
    for steps, above in enumerate(_sharing(anchor)):
        if above.i in events:
            return NEAR + steps
    listed = {anchor.i}
    while anchor.dep_ == "conj" and is_verb(anchor.head):
        anchor = anchor.head
        listed.add(anchor.i)
    return next((NEAR + steps for steps, above in enumerate(_sharing(head)) if above.i in listed), None)


def reports(anchor: Token, head: Token) -> bool:
    """Say whether a phrase belongs to the verb that reports an event: "On Monday, it said that ..."."""
    holder, token = governor(anchor), head
    if not is_verb(holder):
        return False
    for _ in range(DEEPEST):
        if token.dep_ in ("relcl", "acl") or token.head is token or _apart(token):
            return False
        if token.head.i == holder.i:
            return token.dep_ == "ccomp"
        token = token.head
    return False


def _upward(token: Token) -> Iterator[Token]:
    """Yield what a phrase modifies: upwards until a clause ends."""
    for _ in range(DEEPEST):
        above = token.head
        if above is token:
            return
        if is_verb(token) and token.dep_ in CLAUSES and not _completes(token):
            return
        yield above
        token = above


def _completes(verb: Token) -> bool:
    """Say whether a verb completes the word above it: "refused to return", "a parade marking the day"."""
    return verb.dep_ in ("xcomp", "pcomp") or (verb.dep_ == "acl" and (verb.tag_ == "VB" or verb.lower_ in MARKING))


def _sharing(token: Token, listed: bool = True) -> Iterator[Token]:
    """Yield the words whose date and place an event shares: the clauses it hangs on, upwards.

    It shares those of the verb that it completes, goes along with, or is subject or object of; not those of a verb that
    reports it, nor of one that it comes before or after.
    """
    for _ in range(DEEPEST):
        above = token.head
        if above is token or token.dep_ in ("ccomp", "parataxis") or _apart(token):
            return
        if token.dep_ == "relcl" and not any(child.lower_ == "where" for child in token.lefts):
            return
        if (token.dep_ == "acl" and token.tag_ == "VBN") or (not listed and token.dep_ == "conj" and _subject(token)):
            return
        if is_verb(above) and is_report(above.lower_) and token.dep_ not in ("conj", "advcl"):
            return
        yield above
        token = above


def _apart(token: Token) -> bool:
    """Say whether a word stands behind "after", "before", "if" and their like."""
    if token.dep_ in ("pobj", "pcomp"):
        return token.head.lower_ in APART
    return token.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in APART for child in token.lefts)


def _subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.lefts)


def within(token: Token, head: Token) -> bool:
    """Say whether a phrase hangs on an event's clause with nothing between but nouns and what describes them.

    Not where a clause of its own stands between ("and", "that", "after" and their like).
    """
    above = {head.i, *(word.i for word in islice(head.ancestors, DEEPEST))}
    for _ in range(DEEPEST):
        if token.i in above:
            return True
        if _apart(token) or token.dep_ in ("conj", "ccomp", "advcl", "parataxis"):
            return False
        token = token.head
    return False
