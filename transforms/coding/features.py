"""What speaks for an event and against it, as plain values that a model can learn from."""

import re
from itertools import islice
from typing import NamedTuple

from spacy.tokens import Token

from schemas.event import Count
from transforms.coding import confidence
from transforms.coding.candidate import Candidate
from transforms.coding.parse.attachment import sentence_of
from transforms.coding.says.speech import speech
from transforms.coding.story import Story
from transforms.coding.who.parties import Member

FOUND_BY = (
    ("behind the trigger", "nearby"),
    ("owner of", "inside"),
    ("name in", "inside"),
    (" behind ", "inside"),
    ("' = '", "antecedent"),
    ("country of the place", "borrowed country"),
    ("country the story is about", "borrowed country"),
    ("country most named", "borrowed country"),
)
"""Words of a member's reason, and in one word how it was found: the first that is there."""
PASSIVE = ("auxpass", "nsubjpass", "agent")
PRONOUNS = (
    ("i we me us my our you your", "speaker"),
    ("he she him her his", "one"),
    ("they it them their its", "they"),
)
PRONOUN = {word: kind for words, kind in PRONOUNS for word in words.split()}
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
DEEPEST = 6


class Side(NamedTuple):
    """Those who act, or those acted upon: what is known of the first of them.

    Attributes:
        standing: Its standing (`who.party.STANDINGS`); empty where nobody is told.
        number: How many are told.
        named: Whether it has a canonical name.
        country: Whether it has a country.
        found_by: plain, antecedent, borrowed country, inside (a phrase that is no party), nearby; empty for nobody.
        far: Words between it and the head.
        partly: Whether one of them has a country and another none.
        pronoun: speaker (I, you), one (he), they (it): what stands for it in the text; empty for no pronoun.
    """

    standing: str
    number: int
    named: bool
    country: bool
    found_by: str
    far: int
    partly: bool
    pronoun: str


NOBODY = Side("", 0, False, False, "", 0, False, "")


class Features(NamedTuple):
    """What speaks for an event and against it.

    Attributes:
        event_type: PLOVER type.
        points: The points of `confidence`, those of the story among them.
        topic: The points of the story alone.
        weight: How strong the pattern is, 0 to 1.
        entry: What the pattern begins with: verb, noun, light verb, operator.
        turns: How many operators, moods and other turns its path has behind the entry.
        mode: The first mode; empty for none.
        tag: Penn tag of the head.
        relation: Dependency label of the head.
        passive: Whether the head is a passive verb.
        actor: Those who act.
        recipient: Those acted upon.
        domestic: Whether both first parties have the same country.
        abroad: Whether both first parties have a country, and not the same.
        auxiliary: historical, future, hypothetical, negation.
        quoted: Whether it stands in a quotation.
        reports: In how many reports it stands ("X said that Y claims that").
        position: Where in the story, 0 to 1.
        sentence: Words of the sentence.
        story: Characters of the story.
        counted: Whether it says how many people.
        dated: Whether its sentence names a year, as what is told again does, and nothing says that it is history.
        depth: Words above the head in the parse, at most 6.
        before: Words of the story before the head.
    """

    event_type: str
    points: float
    topic: float
    weight: float
    entry: str
    turns: int
    mode: str
    tag: str
    relation: str
    passive: bool
    actor: Side
    recipient: Side
    domestic: bool
    abroad: bool
    auxiliary: tuple[str, ...]
    quoted: bool
    reports: int
    position: float
    sentence: int
    story: int
    counted: bool
    dated: bool
    depth: int
    before: int


def features(
    candidate: Candidate,
    actors: tuple[Member, ...],
    recipients: tuple[Member, ...],
    counts: tuple[Count, ...],
    story: Story,
) -> Features:
    """Return what speaks for a candidate and against it."""
    head, topic, told = candidate.head, confidence.of_story(story), speech(story)
    start, stop = sentence_of(head, story)
    words, first, second = story.words(start, stop).text, countries(actors), countries(recipients)
    return Features(
        event_type=candidate.event_type,
        points=confidence.points(candidate, actors, recipients) + topic,
        topic=topic,
        weight=candidate.weight,
        entry=entry(candidate.path),
        turns=len(candidate.path) - 1,
        mode=next(iter(candidate.modes), ""),
        tag=head.tag_,
        relation=head.dep_,
        passive=any(child.dep_ in PASSIVE for child in head.children),
        actor=side(actors, head.i),
        recipient=side(recipients, head.i),
        domestic=bool(first & second),
        abroad=bool(first and second and not first & second),
        auxiliary=candidate.auxiliary,
        quoted=told.quotation(head) is not None,
        reports=len(told.chain(head)),
        position=head.i / len(story.doc),
        sentence=stop - start,
        story=len(story.text),
        counted=bool(counts),
        dated="historical" not in candidate.auxiliary and YEAR.search(words) is not None,
        depth=depth(head),
        before=head.i,
    )


def side(members: tuple[Member, ...], head: int) -> Side:
    """Return what is known of one side."""
    if not members:
        return NOBODY
    actor, standing, _ = members[0].party
    known = {bool(member.party.actor.country) for member in members}
    return Side(
        standing=standing,
        number=len(members),
        named=bool(actor.name),
        country=bool(actor.country),
        found_by=next((how for words, how in FOUND_BY if words in members[0].reason), "plain"),
        far=abs(members[0].head.i - head),
        partly=len(known) > 1,
        pronoun=PRONOUN.get(members[0].head.lower_, ""),
    )


def depth(token: Token) -> int:
    """Return how many words stand above a word in the parse, at most 6."""
    return len(list(islice(token.ancestors, DEEPEST)))


def countries(members: tuple[Member, ...]) -> set[str]:
    """Return the country of the first of them, if it is known."""
    return {country for member in members[:1] if (country := member.party.actor.country)}


def entry(path: tuple[str, ...]) -> str:
    """Return what a path begins with: verb, noun, light verb, operator."""
    if any(step.startswith("light verb") for step in path):
        return "light verb"
    return "operator" if path[0].startswith("operator") else path[0].partition("s.tsv")[0]
