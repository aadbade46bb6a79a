"""Whose demand or charge is refused where only "this request" or "it" says so: who made it just before."""

from transforms.coding.parse import grammar
from transforms.coding.parse.attachment import sentence_of
from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what import vocabulary
from transforms.coding.what.reading import Reading
from transforms.coding.what.slots import slots
from transforms.coding.who.parties import Member, members

ASKING = frozenset(("REQUEST", "ACCUSE"))
POINTING = frozenset(("this", "that", "these", "those", "such", "the", "both", "all"))
TAKEN_UP = frozenset(("it", "this", "that", "them", "these", "those"))
DEEPEST = 40


def demander(tree: Tree, story: Story, reading: Reading) -> tuple[Member, ...]:
    """Return who asked for or charged with what is refused: the subject of the clause or sentence before."""
    if reading.event_type != "REJECT" or not any(taken_up(tree, i) for i in (*reading.recipients, *reading.words)):
        return ()
    before = clause_before(tree, story, reading.head)
    if before is None or not asks(tree, before):
        return ()
    found = members(tree, story, slots(tree, before).get("subj", ()), 1)
    return tuple(member._replace(reason=f"who asked or charged just before: {member.reason}") for member in found)


def taken_up(tree: Tree, i: int) -> bool:
    """Return whether a word only takes up a demand that was told: "this request", "the charges", "it"."""
    if tree.lower[i] in TAKEN_UP:
        return True
    alone = not tree.having(i, "poss", "amod", "compound", "relcl", "acl", "prep", "ccomp")
    pointed = any(tree.lower[k] in POINTING for k in tree.having(i, "det", "predet", "amod"))
    return alone and pointed and tree.lemma[i] in grammar.words("DEMAND")


def clause_before(tree: Tree, story: Story, v: int) -> int | None:
    """Return the verb that the clause of a verb is joined to, else that of the sentence before."""
    for _ in range(DEEPEST):
        if tree.head[v] == v or tree.dep[v] == "conj":
            break
        v = tree.head[v]
    if tree.dep[v] == "conj":
        return tree.head[v] if tree.verb(tree.head[v]) else None
    first, _ = sentence_of(tree.tokens[v], story)
    last = first - 1
    for _ in range(DEEPEST):
        if last < 0 or tree.head[last] == last:
            break
        last = tree.head[last]
    return last if last >= 0 and tree.verb(last) else None


def asks(tree: Tree, v: int) -> bool:
    """Return whether a verb, or its object, asks for something or charges somebody; of a light verb only its object."""
    words = vocabulary.load()
    entries = [] if tree.lemma[v] in words.lights else [*words.verbs.get(tree.lemma[v], ())]
    entries += [entry for i in slots(tree, v).get("obj", ()) for entry in words.nouns.get(tree.lemma[i], ())]
    return any(entry.event_type in ASKING for entry in entries)
