"""Who takes part: tokens of a reading made into parties, three recipients at most, each for a reason."""

from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what.slots import temporal
from transforms.coding.what.triggers import nouns_below
from transforms.coding.who import actors
from transforms.coding.who.party import Party

MOST_ACTORS, MOST_RECIPIENTS = 4, 3
WHERE = ("name in", "in behind")  # "the Kabul attack": where, not who
INSIDE = ("of", "against", "by", "on", "in", "to", "with", "from", "for", "between")


class Member(NamedTuple):
    """A party of an event: the head of its mention, what it was resolved to, and why it takes part."""

    head: Token
    party: Party
    reason: str


def members(tree: Tree, story: Story, tokens: tuple[int, ...], most: int) -> tuple[Member, ...]:
    """Return the parties that tokens stand for: conjuncts one by one, inside a thing that is no party its owners."""
    found: dict[tuple[int, int], Member] = {}
    for token in tokens:
        for each in tree.conjuncts(tree.solid(token))[: most + 1]:
            for member in resolved(tree, story, tree.solid(each)):
                span = (member.party.actor.start, member.party.actor.end)
                if not any(start < span[1] and span[0] < end for start, end in found):
                    found.setdefault(span, member)
    return tuple(found.values())[:most]


def resolved(tree: Tree, story: Story, i: int) -> tuple[Member, ...]:
    """Return the party that a noun stands for; where it is none, the parties inside its phrase, else itself."""
    if tree.verb(i) or temporal(tree, i):
        return ()
    party = actors.resolve(tree.tokens[i], story)
    if party.standing != "other":
        return (Member(tree.tokens[i], party, party.rule),)
    inner = [
        Member(tree.tokens[k], found, f"{reason} {tree.lower[i]}: {found.rule}")
        for k, reason in inside(tree, i)
        if (found := actors.resolve(tree.tokens[k], story)).standing != "other"
        and not (found.standing == "place" and reason in WHERE)
    ]
    return tuple(inner[:2]) or (Member(tree.tokens[i], party, party.rule),)


def inside(tree: Tree, i: int) -> list[tuple[int, str]]:
    """Return the nouns inside a noun phrase that may be parties: owner, name before it, behind a preposition."""
    found = [(k, "owner of") for k in tree.having(i, "poss") if tree.tag[k] != "PRP$"]
    found += [(tree.solid(k), f"{word} behind") for word in INSIDE for k in tree.below(i, word)]
    modifiers = tree.having(i, "compound", "amod", "nmod")
    found += [(k, "name in") for k in modifiers if tree.tokens[k].text[:1].isupper() or tree.tag[k] == "NN"]
    return found


def nearby(tree: Tree, story: Story, heads: tuple[int, ...], taken: frozenset[int]) -> tuple[Member, ...]:
    """Return the first political party among the nouns behind a trigger, inside its clause: the last resort."""
    found = sorted({i for head in heads for i in nouns_below(tree, head) if i > heads[0]} - taken - {*heads})
    for places in (False, True):
        for i in found:
            located = tree.lower[tree.head[i]] in LOCATIVE
            if located == places and tree.tag[i] != "PRP$" and not temporal(tree, i):
                party = actors.resolve(tree.tokens[i], story)
                if party.standing in POLITICAL or (places and party.standing == "place"):
                    return (Member(tree.tokens[i], party, f"behind the trigger: {party.rule}"),)
    return ()


POLITICAL = frozenset({"state", "office", "igo", "armed", "society", "organisation", "person"})
LOCATIVE = frozenset({"in", "at", "near", "inside", "across"})
