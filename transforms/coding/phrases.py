"""Where a noun phrase begins and ends: the mention of somebody."""

from spacy.tokens import Token

PRONOUNS = frozenset(("PRP", "PRP$", "WP", "WDT", "WP$"))
LEFT = frozenset(("det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet"))
LOOSE = frozenset((",", ";", ":", "(", ")", "[", "]", "-", "–", "—", "--", "``", "''", '"', "“", "”", "'", "‘", "’"))
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
    while True:
        inner = _complement(head, stop)
        if inner is None:
            return stop
        head, stop = inner, _name_stop(inner)


def _name_stop(head: Token) -> int:
    """Return the token behind a name whose first word is taken for its head: the leader Kim."""
    stop = head.i + 1
    for child in head.rights:
        named = child.dep_ in ("appos", "nmod", "compound", "flat") and child.tag_.startswith("NNP")
        if not named or child.left_edge.i != stop:
            break
        stop = child.i + 1
    return stop


def _complement(head: Token, stop: int) -> Token | None:
    """Return the noun of the "of" phrase that follows at once; for, on, to only between capitalised words."""
    for child in head.rights:
        if child.i == stop and child.dep_ == "prep" and child.lower_ in CAPITALISED_OF:
            noun = next((right for right in child.rights if right.dep_ == "pobj"), None)
            named = noun is not None and noun.tag_.startswith("NNP") and head.tag_.startswith("NNP")
            return noun if child.lower_ == "of" or named else None
    return None
