"""What the small parser gets wrong time and again, put right: a subject swallowed by the phrase before it."""

from transforms.coding.parse.columns import Columns

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
HELPERS = frozenset({"aux", "auxpass", "neg", "advmod"})
SWALLOWED = frozenset({"conj", "appos", "pobj", "nmod", "dep", "npadvmod"})
LONGEST = 60


def give_back_subjects(words: Columns, kids: list[list[int]]) -> None:
    """Give main verbs without a subject the noun behind the last comma: "In answer to A, B and C, D and E have said".

    Only what stands right before the verb and its auxiliaries, in a phrase that opens the sentence, can be its subject.

    Args:
        words: The parse; `head` and `dep` are changed.
        kids: Each token's children, in order; changed with it.
    """
    for v, relation in enumerate(words.dep):
        if relation != "ROOT" or not words.tag[v].startswith("VB") or any(words.dep[k] in SUBJECTS for k in kids[v]):
            continue
        noun = swallowed(words, kids, v)
        if noun is not None:
            kids[words.head[noun]].remove(noun)
            words.head[noun] = v
            words.dep[noun] = "nsubjpass" if any(words.dep[k] == "auxpass" for k in kids[v]) else "nsubj"
            kids[v] = sorted([*kids[v], noun])


def swallowed(words: Columns, kids: list[list[int]], v: int) -> int | None:
    """Return the noun that is a verb's subject though the parse has it in the phrase before; None if there is none."""
    opening = [k for k in kids[v] if k < v and words.dep[k] == "prep"]
    helpers = [k for k in kids[v] if k < v and words.dep[k] in HELPERS and (not opening or k > opening[-1])]
    last = (helpers[0] if helpers else v) - 1
    finite = helpers or words.tag[v] in ("VBD", "VBP", "VBZ")
    if not opening or not finite or not words.tag[last].startswith("NN"):
        return None
    comma = next((j for j in range(last, max(opening[-1], v - LONGEST), -1) if words.lower[j] == ","), last)
    if words.lower[comma + 1] in ("and", "or"):
        return None
    tops = [j for j in range(comma + 1, last + 1) if not comma < words.head[j] <= last]
    found = tops[0] if len(tops) == 1 else v
    return found if words.dep[found] in SWALLOWED and words.tag[found].startswith("NN") else None
