"""Who stands inside the phrase of a thing: whose plan, whose attack, the petition submitted by whom."""

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.what import vocabulary
from transforms.coding.what.slots import slots
from transforms.coding.what.subjects import passive
from transforms.coding.who.lists import together

INSIDE = ("of", "against", "by", "on", "in", "to", "with", "from", "for", "between")
DOERS = ("by", "from", "between")  # of a deed: the others are whom it is done to, or where
RIVALS = ("enemy", "foe", "rival", "opponent", "adversary", "critic", "victim")
RELATIVE = frozenset((*RIVALS, "neighbour", "neighbor", "counterpart", "ally", "predecessor", "successor"))
WATER = frozenset(("gulf", "sea", "ocean", "strait", "bay", "channel", "peninsula"))
ENTRY = frozenset(("entry", "access", "admission", "return"))
DEEDS = frozenset(("ASSAULT", "COERCE", "RETREAT", "THREATEN"))
HURTING = frozenset(("ASSAULT", "COERCE", "SANCTION"))


def inside(tree: Tree, i: int, doers: bool = False) -> list[tuple[int, str]]:
    """Return the nouns inside a noun phrase that may be parties, with why: owner, name before it, behind a preposition.

    Args:
        tree: The story's parse.
        i: The noun.
        doers: Of a deed only who did it: of "the kidnapping of nuns by rebels" the rebels.
    """
    if tree.lemma[i] in RELATIVE or tree.lemma[i] in WATER:
        return []
    words = DOERS if doers and deed(tree, i) else INSIDE if tree.lemma[i] not in ENTRY else DOERS
    found = [(k, "owner of") for k in tree.having(i, "poss") if tree.tag[k] != "PRP$"]
    found += [
        (tree.solid(each), f"{word} behind")
        for word in words
        for k in tree.below(i, word)
        if not (word == "on" and tree.lower[k] in grammar.words("AIR"))
        and not (word == "against" and doers and deed(tree, i, DEEDS))
        for each in together(tree, k)
    ]
    found += [
        (tree.solid(k), "by behind")
        for v in tree.having(i, "acl")
        if passive(tree, v)
        for k in slots(tree, v).get("subj", ())
    ]
    modifiers = [k for k in tree.having(i, "compound", "amod", "nmod") if not half(tree, k)]
    found += [(k, "name in") for k in modifiers if tree.tag[k] == "NN" or capital(tree, k)]
    return found


def capital(tree: Tree, k: int) -> bool:
    """Return whether a word has a capital, and not only because it is an adjective that begins a sentence."""
    token = tree.tokens[k]
    return token.text[:1].isupper() and not (tree.tag[k] == "JJ" and token.is_sent_start and token.lower_ in RIVALS)


def half(tree: Tree, k: int) -> bool:
    """Return whether a word is half of a hyphenated one or counted: "U.S.-bound", "two party system"."""
    return tree.lower[k + 1] == "-" or (k > 0 and (tree.lower[k - 1] == "-" or tree.tag[k - 1] == "CD"))


def deed(tree: Tree, i: int, kinds: frozenset[str] = HURTING) -> bool:
    """Return whether a noun is something done to somebody: an attack, a probe; also a release if asked for."""
    entries = vocabulary.load().nouns.get(tree.lemma[i], ())
    return tree.noun(i) and any(entry.event_type in kinds or "investigate" in entry.modes for entry in entries)
