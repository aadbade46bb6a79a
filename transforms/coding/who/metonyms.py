"""When the name of a capital or country stands for its government, and when it is only a place."""

from spacy.tokens import Token

from transforms.coding.parse.forms import lemma
from transforms.coding.parse.word_sets import words
from transforms.coding.who.entries import Entry
from transforms.coding.who.identity import Identity


def state_or_place(head: Token, entry: Entry) -> Identity:
    """Return the state that a country, capital or seat stands for, or the place where it stands for no more.

    "Moscow said" is the Russian government; "in Moscow" and "bombed Kyiv" are places.
    """
    if entry.kind != "seat" and _is_place(_first_conjunct(head), capital=entry.kind == "capital"):
        return Identity(entry.name, entry.country, (), "place", f"{entry.rule}, as a place")
    return Identity(entry.name, entry.country, ("GOV",), "state", f"{entry.rule}, as a state")


def _first_conjunct(head: Token) -> Token:
    for _ in range(12):
        if head.dep_ != "conj":
            break
        head = head.head
    return head


def _is_place(head: Token, *, capital: bool) -> bool:
    governor, dep = head.head, head.dep_
    if dep == "pobj":
        towards = governor.lower_ in words("towards") and (capital or lemma(governor.head) in words("motion"))
        return governor.lower_ in words("at") or towards
    if not capital:
        return False
    if dep == "dobj":
        return lemma(governor) not in words("addressed")
    if dep == "nsubjpass":
        return lemma(governor) in words("undergone")
    return dep in ("npadvmod", "compound") or (dep == "nsubj" and lemma(governor) in words("placed"))
