"""How sure an event is: points for who takes part and for the pattern, and a cut for each type."""

from collections.abc import Iterable

from transforms.coding.candidate import Candidate
from transforms.coding.story import Story
from transforms.coding.what import topic
from transforms.coding.who.parties import Member

STANDING = {
    "state": 2.0, "office": 2.0, "igo": 2.0, "armed": 2.0, "society": 1.3, "organisation": 1.3, "person": 1.3,
    "business": 0.8, "media": 1.0, "place": 1.0, "pronoun": 0.3, "other": 0.0,
}  # fmt: skip
PATTERN = 2.0
NEEDS_SECOND = frozenset({"COOPERATE", "AID", "SANCTION", "SUPPORT", "CONSULT", "THREATEN", "ACCUSE"})
NEEDS_NO_ACTOR = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "ACCUSE", "MOBILIZE"})
EMBEDDED = {"relcl": 0.6, "acl": 0.6, "advcl": 0.4, "pcomp": 0.9, "pobj": 0.2}
NOMINAL = 0.4
BACKGROUND = 0.6  # "who had accused it"
PARTICIPLE = 0.7  # "a man accused of it": mostly what is known already
ALONE = frozenset(
    ("PROTEST", "REJECT", "REQUEST", "AGREE", "CONCEDE", "RETREAT", "MOBILIZE", "THREATEN", "ACCUSE")
)  # one party and a strong pattern are enough
STRONG = 0.8
AIM = 0.7
WEAK = frozenset(("SUPPORT", "CONCEDE", "MOBILIZE", "CONSULT", "AID", "COOPERATE"))  # half of these are other senses
UNOFFICIAL = 0.5
STATELESS = 0.6  # who acts is a person of whom the story tells no country
NOBODY_DOES = 1.2  # "ending the war", "to end the war" without anybody who does it
HABIT = 0.5  # what somebody does at any time: the simple present of what hands do
MATERIAL = frozenset(("ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE", "AID", "COOPERATE", "RETREAT", "CONSULT"))
DOUBTS = {"hypothetical": 1.2, "negation": 0.6}
CUT = 1.0


def best(members: Iterable[Member]) -> float:
    """Return the points of the most political party."""
    return max((STANDING[member.party.standing] for member in members), default=0.0)


def points(candidate: Candidate, actors: tuple[Member, ...], recipients: tuple[Member, ...]) -> float:
    """Return the points of a candidate: parties, pattern, what is missing, doubt."""
    second = best(recipients) if recipients else best(actors[1:] or (actors if several(actors) else ()))
    total = best(actors) + second * 0.7 + PATTERN * candidate.weight
    if candidate.event_type in NEEDS_SECOND and not second:
        total -= 0.4 if recipients or candidate.event_type == "SUPPORT" else 1.0
    total -= EMBEDDED.get(candidate.head.dep_, 0.0) + (NOMINAL if candidate.head.tag_.startswith("NN") else 0.0)
    total -= PARTICIPLE if candidate.head.dep_ == "acl" and candidate.head.tag_ == "VBN" else 0.0
    total -= BACKGROUND if candidate.head.dep_ == "relcl" and perfect(candidate) else 0.0
    total -= AIM if candidate.head.dep_ == "advcl" and purpose(candidate) else 0.0
    if not actors and candidate.event_type not in NEEDS_NO_ACTOR:
        total -= 1.0
    if not actors and recipients:
        total += 0.8
    if candidate.event_type in ALONE and best(actors) >= STANDING["person"] and candidate.weight >= STRONG:
        total += 0.6
    if candidate.event_type in WEAK and min(best(actors), second) < STANDING["state"]:
        total -= 0.0 if candidate.weight > STRONG else UNOFFICIAL
    if not actors and candidate.head.tag_ in ("VB", "VBG", "VBP", "VBZ"):
        total -= NOBODY_DOES
    if actors and all(member.party.standing == "person" and not member.party.actor.country for member in actors):
        total -= STATELESS
    if candidate.event_type in MATERIAL and candidate.head.tag_ in ("VBZ", "VBP") and not helped(candidate):
        total -= HABIT
    return total - doubts(candidate.auxiliary)


def doubts(auxiliary: tuple[str, ...]) -> float:
    """Return the points that it costs not to have happened."""
    return max((DOUBTS.get(label, 0.0) for label in auxiliary), default=0.0)


def perfect(candidate: Candidate) -> bool:
    """Return whether a verb has "have" before it: had accused, has taken."""
    return any(child.lower_ in ("has", "have", "had") and child.dep_ == "aux" for child in candidate.head.lefts)


def helped(candidate: Candidate) -> bool:
    """Return whether a verb has an auxiliary: is meeting, has met."""
    return any(child.dep_ in ("aux", "auxpass") for child in candidate.head.lefts)


def purpose(candidate: Candidate) -> bool:
    """Return whether an event is only what somebody is after: "to improve relations"."""
    return any(child.tag_ == "TO" and child.dep_ == "aux" for child in candidate.head.lefts)


def of_story(story: Story) -> float:
    """Return the points for what a story is about: a story that is not political costs all its events some."""
    known = story.memory.get("topic")
    if not isinstance(known, float):
        odds = topic.political(story.text)
        known = story.memory["topic"] = max(-2.4, 0.6 * odds) if odds < 0 else min(0.2, 0.3 * odds)
    return known


def several(actors: tuple[Member, ...]) -> bool:
    """Return whether one mention stands for more than one: "leaders met"."""
    return any(member.head.tag_ in ("NNS", "NNPS") or " and " in member.party.actor.text for member in actors)
