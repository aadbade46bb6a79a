"""To whom it is done: the parties that a reading names, without the actor's own things; the nearest one at last."""

from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what.reading import Reading
from transforms.coding.who import ability
from transforms.coding.who.parties import MOST_RECIPIENTS, POLITICAL, SPOKEN, Member, members, nearby, signed_with

MUTUAL = frozenset({"CONSULT", "COOPERATE"})
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
    wanted = tuple(
        i for i in (*reading.recipients, *signed_with(tree, reading)) if i not in taken and tree.tag[i] != "PRP$"
    )
    spoken = reading.event_type not in PHYSICAL
    named = tuple(m for m in members(tree, story, wanted, MOST_RECIPIENTS) if able(tree, m, reading))
    found = other_than(tree, named, actors, spoken=spoken)
    if reading.event_type not in MUTUAL and all(vague(member) for member in found):
        near = other_than(tree, nearby(tree, story, reading, taken), actors, spoken=spoken)
        allowed = OFFICIAL if reading.event_type in SPOKEN else ANYBODY
        near = tuple(member for member in near if member.party.standing in allowed and able(tree, member, reading))
        return near or (() if spoken else found)
    return tuple(member for member in found if not spoken or not vague(member))


def able(tree: Tree, member: Member, reading: Reading) -> bool:
    """Return whether a member can be acted on by what a reading reports."""
    return ability.suffers(tree, member.head.i, member.party, reading.event_type)


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
