"""Where a noun phrase begins and ends: the mention of somebody."""

from spacy.tokens import Token

from transforms.coding.parse.columns import columns

KEY = "dateline extents"
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
    known: dict[int, tuple[int, int]] = head.doc.user_data.setdefault(KEY, {})
    if head.i not in known:
        known[head.i] = (head.i, head.i + 1) if head.tag_ in PRONOUNS else (_first(head), _stop(head))
    return known[head.i]


def _first(head: Token) -> int:
    first = head.i
    for child in head.lefts:
        if child.dep_ in LEFT:
            first = min(first, child.left_edge.i)
    text = columns(head.doc).text
    while first < head.i and (text[first].isspace() or text[first] in LOOSE):
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
    words, stop = columns(head.doc), head.i + 1
    while stop < len(words.head) and words.head[stop] == head.i:
        if words.dep[stop] not in NAMING or not words.tag[stop].startswith("NNP"):
            break
        stop += 1
    return stop


def _complement(head: Token, stop: int) -> Token | None:
    """Return the noun of the "of" phrase that follows at once; for, on, to only between capitalised words."""
    words = columns(head.doc)
    if stop >= len(words.head) or words.head[stop] != head.i or words.lower[stop] not in CAPITALISED_OF:
        return None
    noun = next((right for right in head.doc[stop].rights if right.dep_ == "pobj"), None)
    named = noun is not None and noun.tag_.startswith("NNP") and head.tag_.startswith("NNP")
    return noun if words.lower[stop] == "of" or named else None
