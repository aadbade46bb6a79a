"""To whom it may be done where no rule is sure: shown among all candidates, never in an event that is kept."""

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what.reading import Reading
from transforms.coding.what.slots import temporal
from transforms.coding.who import actors
from transforms.coding.who.last_resort import ANYWHERE
from transforms.coding.who.parties import MOST_RECIPIENTS, Member, overlap
from transforms.coding.who.recipients import moved
from transforms.coding.who.reciprocal import reciprocal

SENDING = frozenset({"MOBILIZE", "AGREE", "AID", "RETREAT", "CONCEDE", "THREATEN"})
BESIDES = frozenset({"SUPPORT", "REJECT"})  # signed, or not agreed on, with whom
NEAREST = 2
FARTHEST = 30  # words behind a trigger


def recipients(tree: Tree, story: Story, reading: Reading, doers: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return whom or what an event without a sure recipient may be about.

    The partners of who is named first, where they sign something; else what the grammar gives, a thing or a place too;
    else the nearest parties behind the trigger, in whatever clause of its sentence: names rather than nouns.
    """
    partners = tuple(member._replace(reason=f"partner, {member.reason}") for member in doers[1:])
    if reading.mutual and partners:
        return partners[:MOST_RECIPIENTS] if reading.event_type in BESIDES else ()
    found: list[Member] = []
    for i, reason in (*given(tree, reading), *behind(tree, story, reading)):
        party = actors.resolve(tree.tokens[i], story)
        member = Member(tree.tokens[i], party, f"unsure, {reason}: {party.rule}")
        if moved(tree, member) and reading.event_type in SENDING:
            continue
        if party.actor.text.strip() and not any(overlap(member, known) for known in (*doers, *found)):
            found.append(member)
    return tuple(found[:MOST_RECIPIENTS])


def given(tree: Tree, reading: Reading) -> list[tuple[int, str]]:
    """Return the noun that is acted upon by its role, whatever it stands for."""
    return [
        (i, "by its role")
        for i in reading.recipients
        if reading.event_type != "MOBILIZE" and nominal(tree, i) and i not in reading.words
        if not reciprocal(tree, i)
    ][:1]


def behind(tree: Tree, story: Story, reading: Reading) -> list[tuple[int, str]]:
    """Return the parties and places behind a trigger in its sentence, the nearest first."""
    first = reading.words[-1] + 1
    stop = min(tree.tokens[reading.head].sent.end, first + FARTHEST)
    here = [
        i
        for i in range(first, stop)
        if nominal(tree, i)
        and not (tree.dep[i] == "compound" and tree.noun(tree.head[i]))
        and not reporting(tree, i)
        and actors.resolve(tree.tokens[i], story).standing in ANYWHERE
    ]
    names = [i for i in here if tree.tokens[i].text[:1].isupper()]
    return [(i, "behind the trigger") for i in (names or here)[:NEAREST]]


def reporting(tree: Tree, i: int) -> bool:
    """Return whether a noun only tells it: "..., the minister said", "according to the agency"."""
    over = tree.head[i]
    said = tree.dep[i] == "nsubj" and tree.lemma[over] in grammar.words("SPEECH")
    return said or (tree.dep[i] == "pobj" and tree.lower[tree.head[over]] == "according")


def nominal(tree: Tree, i: int) -> bool:
    """Return whether a token may stand for somebody or something: no pronoun, no time, no clause."""
    return (tree.noun(i) or tree.tag[i] in ("JJ", "CD")) and not temporal(tree, i)
