"""Whom "the two countries" and "both leaders" mean: as many as were named just before."""

from bisect import bisect_left
from collections.abc import Callable
from operator import attrgetter

from spacy.tokens import Token

from schemas.event import Actor
from transforms.coding.lexicon import files, remembered, rows
from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who import actors, coreference
from transforms.coding.who.focus import SUPRANATIONAL, focus, located
from transforms.coding.who.gazetteer import matches
from transforms.coding.who.names import people
from transforms.coding.who.party import Party
from transforms.coding.who.titles import agent_at

NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
NATIONAL = ("country", "people", "capital")
BODIES = ("state", "office", "igo", "armed", "organisation")
FAR = 3  # sentences
NARROWING = ("relcl", "acl")
WHOSE = ("of", "from", "with")
Named = dict[object, Party]


@remembered
def nouns() -> dict[str, str]:
    """Return whom a noun may mean, by noun.

    Raises:
        LexiconError: A row says something else.
    """
    found = {}
    for file in files("actors/groups.tsv"):
        for row in rows(file, 2):
            if row.cells[1] not in WHOM:
                raise row.error(f"{row.cells[1]!r} is none of {', '.join(WHOM)}")
            found[row.cells[0]] = row.cells[1]
    return found


def group(head: Token, story: Story) -> tuple[Party, ...]:
    """Return those whom a counted description takes up, each where it was named; empty if it takes up nobody."""
    number = _number(head, story)
    for named in WHOM[nouns()[head.lower_]] if number else ():
        found = _before(head, story, number, named)
        if found:
            return tuple(_meant(party, head) for party in found)
    return ()


def _meant(party: Party, head: Token) -> Party:
    """Return a party as a description means it: of "the two armies" the army of each state."""
    rule = f"'{head.lower_}' = '{party.actor.text}': {party.rule}"
    agent = agent_at(head)
    sectors = agent[0].sectors if agent and party.standing == "state" else ()
    return party._replace(actor=party.actor._replace(sectors=sectors or party.actor.sectors), rule=rule)


def _number(head: Token, story: Story) -> int:
    """Return how many a description counts that says nothing else of them ("the two", "both"); 0 if it is none."""
    left = list(head.lefts) if head.lower_ in nouns() else []
    if not left or any(_narrows(child) for child in head.rights) or any(child.i in matches(story) for child in left):
        return 0
    definite = left[0].lower_ == "both" or left[0].lower_ in words("definite")
    return next((NUMBERS[child.lower_] for child in left if child.lower_ in NUMBERS), 0) if definite else 0


def _narrows(child: Token) -> bool:
    return child.dep_ in NARROWING or (child.dep_ == "prep" and child.lower_ in WHOSE)


def _before(head: Token, story: Story, number: int, named: Callable[[Story, range], Named]) -> tuple[Party, ...]:
    """Return as many as that who are named last: in this sentence before the description, and in those before it."""
    sentence, found = focus(story).sentence, Named()
    stop, here = head.i, sentence[head.i]
    for place in range(here, max(-1, here - FAR - 1), -1):
        first = stop
        while first > 0 and sentence[first - 1] == place:
            first -= 1
        found = {**named(story, range(first, stop)), **found}
        if len(found) >= number:
            return tuple(found.values()) if len(found) == number else ()
        stop = first
    return ()


def _states(story: Story, where: range) -> Named:
    """Return the states that are named, not as the place of something."""
    known, found = matches(story), Named()
    for i in where:
        match = known.get(i)
        entry = match.entries[0] if match and match.first == i else None
        if not match or not entry or entry.kind not in NATIONAL or entry.country in SUPRANATIONAL:
            continue
        if entry.country and entry.country not in found and not located(story.doc[match.stop - 1]):
            actor = Actor(*story.words(match.first, match.stop), entry.name, entry.country, ("GOV",))
            found[entry.country] = Party(actor, "state", "named before")
    return found


def _people(story: Story, where: range) -> Named:
    known, found = people(story).by_token, Named()
    for i in where:
        if i in known and known[i].first == i:
            party = actors.resolve(story.doc[known[i].stop - 1], story)
            found.setdefault(party.actor.name or party.actor.text, party)
    return found


def _bodies(story: Story, where: range) -> Named:
    """Return states, offices, organisations and armed groups."""
    mentions, found = coreference.mentions(story), Named()
    first, stop = (bisect_left(mentions, end, key=attrgetter("i")) for end in (where.start, where.stop))
    for token in mentions[first:stop]:
        if not located(token):
            party = actors.resolve(token, story)
            if party.standing in BODIES:
                found.setdefault((party.actor.name, party.actor.country, party.actor.sectors), party)
    return found


WHOM = {"states": (_states,), "people": (_people,), "heads": (_people, _states), "sides": (_states, _bodies)}
