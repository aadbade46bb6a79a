"""The nearest party behind a trigger: to whom it is done where no slot says so."""

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what.reading import Reading
from transforms.coding.what.slots import temporal
from transforms.coding.what.triggers import nouns_below
from transforms.coding.who import actors
from transforms.coding.who.lists import together
from transforms.coding.who.parties import MOST_RECIPIENTS, Member
from transforms.coding.who.within import deed

POLITICAL = frozenset({"state", "office", "igo", "armed", "society", "organisation", "person"})
ANYWHERE = POLITICAL | {"place", "business", "media"}
SPOKEN = frozenset({"REQUEST", "REJECT", "ACCUSE"})  # words name whom they mean: others nearby are what they are about
LOCATIVE = frozenset({"in", "at", "near", "inside", "across", "around"})
BESIDE = LOCATIVE - {"in", "inside"}
ABOUT = frozenset({"as", "over", "about", "amid", "despite", "because", "by"})
ELSEWHERE = frozenset({"PROTEST", "SUPPORT", "RETREAT"})  # where they happen says nothing of whom they mean


def nearby(tree: Tree, story: Story, reading: Reading, taken: frozenset[int]) -> tuple[Member, ...]:
    """Return the first political party among the nouns behind a trigger, inside its clause, with those beside it.

    Not what is used ("deployed troops", "committed funds") nor where it is done, but whom somebody speaks to.
    """
    heads = reading.words
    found = sorted({i for head in heads for i in nouns_below(tree, head) if i > heads[0]} - taken - {*heads})
    found = [i for i in found if tree.tag[i] != "PRP$" and not temporal(tree, i) and not aside(tree, i, reading)]
    for places in (False, True):
        for i in found:
            if (tree.lower[tree.head[i]] in LOCATIVE) == places:
                party = actors.resolve(tree.tokens[i], story)
                if party.standing in POLITICAL or (places and party.standing == "place"):
                    return beside(tree, story, i)
    return ()


def beside(tree: Tree, story: Story, i: int) -> tuple[Member, ...]:
    """Return a party and those listed with it."""
    parties = [(k, actors.resolve(tree.tokens[k], story)) for k in together(tree, i)[:MOST_RECIPIENTS]]
    return tuple(Member(tree.tokens[k], party, f"behind the trigger: {party.rule}") for k, party in parties)


def aside(tree: Tree, i: int, reading: Reading) -> bool:
    """Return whether a noun behind a trigger is the means, the topic or the place of what is done."""
    if tree.dep[i] == "dobj":
        return reading.event_type not in SPOKEN
    word = tree.lower[tree.head[i]]
    if word == "on" and tree.lower[i] in grammar.words("AIR"):
        return True
    if about(tree, i, reading) or (word in BESIDE and reading.event_type != "MOBILIZE"):
        return True
    return reading.event_type in ELSEWHERE and located(tree, i)


def about(tree: Tree, i: int, reading: Reading) -> bool:
    """Return whether a noun is what a thing is done over, or suffered it: "quit over the sacking of the mayor"."""
    word = tree.head[i]
    over = tree.head[word]
    if tree.lower[word] == "of" and deed(tree, over) and over not in reading.words:
        word = tree.head[over]
    return tree.lower[word] in ABOUT


def located(tree: Tree, i: int) -> bool:
    """Return whether a noun stands inside a phrase of place: "in Chad's largest city"."""
    for _ in range(4):
        if tree.lower[i] in LOCATIVE:
            return True
        if tree.verb(i) or tree.head[i] == i:
            break
        i = tree.head[i]
    return False
