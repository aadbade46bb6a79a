"""From a parsed story to its events, and for each clause without one, which gate refused it."""

from collections.abc import Iterator

from schemas.event import Event, Sentence
from transforms.coding import assemble, confidence, gates
from transforms.coding.duplicates import merged
from transforms.coding.gates import Refusal
from transforms.coding.parse import tree
from transforms.coding.story import Story
from transforms.coding.what.reader import Reader
from transforms.coding.what.reading import Reading
from transforms.coding.what.senses import Senses
from transforms.coding.what.vocabulary import Vocabulary


def extract(
    story: Story, words: Vocabulary, digest: str, version: str, all_candidates: bool = False
) -> tuple[Event, ...]:
    """Return the events of a story, sorted by where their triggers begin; one per type and trigger.

    Args:
        story: The story.
        words: The lexicon.
        digest: sha256 (hex) of the article's text.
        version: The coder's version.
        all_candidates: Keep those below the cut, and those that tell a happening again.
    """
    sentences = {start: Sentence(n, *bounds) for n, (start, bounds) in enumerate(spans(story))}
    found: dict[tuple[str, int], Event] = {}
    for drafted in drafts(story, words):
        if isinstance(drafted, Refusal) or (not all_candidates and drafted.points < confidence.CUT):
            continue
        sentence = sentences[drafted.candidate.head.sent.start]
        event = assemble.event(drafted, story, digest, sentence, version)
        key = (event.event_type, event.trigger.start)
        if key not in found or found[key].confidence < event.confidence:
            found[key] = event
    if all_candidates:
        return tuple(found[key] for key in sorted(found, key=lambda k: (k[1], k[0])))
    return merged(found.values())


def drafts(story: Story, words: Vocabulary) -> Iterator[assemble.Draft | Refusal]:
    """Yield the draft of each event that a story may tell, or why a clause tells none."""
    grown = tree.grow(story.doc)
    for reading in readings(Reader(Senses(grown, words))):
        drafted = assemble.draft(grown, story, reading) if reading.event_type else None
        refused = gates.refused(grown, story, reading, drafted)
        if refused:
            yield Refusal(grown.tokens[reading.head], refused)
        elif drafted:
            yield drafted


def readings(reader: Reader) -> Iterator[Reading]:
    """Yield what each verb and noun of a story reports, those left out that another one took in."""
    found = [(i, reading) for i in range(len(reader.senses.tree.tokens)) if (reading := reader.read(i))]
    found = [(i, told) for i, reading in found if (told := outcome(reader, reading))]
    taken = frozenset().union(*(reading.consumed for _, reading in found))
    for i, reading in found:
        if i not in taken:
            yield reading


HARM = frozenset({"kill", "injure", "wound", "maim", "destroy", "damage", "hurt", "burn"})


def outcome(reader: Reader, reading: Reading) -> Reading | None:
    """Return a reading with the harm it did taken in ("opened fire on a bus, killing three"); None for that harm."""
    tree = reader.senses.tree
    if reading.event_type != "ASSAULT":
        return reading
    head = tree.head[reading.head]
    above = reader.memory.get(head) if tree.dep[reading.head] in ("advcl", "conj", "relcl", "acl") else None
    if tree.lemma[reading.head] in HARM and above and above.event_type == "ASSAULT" and above.recipients:
        return None
    harmed = [k for k in tree.having(reading.head, "advcl") if tree.lemma[k] in HARM]
    inner = reader.memory.get(harmed[0]) if harmed and not reading.recipients else None
    if inner and inner.event_type == "ASSAULT":
        taken = reading.consumed | inner.consumed | {inner.head}
        return reading._replace(
            recipients=inner.recipients, consumed=taken, path=(*reading.path, "with the harm it did")
        )
    return reading


def spans(story: Story) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the first token of each sentence, with the sentence's code points in the article."""
    for sentence in story.doc.sents:
        words = story.words(sentence.start, sentence.end)
        yield sentence.start, (words.start, words.end)
