"""An event's record: every field of it, and the path that led to it."""

import hashlib
from collections.abc import Iterator

from schemas import plover
from schemas.event import Event, Sentence, Span
from transforms.coding import calibration, confidence
from transforms.coding.candidate import Candidate
from transforms.coding.features import features
from transforms.coding.how_many import counts
from transforms.coding.parse.attachment import sentence_of
from transforms.coding.settle import Settled
from transforms.coding.story import Story
from transforms.coding.what import contexts
from transforms.coding.where import places

LONGEST_TRIGGER = 8


def event(settled: Settled, story: Story, digest: str, sentence: Sentence, coder_version: str) -> Event:
    """Return the record of an event.

    Args:
        settled: All that was found out about it.
        story: The article.
        digest: sha256 (hex) of the article's text.
        sentence: The sentence of the trigger.
        coder_version: Version that stands in the record.
    """
    (candidate, actors, acted_on, *_), dating, claims = settled
    trigger = span(candidate, story)
    countries = tuple(dict.fromkeys(m.party.actor.country for m in (*acted_on, *actors) if m.party.actor.country))
    kind, people = plover.TYPES[candidate.event_type], counts.count_people(candidate, story)
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
        confidence=calibration.confidence(features(candidate, actors, acted_on, people, story)),
        trigger=trigger,
        sentence=sentence,
        actors=tuple(member.party.actor for member in actors),
        recipients=tuple(member.party.actor for member in acted_on),
        attribution=claims,
        event_date=dating.event_date,
        event_date_end=dating.event_date_end,
        date_granularity=dating.granularity,
        date_source=dating.source,
        date_text=dating.text,
        location=places.place_event(candidate, story, countries),
        counts=people,
        mentions=(),
        explanation=tuple(explanation(settled)),
        published_at=story.published_at,
        coder_version=coder_version,
        ontology_version=plover.ONTOLOGY_VERSION,
    )


def span(candidate: Candidate, story: Story) -> Span:
    """Return the trigger's words: all of them where they stand close in one sentence, else the head alone."""
    (first, last), (start, end) = (candidate.words[0].i, candidate.words[-1].i), sentence_of(candidate.head, story)
    if last - first >= LONGEST_TRIGGER or first < start or last >= end:
        return story.word(candidate.head)
    return story.words(first, last + 1)


def identity(article_id: str, digest: str, event_type: str, start: int) -> str:
    """Return the id of an event: sha256 of article id, sha256 of the text, type and trigger start."""
    return hashlib.sha256(
        "\0".join((article_id, digest, event_type, str(start))).encode("utf-8", "surrogatepass")
    ).hexdigest()


def explanation(settled: Settled) -> Iterator[str]:
    """Yield the path that made an event, in short strings."""
    drafted, dating, _ = settled
    yield from drafted.candidate.path
    for role, people in (("actor", drafted.actors), ("recipient", drafted.recipients)):
        for member in people:
            yield f"{role} {member.party.actor.text}: {member.reason}"
    yield f"points {drafted.points:.2f}, cut {confidence.CUT}"
    if dating.source:
        yield f"date from {dating.source}" + (f" {dating.text.text!r}" if dating.text else "")
