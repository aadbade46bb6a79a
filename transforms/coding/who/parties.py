"""Who takes part: tokens of a reading made into parties, three recipients at most, each for a reason."""

from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what.reading import Reading
from transforms.coding.what.slots import temporal
from transforms.coding.what.triggers import nouns_below
from transforms.coding.who import ability, actors, joint
from transforms.coding.who.party import Party

MOST_ACTORS, MOST_RECIPIENTS = 4, 3
WHERE = ("name in", "in behind")  # "the Kabul attack": where, not who
INSIDE = ("of", "against", "by", "on", "in", "to", "with", "from", "for", "between")


class Member(NamedTuple):
    """A party of an event: the head of its mention, what it was resolved to, and why it takes part."""

    head: Token
    party: Party
    reason: str


def acting(tree: Tree, story: Story, reading: Reading) -> tuple[Member, ...]:
    """Return who acts: the parties that tokens stand for, without what cannot act (a bomb, an attack, a road)."""
    partners = signed_with(tree, reading)
    found = members(tree, story, tuple(i for i in reading.actors if i not in partners), MOST_ACTORS)
    return tuple(member for member in found if ability.acts(tree, member.head.i, member.party))


def signed_with(tree: Tree, reading: Reading) -> tuple[int, ...]:
    """Return those with whom somebody signs: to them it is done, while all who sign together act."""
    if not reading.mutual or reading.event_type not in SIGNED:
        return ()
    partners = tuple(i for i in reading.actors if tree.dep[i] == "pobj" and tree.lower[tree.head[i]] == "with")
    return partners if len(partners) < len(reading.actors) else ()


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
    several = joint.each(tree.tokens[i], story)
    if len(several) > 1:
        return tuple(Member(tree.tokens[i], party, party.rule) for party in several)
    party = several[0]
    spot = party.standing == "place" and not tree.name(i)  # "its border with Niger", "the Chinese embassy building"
    if party.standing != "other" and not spot:
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


def nearby(tree: Tree, story: Story, reading: Reading, taken: frozenset[int]) -> tuple[Member, ...]:
    """Return the first political party among the nouns behind a trigger, inside its clause: the last resort.

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
                    return (Member(tree.tokens[i], party, f"behind the trigger: {party.rule}"),)
    return ()


def aside(tree: Tree, i: int, reading: Reading) -> bool:
    """Return whether a noun behind a trigger is the means or the place of what is done."""
    if tree.dep[i] == "dobj":
        return reading.event_type not in SPOKEN
    return tree.lower[tree.head[i]] in BESIDE and reading.event_type != "MOBILIZE"


SIGNED = frozenset({"SUPPORT", "REJECT"})
POLITICAL = frozenset({"state", "office", "igo", "armed", "society", "organisation", "person"})
SPOKEN = frozenset({"REQUEST", "REJECT", "ACCUSE"})  # words name whom they mean: others nearby are what they are about
BESIDE = frozenset({"near", "across", "around", "at"})
LOCATIVE = frozenset({"in", "at", "near", "inside", "across", "around"})
