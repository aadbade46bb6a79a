"""Who can act or be acted on: somebody known, people, a body; never a thing, a document, a sum, a road, an event."""

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.parse.word_sets import words
from transforms.coding.what import vocabulary
from transforms.coding.who.party import Party

BODIES = frozenset({"PEOPLE", "GROUP", "OFFICE", "ARMED", "POLICE", "TROOPS"})
PLURAL = ("ists", "men", "women", "people", "folk", "guards", "workers", "leaders")
WATER = frozenset(("gulf", "sea", "ocean", "strait", "bay", "channel"))  # nobody's
DEEDS = frozenset({"ASSAULT", "COERCE"})  # done to towns and houses too
PLACED = DEEDS | {"MOBILIZE", "RETREAT"}
COUNTED = DEEDS | {"RETREAT", "ACCUSE", "SANCTION", "THREATEN"}  # "killed 20", "arrested dozens"


def acts(tree: Tree, i: int, party: Party) -> bool:
    """Return whether a noun can act: no place but a named one, no thing."""
    if stance(tree, i):
        return False
    if party.standing == "place":
        return tree.name(i) or bool(party.actor.name)
    return party.standing != "other" or body(tree, i)


def suffers(tree: Tree, i: int, party: Party, event_type: str) -> bool:
    """Return whether a noun can be acted on by an event of a type."""
    if stance(tree, i):
        return False
    if party.standing == "place":
        if tree.lemma[i] in WATER:
            return False
        return event_type in PLACED or tree.name(i) or bool(party.actor.name)
    if number(tree, i):
        return event_type in COUNTED and not money(tree, i)
    struck = event_type == "ASSAULT" and tree.dep[i] in ("dobj", "nsubjpass") and not happening(tree, i)
    return party.standing != "other" or body(tree, i) or struck


def stance(tree: Tree, i: int) -> bool:
    """Return whether a word for a group tells what somebody thinks: "opposition to the bill"."""
    return tree.lemma[i] == "opposition" and bool(tree.below(i, "to"))


def body(tree: Tree, i: int) -> bool:
    """Return whether a noun that names no known actor is somebody: a name, people, a group."""
    if tree.name(i):
        return tree.tokens[i].text[:1].isalpha() and tree.lower[i] not in words("no_body")
    classes = vocabulary.load().noun_classes.get(tree.lemma[i], frozenset())
    return not classes.isdisjoint(BODIES) or tree.lower[i].endswith(PLURAL)


def happening(tree: Tree, i: int) -> bool:
    """Return whether a noun reports an event itself: what is struck is a boat or a depot, not a threat."""
    return tree.lemma[i] in vocabulary.load().nouns or tree.tag[i] not in ("NN", "NNS")


def number(tree: Tree, i: int) -> bool:
    """Return whether a bare number stands for those counted."""
    return tree.tag[i] == "CD" or tree.lemma[i] in grammar.words("AMOUNT")


def money(tree: Tree, i: int) -> bool:
    """Return whether a number is a sum of money or an amount of goods."""
    return any(
        tree.tag[k] == "$" or tree.lower[k] in grammar.words("AMOUNT") for k in (i, *tree.kids[i]) if k != i
    ) or (tree.tag[i] == "$" or tree.lower[max(i - 1, 0)] in grammar.words("AMOUNT"))
