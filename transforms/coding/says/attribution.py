"""Who says that an event happened."""

from spacy.tokens import Token

from schemas.event import Actor, Claim, Span
from transforms.coding.candidate import Candidate
from transforms.coding.says.reports import Report
from transforms.coding.says.speech import speech
from transforms.coding.story import Story
from transforms.coding.who import actors

DEPTH = 3
"""Claims kept of a chain, innermost first."""
FIRST_PERSON = frozenset({"i", "we"})
SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "SUPPORT"})


def attribute(candidate: Candidate, story: Story) -> tuple[Claim, ...]:
    """Return who says so, innermost first; empty when the article itself asserts it.

    An act of speech is not attributed to its own speaker: "the minister accused the rebels of theft" reports the theft.
    """
    reports = [report for report in speech(story).chain(candidate.head) if _counts(report, candidate)]
    claims: list[Claim] = []
    for report in reports:
        for source in _sources(report, story):
            claim = Claim(source, _cue(report.cue, story), report.stance)
            if not any(source.start == known.source.start for known in claims):
                claims.append(claim)
    return tuple(claims[:DEPTH])


def _counts(report: Report, candidate: Candidate) -> bool:
    if report.cue in candidate.words or report.cue == candidate.head:
        return False
    if report.source is None:
        return True
    if report.source.lower_ in FIRST_PERSON and report.stance == "asserts":
        return False
    performed = report.stance == "asserts" and report.source in candidate.actors and _is_performed(candidate)
    return not performed


def _is_performed(candidate: Candidate) -> bool:
    """Tell whether saying it is doing it: "said it would not attend" refuses, "said it had refused" reports."""
    head = candidate.head
    helpers = {child.lower_ for child in head.lefts if child.dep_ in {"aux", "auxpass"}}
    past = (head.tag_ == "VBD" or "had" in helpers) and not {"will", "would"} & helpers
    return candidate.event_type in SPEECH_ACTS and not past


def _cue(word: Token, story: Story) -> Span:
    two = word.lower_ == "according" and word.i + 1 < len(word.doc)
    return story.words(word.i, word.i + 2) if two else story.word(word)


def _sources(report: Report, story: Story) -> list[Actor]:
    """Return who speaks, each of several by himself; where nobody is named, the cue stands for whoever it is."""
    if report.source is None:
        return [Actor(*_cue(report.cue, story))]
    return [actors.resolve(head, story).actor for head in _conjuncts(report.source)]


def _conjuncts(head: Token) -> list[Token]:
    """Return a noun and those joined to it: "Norland and Sudland denied"."""
    found = [head]
    for each in found:
        found += [child for child in each.rights if child.dep_ == "conj" and child.tag_.startswith("N")]
        if len(found) > DEPTH:
            break
    return found[:DEPTH]
