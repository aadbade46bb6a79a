"""Who takes part: tokens of a reading made into parties, three recipients at most, each for a reason."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.parse.tree import Tree
from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.what.reading import Reading
from transforms.coding.what.slots import slots, temporal
from transforms.coding.what.subjects import passive
from transforms.coding.who import ability, actors, joint
from transforms.coding.who.claimants import claimants
from transforms.coding.who.coreference import antecedent
from transforms.coding.who.lists import examples, listed, sharing
from transforms.coding.who.party import Party
from transforms.coding.who.within import RELATIVE, deed, inside

MOST_ACTORS, MOST_RECIPIENTS = 12, 3
BEFORE = ("compound", "nmod")
HOLDING = frozenset({"other", "place", "business", "society", "organisation"})
STATES = ("country name", "capital")  # the rules of names that stand for a state
WHERE = ("name in", "in behind", "between behind")  # "the Kabul attack": where, not who
SIGNED = frozenset({"SUPPORT", "REJECT"})


class Member(NamedTuple):
    """A party of an event: the head of its mention, what it was resolved to, and why it takes part."""

    head: Token
    party: Party
    reason: str


def acting(tree: Tree, story: Story, reading: Reading) -> tuple[Member, ...]:
    """Return who acts: the parties that tokens stand for, without what cannot act (a bomb, an attack, a road)."""
    partners = signed_with(tree, reading)
    tokens = tuple(i for i in reading.actors if i not in partners)
    for group in (tokens, agents(tree, reading), claimants(tree, reading)):
        found = members(tree, story, group, MOST_ACTORS, doers=True)
        found = tuple(ruling(member) for member in found if ability.acts(tree, member.head.i, member.party))
        if found:
            return found
    return ()


def ruling(member: Member) -> Member:
    """Return a country that acts as its state, even if it is told as a place: "deported from Chad"."""
    actor = member.party.actor
    if member.party.standing != "place" or not member.party.rule.startswith(STATES):
        return member
    state = Party(actor._replace(sectors=("GOV",)), "state", f"{member.party.rule}, that acts")
    return member._replace(party=state, reason=member.reason.replace(member.party.rule, state.rule))


def agents(tree: Tree, reading: Reading) -> tuple[int, ...]:
    """Return who stands behind "by" anywhere in what reports an event: "was asked to resign by the mayor"."""
    return tuple(i for word in reading.words for i in slots(tree, word).get("by", ()))


def signed_with(tree: Tree, reading: Reading) -> tuple[int, ...]:
    """Return those with whom somebody signs: to them it is done, while all who sign together act."""
    if not reading.mutual or reading.event_type not in SIGNED:
        return ()
    partners = tuple(i for i in reading.actors if tree.dep[i] == "pobj" and tree.lower[tree.head[i]] == "with")
    return partners if len(partners) < len(reading.actors) else ()


def members(tree: Tree, story: Story, tokens: tuple[int, ...], most: int, *, doers: bool = False) -> tuple[Member, ...]:
    """Return the parties that tokens stand for: conjuncts one by one, inside a thing that is no party its owners.

    Args:
        tree: The story's parse.
        story: The story.
        tokens: The tokens.
        most: How many parties to return.
        doers: Of deeds only who did them, not whom they were done to.
    """
    found: list[Member] = []
    for bundle in bundles(tree, story, tokens, most, doers):
        found += [member for member in bundle if not any(overlap(member, known) for known in tuple(found))]
    return tuple(found)[:most]


def overlap(one: Member, other: Member) -> bool:
    """Return whether two mentions share words."""
    mine, theirs = one.party.actor, other.party.actor
    return mine.start < theirs.end and theirs.start < mine.end


def bundles(tree: Tree, story: Story, tokens: tuple[int, ...], most: int, doers: bool) -> Iterator[tuple[Member, ...]]:
    """Yield the parties that each noun stands for."""
    for token in (described(tree, each) for each in tokens):
        for each in map(tree.solid, listed(tree, tree.solid(token))[: most + 1]):
            for one in (named(tree, each), *examples(tree, each)):
                yield resolved(tree, story, one, doers)
        if tree.lower[token] in ("they", "them"):
            yield others(tree, story, token)


def described(tree: Tree, i: int) -> int:
    """Return the noun that a participle only describes where the parser took it for a gerund: "against visiting X"."""
    nouns = tree.having(i, "dobj") if tree.dep[i] == "pcomp" and tree.lower[i] in words("describing") else []
    return nouns[0] if nouns else i


def others(tree: Tree, story: Story, i: int) -> tuple[Member, ...]:
    """Return whom else "they" means: of "envoys of Chad and Niger", of "X, Y and Z", all but the first."""
    before = antecedent(tree.tokens[i], story)
    if before is None:
        return ()
    found = [member for each in listed(tree, before.i) for member in resolved(tree, story, each)]
    return tuple(member._replace(reason=f"'{tree.lower[i]}' too: {member.reason}") for member in found[1:])


def named(tree: Tree, i: int) -> int:
    """Return the name right behind a noun that is known by others only: of "Chad's neighbour Niger" Niger."""
    right = [k for k in tree.having(i, "appos") if k > i and tree.name(k)] if tree.lemma[i] in RELATIVE else []
    between = range(i + 1, tree.tokens[right[0]].left_edge.i) if right else ()
    return right[0] if right and all(tree.name(j) or tree.lower[j] == "," for j in between) else i


def aboard(tree: Tree, story: Story, i: int) -> tuple[Member, ...]:
    """Return whom a vehicle or building holds: "a bus carrying pilgrims", "a school that housed refugees"."""
    holding = [v for v in tree.having(i, "acl", "relcl") if tree.lemma[v] in words("carrying") and not passive(tree, v)]
    held = [k for v in holding if slots(tree, v).get("subj", (i,)) == (i,) for k in tree.having(v, "dobj")]
    found = [(tree.tokens[k], actors.resolve(tree.tokens[k], story)) for o in held for k in listed(tree, tree.solid(o))]
    reason = f"aboard {tree.lower[i]}"
    return tuple(Member(k, party, f"{reason}: {party.rule}") for k, party in found if party.actor.sectors)


def resolved(tree: Tree, story: Story, i: int, doers: bool = False) -> tuple[Member, ...]:
    """Return the party that a noun stands for; where it is none, the parties inside its phrase, else itself."""
    if tree.verb(i) or temporal(tree, i):
        return ()
    several = joint.each(tree.tokens[i], story)
    if len(several) > 1:
        return tuple(Member(tree.tokens[i], party, party.rule) for party in several)
    party = several[0]
    if party.standing == "place" and tree.dep[i] in BEFORE and deed(tree, tree.head[i]):
        return ()  # the Kabul bombing
    if not doers and party.standing in HOLDING and (held := aboard(tree, story, i)):
        return held
    spot = party.standing == "place" and not tree.name(i)  # "its border with Niger", "the Chinese embassy building"
    shared = tuple(Member(tree.tokens[k], other, other.rule) for k, other in sharing(tree, story, i, party))
    itself = (Member(tree.tokens[i], party, party.rule), *shared)
    if shared or (party.standing != "other" and not spot):
        return itself
    inner = [
        Member(tree.tokens[k], found, f"{reason} {tree.lower[i]}: {found.rule}")
        for k, reason in inside(tree, i, doers)
        if (found := actors.resolve(tree.tokens[k], story)).standing != "other"
        and not (found.standing == "place" and reason in WHERE)
        and not (
            found.standing == "state" and reason == "name in" and tree.tag[i] == tree.tag[k] == "NNP"
        )  # China Post
    ]
    return tuple(inner[:2]) or itself
