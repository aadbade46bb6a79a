"""Several in one phrase: Turkish and Moroccan authorities; two presidents that the parser took for one."""

from spacy.tokens import Token

from schemas.event import Actor
from transforms.coding.parse.columns import columns
from transforms.coding.parse.phrases import extent
from transforms.coding.story import Story
from transforms.coding.who import actors, belonging, groups
from transforms.coding.who.gazetteer import LOCAL, matches
from transforms.coding.who.identity import Identity
from transforms.coding.who.names import people
from transforms.coding.who.party import Party
from transforms.coding.who.titles import agent_at

SHARED = ("amod", "compound", "nmod")
MOST = 4
PLURAL = ("NNS", "NNPS")


def each(head: Token, story: Story) -> tuple[Party, ...]:
    """Return those whom the noun phrase of a head means, in the order of the text; mostly one."""
    return (
        groups.group(head, story)
        or _of_states(head, story)
        or _names(head, story)
        or _under_one_title(head, story)
        or _parted(head, story)
        or (actors.resolve(head, story),)
    )


def _of_states(head: Token, story: Story) -> tuple[Party, ...]:
    """Return a party for each state whose adjectives share a plural; the last one's mention holds the noun."""
    shared = _adjectives(head, story) if head.tag_ == "NNS" else []
    if len(shared) < 2:  # noqa: PLR2004
        return ()
    who, known = actors.identity(head, story), matches(story)
    found = []
    for token in shared:
        match, last = known[token.i], token is shared[-1]
        words = story.words(match.first, extent(head)[1] if last else match.stop)
        country = match.entries[0].country
        found.append(Party(Actor(*words, None, country, who.sectors), who.standing, f"{who.rule}, each of several"))
    return tuple(found)


def _adjectives(head: Token, story: Story) -> list[Token]:
    """Return the joined names of countries before a noun, if each is another one."""
    known = matches(story)
    first = next((child for child in head.lefts if child.dep_ in SHARED and child.i in known), None)
    found = [first] if first else []
    for token in found:
        found += [child for child in token.rights if child.dep_ == "conj" and child.i in known and child.i < head.i]
    countries = {known[token.i].entries[0].country for token in found if known[token.i].entries[0].kind in LOCAL}
    return found[:MOST] if len(countries) == len(found) else []


def _names(head: Token, story: Story) -> tuple[Party, ...]:
    """Return the people whose names the parser took for one, parted by "and"."""
    first, stop = extent(head)
    words = columns(story.doc).lower
    joints = [i for i in range(first, stop) if words[i] == "and"] if stop - first > 3 else []  # noqa: PLR2004
    ends = [*joints, stop]
    known = people(story).by_token
    if not joints or any(end - 1 not in known for end in ends):
        return ()
    starts = [first, *(i + 1 for i in joints)]
    return tuple(
        _party(story, start, end, actors.identity(story.doc[end - 1], story))
        for start, end in zip(starts, ends, strict=True)
    )[:MOST]


def _under_one_title(head: Token, story: Story) -> tuple[Party, ...]:
    """Return each of those whom a plural title names: "Presidents A and B"; who is unknown gets the title's sectors."""
    apposed = [child for child in head.rights if child.dep_ == "appos" and child.left_edge.i == head.i + 1]
    if head.tag_ not in PLURAL or not apposed or not agent_at(head):
        return ()
    bearers = (apposed[0], *apposed[0].conjuncts)
    if any(token.i not in people(story).by_token for token in bearers):
        return ()
    title, first = actors.identity(head, story), extent(head)[0]
    found = []
    for token in bearers:
        who = actors.identity(token, story)
        who = who if who.sectors else who._replace(sectors=title.sectors, standing=title.standing)
        found.append(_party(story, first if token is bearers[0] else extent(token)[0], extent(token)[1], who))
    return tuple(found[:MOST])


def _parted(head: Token, story: Story) -> tuple[Party, ...]:
    """Return both of "the king's army and Shan rebels", where the parser took the first for a part of the second."""
    for child in head.lefts if head.tag_ in PLURAL else ():
        if child.tag_ in ("NN", "NNS") and (joint := belonging.joint(child)) is not None:
            before, (first, stop) = actors.identity(child, story), extent(head)
            if before.standing != "other":
                behind = actors.identity(head, story)
                return _party(story, first, joint, before), _party(story, joint + 1, stop, behind)
    return ()


def _party(story: Story, first: int, stop: int, who: Identity) -> Party:
    return Party(Actor(*story.words(first, stop), who.name, who.country, who.sectors), who.standing, who.rule)
