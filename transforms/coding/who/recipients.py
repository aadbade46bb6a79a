"""To whom it is done: the parties that a reading names, without the actor's own things; the nearest one at last."""

from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what.reading import Reading
from transforms.coding.who.parties import MOST_RECIPIENTS, POLITICAL, Member, members, nearby

MUTUAL = frozenset({"CONSULT", "COOPERATE"})
SIGNED = frozenset({"SUPPORT", "REJECT"})
SPOKEN = frozenset({"REQUEST", "REJECT", "ACCUSE"})  # words name whom they mean: others nearby are what they are about
PHYSICAL = frozenset(("ASSAULT", "COERCE", "SANCTION", "RETREAT", "MOBILIZE", "PROTEST", "THREATEN"))  # to things too
OFFICIAL = frozenset({"state", "office", "igo"})
ANYBODY = POLITICAL | {"place"}
COUNTRY = frozenset({"state", "place"})
PART = frozenset({"pobj", "prep", "poss", "compound", "nmod", "amod", "agent"})


def recipients(tree: Tree, story: Story, reading: Reading, actors: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return who is acted upon; nobody rather than the wrong one.

    A mention takes part once: never the actor's own pronoun, name, country or a part of the actor's phrase.
    """
    taken = frozenset(member.head.i for member in actors)
    wanted = tuple(i for i in reading.recipients if i not in taken and tree.tag[i] != "PRP$")
    spoken = reading.event_type not in PHYSICAL
    found = other_than(tree, members(tree, story, wanted, MOST_RECIPIENTS), actors, spoken=spoken)
    if reading.mutual and reading.event_type in SIGNED and not found:
        return actors[1:]  # each side is to the other what the other is to it
    if reading.event_type not in MUTUAL and all(vague(member) for member in found):
        near = other_than(tree, nearby(tree, story, reading.words, taken), actors, spoken=spoken)
        allowed = OFFICIAL if reading.event_type in SPOKEN else ANYBODY
        near = tuple(member for member in near if member.party.standing in allowed)
        return near or (() if spoken else found)
    return tuple(member for member in found if not spoken or not vague(member))


def other_than(
    tree: Tree, found: tuple[Member, ...], actors: tuple[Member, ...], *, spoken: bool
) -> tuple[Member, ...]:
    """Return the members that are not the actors, nor theirs; who speaks does not mean his own country."""
    return tuple(
        member
        for member in found
        if not any(same(tree, member, actor) or (spoken and home(member, actor)) for actor in actors)
    )


def same(tree: Tree, member: Member, actor: Member) -> bool:
    """Return whether a member is the actor once more: its head, its noun, a part of its phrase."""
    if member.head.i == actor.head.i or part(tree, member.head.i, actor.head.i):
        return True
    return tree.tag[member.head.i] == tree.tag[actor.head.i] == "NN" and member.head.lower_ == actor.head.lower_


def home(member: Member, actor: Member) -> bool:
    """Return whether a member is who acts, by name, or the country of the state or office that acts."""
    mine, theirs = member.party, actor.party
    if mine.actor.name and mine.actor.name == theirs.actor.name and mine.actor.sectors == theirs.actor.sectors:
        return True
    own = mine.actor.country and mine.actor.country == theirs.actor.country
    return bool(own) and mine.standing in COUNTRY and theirs.standing in ("state", "office")


def part(tree: Tree, i: int, whole: int) -> bool:
    """Return whether token i stands inside the noun phrase of another: "sympathizers of the front"."""
    while tree.dep[i] in PART and tree.head[i] != i:
        i = tree.head[i]
        if i == whole:
            return True
        if tree.verb(i):
            break
    return False


def vague(member: Member) -> bool:
    """Return whether a recipient is a thing rather than somebody: the plan, an attack."""
    return member.party.standing == "other" and not member.head.tag_.startswith("NNP")
