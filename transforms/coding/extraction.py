"""From a parsed story to its events, and for each clause without one, which gate refused it."""

from collections.abc import Iterator

from schemas.event import Event, Sentence
from schemas.plover import TYPES
from transforms.coding import assemble, calibration, confidence, gates
from transforms.coding.draft import Draft, draft
from transforms.coding.duplicates import merged
from transforms.coding.gates import Refusal
from transforms.coding.parse import tree
from transforms.coding.parse.attachment import sentence_of, sentence_starts
from transforms.coding.parse.tree import Tree
from transforms.coding.settle import settle
from transforms.coding.story import Story
from transforms.coding.what import themes
from transforms.coding.what.nesting import readings
from transforms.coding.what.reader import Reader
from transforms.coding.what.senses import Senses
from transforms.coding.what.vocabulary import Vocabulary
from transforms.coding.who import unsure


def extract(
    story: Story, words: Vocabulary, digest: str, version: str, all_candidates: bool = False
) -> tuple[Event, ...]:
    """Return the events of a story, sorted by where their triggers begin; one per type and trigger.

    Args:
        story: The story.
        words: The lexicon.
        digest: sha256 (hex) of the article's text.
        version: The coder's version.
        all_candidates: Keep those below the cut, and those that tell a happening again; where no rule is sure whom an
            event is done to, say who it may be.
    """
    grown = tree.grow(story.doc)
    numbers = {start: number for number, start in enumerate(sentence_starts(story))}
    found: dict[tuple[str, int], Event] = {}
    about: dict[str, str] = {}
    for drafted in drafts(grown, story, words):
        if isinstance(drafted, Refusal) or (not all_candidates and drafted.points < confidence.CUT):
            continue
        settled = settle(drafted, story)
        if not all_candidates and settled.draft.points < confidence.CUT:
            continue  # doubt that only the words around it tell
        first, stop = sentence_of(drafted.candidate.head, story)
        _, start, end = story.words(first, stop)
        sentence = Sentence(numbers[first], start, end)
        event = assemble.event(settled, story, digest, sentence, version)
        if all_candidates and not event.recipients:
            event = supposed(grown, story, settled.draft, event)
        if not all_candidates and (event.confidence < calibration.LEAST or lonely(event)):
            continue
        key = (event.event_type, event.trigger.start)
        if key not in found or found[key].confidence < event.confidence:
            found[key] = event
            about[event.event_id] = themes.theme(grown, drafted.reading)
    if all_candidates:
        return tuple(found[key] for key in sorted(found, key=lambda k: (k[1], k[0])))
    return merged(found.values(), about)


def lonely(event: Event) -> bool:
    """Return whether an event is done to nobody though its type requires it; of several actors each is the other's."""
    return TYPES[event.event_type].needs_recipient and not event.recipients and len(event.actors) < 2  # noqa: PLR2004


def supposed(grown: Tree, story: Story, drafted: Draft, event: Event) -> Event:
    """Return an event without a recipient with those that it may be done to."""
    found = unsure.recipients(grown, story, drafted.reading, drafted.actors)
    reasons = tuple(f"recipient {member.party.actor.text}: {member.reason}" for member in found)
    acted_on = tuple(member.party.actor for member in found)
    return event._replace(recipients=acted_on, explanation=(*event.explanation, *reasons))


def drafts(grown: Tree, story: Story, words: Vocabulary) -> Iterator[Draft | Refusal]:
    """Yield the draft of each event that a story may tell, or why a clause tells none."""
    for reading in readings(Reader(Senses(grown, words))):
        drafted = draft(grown, story, reading) if reading.event_type else None
        refused = gates.refused(grown, story, reading, drafted)
        if refused:
            yield Refusal(grown.tokens[reading.head], refused)
        elif drafted:
            yield drafted


def spans(story: Story) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the first token of each sentence, with the sentence's code points in the article."""
    for sentence in story.doc.sents:
        words = story.words(sentence.start, sentence.end)
        yield sentence.start, (words.start, words.end)
