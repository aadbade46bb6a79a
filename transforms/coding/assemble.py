"""From readings to events: every field of the record, and the path that led to it."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from schemas import plover
from schemas.event import Event, Sentence, Span
from transforms.coding import confidence
from transforms.coding.candidate import Candidate
from transforms.coding.how_many import counts
from transforms.coding.parse.tree import Tree
from transforms.coding.says import attribution
from transforms.coding.story import Story
from transforms.coding.what import contexts
from transforms.coding.what.reading import Reading
from transforms.coding.when import dates
from transforms.coding.where import places
from transforms.coding.whether import auxiliary
from transforms.coding.who import recipients
from transforms.coding.who.parties import Member, acting

LONGEST_TRIGGER = 8
DENIED = 1.0  # points that a denial costs


class Draft(NamedTuple):
    """A candidate with those who take part and how sure it is: what gates and cuts look at."""

    candidate: Candidate
    actors: tuple[Member, ...]
    recipients: tuple[Member, ...]
    points: float


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
    scored = confidence.points(candidate, actors, acted_on)
    return Draft(candidate, actors, acted_on, scored + confidence.of_story(story))


FUTURE = {
    **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), ("AGREE", "030")),
    "RETREAT": ("CONCEDE", "080"),
}
YEAR = dt.timedelta(days=365)


def timed(candidate: Candidate, dating: dates.Dating, story: Story) -> Candidate:
    """Return a candidate with what its time makes of it: a future visit is AGREE, what is a year old is historical."""
    labels = candidate.auxiliary
    if "future" in labels and candidate.event_type in FUTURE:
        kind, cameo = FUTURE[candidate.event_type]
        path = (*candidate.path, f"future {candidate.event_type}")
        rest = tuple(label for label in labels if label != "future")
        candidate = candidate._replace(event_type=kind, modes=(), cameo=cameo, auxiliary=rest, path=path)
    elif "future" in labels and candidate.event_type in ("AGREE", "CONCEDE", "THREATEN"):
        candidate = candidate._replace(auxiliary=tuple(label for label in labels if label != "future"))
    last, published = dating.event_date_end, story.published_at
    if dating.source == "expression" and last and published and published.date() - last >= YEAR:
        candidate = candidate._replace(auxiliary=tuple(dict.fromkeys(("historical", *candidate.auxiliary))))
    return candidate


def settled(candidate: Candidate, story: Story) -> tuple[Candidate, dates.Dating]:
    """Return a candidate with its auxiliaries, and with what its time makes of it; and that time."""
    labels = auxiliary.auxiliaries(candidate, story)
    dating = dates.date_event(candidate._replace(auxiliary=labels), story)
    return timed(candidate._replace(auxiliary=labels), dating, story), dating


def event(drafted: Draft, story: Story, digest: str, sentence: Sentence, coder_version: str) -> Event:
    """Return the event that a draft comes to.

    Args:
        drafted: Candidate and parties.
        story: The article.
        digest: sha256 (hex) of the article's text.
        sentence: The sentence of the trigger.
        coder_version: Version that stands in the record.
    """
    candidate, dating = settled(drafted.candidate, story)
    trigger = span(candidate, story)
    countries = tuple(
        dict.fromkeys(m.party.actor.country for m in (*drafted.recipients, *drafted.actors) if m.party.actor.country)
    )
    kind = plover.TYPES[candidate.event_type]
    claims = attribution.attribute(candidate, story)
    denied = any(claim.stance == "denies" for claim in claims)
    doubt = confidence.doubts(candidate.auxiliary) - confidence.doubts(drafted.candidate.auxiliary)
    return Event(
        event_id=identity(story.article_id, digest, candidate.event_type, trigger.start),
        article_id=story.article_id,
        event_type=candidate.event_type,
        modes=candidate.modes,
        contexts=contexts.contexts(candidate, story),
        quad_class=kind.quad_class,
        score=plover.score(candidate.event_type, candidate.modes),
        cameo_code=candidate.cameo,
        auxiliary=candidate.auxiliary,
        confidence=confidence.confidence(drafted.points - doubt - DENIED * denied),
        trigger=trigger,
        sentence=sentence,
        actors=tuple(member.party.actor for member in drafted.actors),
        recipients=tuple(member.party.actor for member in drafted.recipients),
        attribution=claims,
        event_date=dating.event_date,
        event_date_end=dating.event_date_end,
        date_granularity=dating.granularity,
        date_source=dating.source,
        date_text=dating.text,
        location=places.place_event(candidate, story, countries),
        counts=counts.count_people(candidate, story),
        mentions=(),
        explanation=tuple(explanation(drafted, dating)),
        published_at=story.published_at,
        coder_version=coder_version,
        ontology_version=plover.ONTOLOGY_VERSION,
    )


def span(candidate: Candidate, story: Story) -> Span:
    """Return the trigger's words: all of them where they stand close, else the head alone."""
    first, last = candidate.words[0].i, candidate.words[-1].i
    if last - first >= LONGEST_TRIGGER:
        return story.word(candidate.head)
    return story.words(first, last + 1)


def identity(article_id: str, digest: str, event_type: str, start: int) -> str:
    """Return the id of an event: sha256 of article id, sha256 of the text, type and trigger start."""
    return hashlib.sha256(
        "\0".join((article_id, digest, event_type, str(start))).encode("utf-8", "surrogatepass")
    ).hexdigest()


def explanation(drafted: Draft, dating: dates.Dating) -> Iterator[str]:
    """Yield the path that made an event, in short strings."""
    yield from drafted.candidate.path
    for role, people in (("actor", drafted.actors), ("recipient", drafted.recipients)):
        for member in people:
            yield f"{role} {member.party.actor.text}: {member.reason}"
    yield f"points {drafted.points:.2f}, cut {confidence.CUT}"
    if dating.source:
        yield f"date from {dating.source}" + (f" {dating.text.text!r}" if dating.text else "")
