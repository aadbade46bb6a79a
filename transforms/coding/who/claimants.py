"""Who did what somebody claims: "claimed responsibility for the attack, which killed", "in a blast claimed by X"."""

from transforms.coding.parse.tree import Tree
from transforms.coding.what.reading import Reading
from transforms.coding.what.slots import slots
from transforms.coding.what.subjects import passive, surface_subject

CLAIMED = frozenset({"responsibility", "credit"})
CLAIMING = frozenset({"claim", "take", "admit", "accept", "assume", "acknowledge"})


def claimants(tree: Tree, reading: Reading) -> tuple[int, ...]:
    """Return who claims an assault for which its own clause names nobody; empty if nobody does."""
    if reading.event_type != "ASSAULT":
        return ()
    deeds = [tree.head[i] if tree.dep[i] in ("relcl", "acl") else i for i in (reading.head, *reading.words)]
    deeds += [n for word in ("in", "by") for n in slots(tree, reading.head).get(word, ())]
    return next((who for n in deeds if tree.noun(n) and (who := behind(tree, n) or named(tree, n))), ())


def behind(tree: Tree, deed: int) -> tuple[int, ...]:
    """Return who "claimed responsibility for" a deed or "was behind" it."""
    preposition = tree.head[deed]
    over = tree.head[preposition]
    if tree.dep[deed] != "pobj" or tree.lower[preposition] not in ("for", "behind"):
        return ()
    if tree.lemma[over] in CLAIMED and tree.lemma[tree.head[over]] in CLAIMING:
        return surface_subject(tree, tree.head[over])
    return surface_subject(tree, over) if tree.lower[preposition] == "behind" and tree.lemma[over] == "be" else ()


def named(tree: Tree, deed: int) -> tuple[int, ...]:
    """Return by whom a deed was claimed: "an attack claimed by the front"."""
    verbs = (v for v in tree.having(deed, "acl", "relcl") if tree.lemma[v] == "claim" and passive(tree, v))
    return next((who for v in verbs if (who := slots(tree, v).get("subj", ()))), ())
