"""Several in one phrase: Turkish and Moroccan authorities; two presidents that the parser took for one."""

from spacy.tokens import Token

from schemas.event import Actor
from transforms.coding.parse.phrases import extent
from transforms.coding.story import Story
from transforms.coding.who import actors, groups
from transforms.coding.who.gazetteer import LOCAL, matches
from transforms.coding.who.names import people
from transforms.coding.who.party import Party

SHARED = ("amod", "compound", "nmod")
MOST = 4


def each(head: Token, story: Story) -> tuple[Party, ...]:
    """Return those whom the noun phrase of a head means, in the order of the text; mostly one."""
    return groups.group(head, story) or _of_states(head, story) or _names(head, story) or (actors.resolve(head, story),)


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
    joints = [i for i in range(first, stop) if story.doc[i].lower_ == "and"] if stop - first > 3 else []  # noqa: PLR2004
    ends = [*joints, stop]
    known = people(story).by_token
    if not joints or any(end - 1 not in known for end in ends):
        return ()
    starts = [first, *(i + 1 for i in joints)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        who, words = actors.identity(story.doc[end - 1], story), story.words(start, end)
        found.append(Party(Actor(*words, who.name, who.country, who.sectors), who.standing, who.rule))
    return tuple(found[:MOST])
