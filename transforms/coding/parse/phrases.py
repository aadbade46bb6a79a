"""Where a noun phrase begins and ends: the mention of somebody."""

from spacy.tokens import Token

PRONOUNS = frozenset(("PRP", "PRP$", "WP", "WDT", "WP$"))
LEFT = frozenset(("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet"))
LOOSE = frozenset((",", ";", ":", "(", ")", "[", "]", "-", "–", "—", "--", "``", "''", '"', "“", "”", "'", "‘", "’"))
NAMING = frozenset(("appos", "nmod", "compound", "flat"))
LONGEST_CHAIN = 6
CAPITALISED_OF = frozenset(("of", "for", "on", "against", "to"))


def extent(head: Token) -> tuple[int, int]:
    """Return the mention of a noun phrase as tokens [first, stop).

    Determiner, adjectives, compounds, possessive, titles and "of" phrases belong to it; relative clauses, appositions
    behind a comma, conjuncts, punctuation and spaces at its ends do not.
    """
    if head.tag_ in PRONOUNS:
        return head.i, head.i + 1
    return _first(head), _stop(head)


def _first(head: Token) -> int:
    first = head.i
    for child in head.lefts:
        if child.dep_ in LEFT:
            first = min(first, child.left_edge.i)
    doc = head.doc
    while first < head.i and (doc[first].is_space or doc[first].text in LOOSE):
        first += 1
    return first


def _stop(head: Token) -> int:
    stop = _name_stop(head)
    for _ in range(LONGEST_CHAIN):
        inner = _complement(head, stop)
        if inner is None:
            break
        head, stop = inner, _name_stop(inner)
    return stop


def _name_stop(head: Token) -> int:
    """Return the token behind a name whose first word is taken for its head: the leader Kim."""
    doc, stop = head.doc, head.i + 1
    while stop < len(doc):
        word = doc[stop]
        if word.head.i != head.i or word.dep_ not in NAMING or not word.tag_.startswith("NNP"):
            break
        stop += 1
    return stop


def _complement(head: Token, stop: int) -> Token | None:
    """Return the noun of the "of" phrase that follows at once; for, on, to only between capitalised words."""
    doc = head.doc
    if stop >= len(doc) or doc[stop].lower_ not in CAPITALISED_OF or doc[stop].head.i != head.i:
        return None
    noun = next((right for right in doc[stop].rights if right.dep_ == "pobj"), None)
    named = noun is not None and noun.tag_.startswith("NNP") and head.tag_.startswith("NNP")
    return noun if doc[stop].lower_ == "of" or named else None
