"""The words above an event whose truth decides its own."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.candidate import Candidate
from transforms.coding.whether.labels import governs, label

COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp"})
HIGHEST = 10
"""How many words up an event's truth is looked for."""
OWN_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl"})
NOUN_SLOTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "pobj"})


class Step(NamedTuple):
    """A word on the way up from an event, the word below it, and their relation ("" at the event itself)."""

    word: Token
    below: Token | None
    relation: str


def climb(candidate: Candidate) -> Iterator[Step]:
    """Yield the event's own word and the words above it that say whether it happened."""
    word: Token = candidate.head
    yield Step(word, None, "")
    for other in candidate.words:
        if other != word and other.head == word and other.dep_ in NOUN_SLOTS:
            yield Step(other, None, "")
    for _ in range(HIGHEST):
        step = _above(word, candidate)
        if step is None:
            return
        yield step
        if step.relation in {"ccomp", "advcl"} and not label(step.word, "raising"):
            return
        word = step.word


def _above(word: Token, candidate: Candidate) -> Step | None:
    """Return the step to the word above, if it has a say."""
    head, dep = word.head, word.dep_
    if head == word:
        return None
    if dep in NOUN_SLOTS:
        return _above_noun(word, candidate)
    if dep == "conj":
        return Step(head, None, "") if _shares(word) else None
    return Step(head, word, dep) if _hangs(word, candidate) else None


def _hangs(word: Token, candidate: Candidate) -> bool:
    """Tell whether the word above has a say, by the relation to it."""
    head, dep = word.head, word.dep_
    if dep == "prep":
        return bool(label(head, "noun") or governs(head, word, dep)) or head in candidate.words
    if dep == "acl":
        return bool(label(head, "noun")) or (is_infinitive(word) and head not in candidate.words)
    return dep in COMPLEMENTS or (dep == "advcl" and _dependent(word))


def _above_noun(word: Token, candidate: Candidate) -> Step | None:
    head = word.head
    if head in candidate.words or label(head, "occurrence") or head.dep_ == "prep" or head.tag_ == "IN":
        return Step(head, word if head.tag_ == "IN" else None, word.dep_)
    governed = word.dep_ in {"dobj", "nsubjpass"} and governs(head, word, word.dep_)
    return Step(head, word, word.dep_) if governed else None


def is_infinitive(verb: Token) -> bool:
    """Tell whether a verb is "to V": what is meant to be done, not "to have V-ed"."""
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in {"aux", "auxpass"}}
    return "to" in helpers and "have" not in helpers


def _dependent(clause: Token) -> bool:
    """Tell whether an adverbial clause stands and falls with the clause above: purpose, or a bare participle."""
    meant = is_infinitive(clause) and any(child.lower_ == "for" for child in clause.lefts)
    return meant or (
        clause.tag_ in {"VBG", "VB"} and not any(child.dep_ in {"mark", *OWN_SUBJECT} for child in clause.lefts)
    )


def _shares(conjunct: Token) -> bool:
    """Tell whether a conjunct shares modal and negation with what comes before it."""
    return not any(child.dep_ in {"aux", "auxpass", *OWN_SUBJECT} for child in conjunct.lefts) and (
        conjunct.tag_ == conjunct.head.tag_ or not conjunct.tag_.startswith("V") or conjunct.tag_ == "VB"
    )
