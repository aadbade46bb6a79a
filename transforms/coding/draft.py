"""A reading with those who take part in it: what gates look at."""

from typing import NamedTuple

from transforms.coding import confidence
from transforms.coding.candidate import Candidate
from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what import by_parties
from transforms.coding.what.reading import Reading
from transforms.coding.who import recipients
from transforms.coding.who.parties import Member, acting


class Draft(NamedTuple):
    """A candidate with those who take part, and the points that speak for it; the reading that it was made of."""

    candidate: Candidate
    actors: tuple[Member, ...]
    recipients: tuple[Member, ...]
    points: float
    reading: Reading


def draft(tree: Tree, story: Story, reading: Reading) -> Draft:
    """Return the draft of an event."""
    actors = acting(tree, story, reading)
    acted_on = recipients.recipients(tree, story, reading, actors)
    candidate = Candidate(
        head=tree.tokens[reading.head],
        words=tuple(tree.tokens[i] for i in reading.words),
        event_type=reading.event_type,
        modes=reading.modes,
        cameo=reading.cameo,
        weight=reading.weight,
        actors=tuple(member.head for member in actors),
        recipients=tuple(member.head for member in acted_on),
        auxiliary=reading.auxiliary,
        path=reading.path,
    )
    lemma = next((tree.lemma[i] for i in reading.words if tree.lemma[i] in by_parties.BLOWS), tree.lemma[reading.head])
    candidate, acted_on = by_parties.meant(candidate, lemma, actors, acted_on)
    scored = confidence.points(candidate, actors, acted_on)
    return Draft(candidate, actors, acted_on, scored + confidence.of_story(story), reading)
