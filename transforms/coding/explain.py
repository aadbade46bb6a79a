"""Why a text yields the events that it yields: for each verb and noun, the event or what refused it."""

from collections.abc import Iterator
from typing import NamedTuple

from schemas.article import Article
from schemas.event import Event, Sentence, Span
from transforms.coding import extraction, lexicon
from transforms.coding.coder import Coder
from transforms.coding.gates import Refusal
from transforms.coding.parse import tree
from transforms.coding.story import Story


class Clause(NamedTuple):
    """What became of one sentence, or of one verb or noun in it.

    Attributes:
        sentence: The sentence.
        trigger: The words that were looked at; None where a sentence has none that the lexicon knows.
        verdict: `event`, or why there is none.
        event: The event, or the candidate that was cut.
    """

    sentence: Sentence
    trigger: Span | None
    verdict: str
    event: Event | None = None


def explained(coder: Coder, article: Article) -> Iterator[Clause]:
    """Yield what became of each sentence of an article, in order."""
    story = next(story for _, story in coder.stories([article]))
    kept = {event.event_id: event for event in coder.events(story, article)}
    candidates = coder.events(story, article, all_candidates=True)
    with lexicon.used(coder.extra):
        refusals = [
            each for each in extraction.drafts(tree.grow(story.doc), story, coder.words) if isinstance(each, Refusal)
        ]
    for number, (_, (start, end)) in enumerate(extraction.spans(story)):
        sentence = Sentence(number, start, end)
        here = [*_refused(story, sentence, refusals), *_coded(sentence, candidates, kept)]
        yield from sorted(here, key=lambda clause: clause.trigger or ()) or [Clause(sentence, None, NOTHING)]


NOT_KEPT = "below the cut (see its points), or another event tells the same"
NOTHING = "no verb or noun here reports an event by the lexicon"


def _coded(sentence: Sentence, candidates: tuple[Event, ...], kept: dict[str, Event]) -> Iterator[Clause]:
    for event in candidates:
        if event.sentence.index == sentence.index:
            known = kept.get(event.event_id)
            yield Clause(sentence, event.trigger, "event" if known else NOT_KEPT, known or event)


def _refused(story: Story, sentence: Sentence, refusals: list[Refusal]) -> Iterator[Clause]:
    for refusal in refusals:
        word = story.word(refusal.head)
        if sentence.start <= word.start < sentence.end:
            yield Clause(sentence, word, refusal.reason)
