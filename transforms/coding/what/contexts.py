"""What an event is about: PLOVER contexts from the words around it."""

from bisect import bisect_right
from itertools import islice

from transforms.coding.candidate import Candidate
from transforms.coding.parse.columns import columns
from transforms.coding.story import Story
from transforms.coding.what.topics import Evidence, evidence

ENOUGH = 2.0
NEAR = 12
"""Words on either side of the trigger within which a word counts in full."""
FARTHER = 0.75
IN_TITLE = 0.5


def contexts(candidate: Candidate, story: Story) -> tuple[str, ...]:
    """Return the PLOVER contexts of an event, sorted.

    A context needs one strong word or two weak ones near the event; words farther off or in the title count less.
    """
    sentences, title = _evidence(story)
    points: dict[str, dict[tuple[str, ...], float]] = {}
    at = candidate.head.i
    for share, listed in ((1.0, sentences.of(at)), (IN_TITLE, title)):
        for found in listed:
            near = share if share < 1 or abs(found.at - at) <= NEAR else FARTHER
            best = points.setdefault(found.topic.context, {})
            best[found.topic.words] = max(best.get(found.topic.words, 0.0), found.topic.points * near)
    return tuple(sorted(context for context, best in points.items() if sum(best.values()) >= ENOUGH))


class Sentences:
    """The evidence of a story, by sentence."""

    def __init__(self, story: Story) -> None:
        self.starts = [sentence.start for sentence in story.doc.sents]
        self.words = columns(story.doc).lower
        self.listed: dict[int, list[Evidence]] = {}

    def of(self, at: int) -> list[Evidence]:
        """Return the evidence in the sentence of a token, found at the first call."""
        number = bisect_right(self.starts, at)
        if number not in self.listed:
            stop = self.starts[number] if number < len(self.starts) else None
            self.listed[number] = list(islice(evidence(self.words, self.starts[number - 1], stop), LONGEST))
        return self.listed[number]


LONGEST = 60
"""Pieces of evidence kept of a sentence: enough for any real one, and a limit for those that are none."""


def _evidence(story: Story) -> tuple[Sentences, list[Evidence]]:
    """Return the evidence of a story's sentences and of its title, found at the first call."""
    known = story.memory.get("contexts")
    if not isinstance(known, tuple):
        title = list(evidence(story.title.lower().replace("'s", " 's").replace("-", " - ").split()))
        known = story.memory["contexts"] = (Sentences(story), title[:LONGEST])
    return known
