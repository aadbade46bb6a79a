"""Words that tell whether an event happened, as data/auxiliaries.tsv knows them."""

from spacy.tokens import Token

from schemas.event import AUXILIARIES
from transforms.coding.lexicon import files, remembered, rows

PLACES = (
    "modal",
    "adverb",
    "governor",
    "clause governor",
    "subjunctive",
    "noun",
    "adjective",
    "conjunction",
    "preposition",
    "raising",
    "occurrence",
    "goal",
    "habit",
    "law",
    "rules",
    "first",
    "leads to",
    "state",
)


OBJECT = frozenset({"dobj", "nsubjpass", "nsubj", "attr"})


@remembered
def table() -> dict[tuple[str, str], str]:
    """Return what each word makes of an event, by place and word."""
    found: dict[tuple[str, str], str] = {}
    for file in files("auxiliaries.tsv"):
        for row in rows(file, 3):
            words, place, made = row.cells
            if place not in PLACES:
                raise row.error(f"{place!r} is no place; known: {', '.join(PLACES)}")
            if made not in (*AUXILIARIES, "-"):
                raise row.error(f"{made!r} is no auxiliary; known: {', '.join(AUXILIARIES)}")
            found |= {(place, word.strip()): made for word in words.split(",")}
    return found


def governs(word: Token, below: Token, relation: str) -> str:
    """Return what a verb or adjective makes of what it governs; empty if nothing."""
    if relation == "prep" and not label(below, "leads to"):
        return ""
    if relation not in OBJECT and (found := label(word, "clause governor")):
        return found
    if relation == "ccomp" and below.tag_ == "VB" and (found := label(word, "subjunctive")):
        return "" if any(child.tag_ == "MD" for child in below.lefts) else found
    return label(word, "governor")


def label(word: Token, place: str) -> str:
    """Return what a word makes of an event where it stands at that place; empty if nothing."""
    return table().get((place, word.lower_), "")
