"""Whether a clause, or the nearest above it that is dated, is set a year back or more."""

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.coding.parse.attachment import APART, BEFORE_NOUN, is_verb
from transforms.coding.story import Story
from transforms.coding.whether.clauses import OWN_SUBJECT
from transforms.coding.whether.years import ages

OTHER_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "csubj", "appos"})
PRESENT = frozenset({"VBZ", "VBP"})
NOW = frozenset({"is", "are", "will", "has", "have", "'s", "’s", "'ve", "’ve", "'ll", "’ll", "can", "may"})
EVER_SINCE = frozenset({"since", "ago", "past"})
BEHIND = frozenset(APART) - {"following"}
DURING = frozenset({"in", "during", "at", "amid"})
"""Prepositions by which a clause takes the time of a dated noun: killed in the 1994 genocide."""
LONG_UNITS = frozenset({"year", "years", "decade", "decades", "century", "centuries"})
SHORT_UNITS = frozenset({"hour", "hours", "day", "days", "week", "weeks", "month", "months"})
WIDEST = 60
HIGHEST = 12


def told_old(word: Token, story: Story) -> bool | None:
    """Return whether a word's clause, or the nearest above it that says when it is, lies a year back or more.

    Returns:
        None where nothing says.
    """
    for step in range(HIGHEST):
        if not step or is_verb(word):
            told = _of_clause(word, story)
            if told is not None:
                return told
        if word.head == word or word.lower_ == "born":
            break
        word = word.head
    return None


def _of_clause(clause: Token, story: Story) -> bool | None:
    """Return whether the words of a clause set it a year back or more; None where they do not say."""
    dated, words = ages(story), list(own_words(clause))
    old = any((dated.get(word.i) and not _describes(word)) or _is_long_ago(word) for word in words)
    if is_present(clause):
        return old and any(word.lower_ in EVER_SINCE for word in words)
    if old:
        return True
    if any((word.i in dated and not _describes(word)) or _is_days_apart(word) for word in words):
        return False
    if any(dated.get(word.i) and _in_time_of(word.head) for word in words if _describes(word)):
        return True
    if any(word.lower_ == "then" and word.head.tag_.startswith("N") for word in words):
        return True  # the then president
    joined = any(dated.get(word.i) for verb in _joined(clause) for word in own_words(verb) if not _describes(word))
    return joined or None


def own_words(clause: Token) -> Iterator[Token]:
    """Yield the words of a clause, not those of what it holds or comes after; at most `WIDEST`."""
    waiting, seen = [clause], 0
    while waiting and seen < WIDEST:
        word = waiting.pop()
        seen += 1
        yield word
        if word.dep_ == "pobj" and word.head.lower_ in BEHIND:
            continue  # "after a raid in 2004": what lies behind "after" has its own date
        waiting += [
            child
            for child in word.children
            if child.dep_ not in OTHER_CLAUSES and not (child.dep_ == "conj" and child.tag_.startswith("V"))
        ]


def is_present(clause: Token) -> bool:
    """Tell whether a clause speaks of today, so that a year in it dates something else: "talks are set for 2006"."""
    if clause.tag_ in PRESENT:
        return True
    return any(child.lower_ in NOW for child in clause.lefts if child.dep_ in {"aux", "auxpass"})


def _describes(date: Token) -> bool:
    """Tell whether a date stands before the noun that it describes: the 2014 abduction."""
    return date.dep_ in BEFORE_NOUN


def _in_time_of(noun: Token) -> bool:
    """Tell whether a noun tells its clause's time: killed in the 1994 genocide."""
    return noun.dep_ == "pobj" and noun.head.lower_ in DURING


def _is_long_ago(word: Token) -> bool:
    """Tell whether a word says so without a date: ten years earlier, in the past."""
    if word.lower_ == "earlier":
        return any(child.lower_ in LONG_UNITS for child in word.lefts)
    return word.lower_ == "past" and word.dep_ == "pobj" and word.head.lower_ == "in"


def _is_days_apart(word: Token) -> bool:
    """Tell whether a word counts days or weeks from what was told before: two weeks earlier, a day later."""
    return word.lower_ in SHORT_UNITS and word.dep_ == "npadvmod"


def _joined(clause: Token) -> list[Token]:
    """Return the verbs that share a clause's subject behind it, whose date may be its own: seized and shot in 1998."""
    return [
        child
        for child in clause.rights
        if child.dep_ == "conj" and child.tag_.startswith("V") and not any(c.dep_ in OWN_SUBJECT for c in child.lefts)
    ]
