"""Whether an event lies a year back or more: by the dates of its sentence, or of those before it that tell the past."""

from collections.abc import Iterator
from typing import cast

from spacy.tokens import Token

from transforms.coding.candidate import Candidate
from transforms.coding.parse.attachment import BEFORE_NOUN, sentence_of
from transforms.coding.says.cues import cue_of
from transforms.coding.says.speech import speech
from transforms.coding.story import Story
from transforms.coding.whether.clause_time import told_old
from transforms.coding.whether.clauses import climb
from transforms.coding.whether.years import ages, names_past

PAST = frozenset({"was", "were", "had"})
OF_LATE = frozenset({"just", "already", "only", "recently", "earlier", "if", "whether"})
SAYS = frozenset({"that", "quote"})


def is_old(candidate: Candidate, story: Story) -> bool:
    """Tell whether an event is set a year back or more."""
    if any(_is_described_so(word, story) for word in candidate.words if word.tag_.startswith("N")):
        return True
    told = told_old(candidate.head, story)
    if told is None:
        return sentence_of(candidate.head, story)[0] in _background(story) or _looks_back(candidate, story)
    return told


def _looks_back(candidate: Candidate, story: Story) -> bool:
    """Tell whether an article says, in its own voice, what had happened before the news."""
    if speech(story).chain(candidate.head) or speech(story).quotation(candidate.head):
        return False
    return any(_had(step.word) for step in climb(candidate) if step.below is None)


def _had(verb: Token) -> bool:
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in {"aux", "auxpass", "advmod", "mark"}}
    return verb.tag_ == "VBN" and "had" in helpers and not helpers & OF_LATE


def _is_described_so(noun: Token, story: Story) -> bool:
    """Tell whether a past year stands before an event noun: the 2014 abduction, the September 11, 2001 attacks.

    In a heading it is the year of the news ("2009 strikes in Norland"): a sentence has a verb above the noun.
    """
    if noun.head == noun:
        return False
    described = (word for child in noun.lefts if child.dep_ in BEFORE_NOUN for word in child.subtree)
    return any(names_past(word, story) for word in described)


def _background(story: Story) -> frozenset[int]:
    """Return where the sentences begin that tell the past: those that date it, and those that go on in a paragraph."""
    if "background" not in story.memory:
        any_old = any(ages(story).values())
        story.memory["background"] = frozenset(_told_on(story)) if any_old else frozenset()
    return cast(frozenset[int], story.memory["background"])


def _told_on(story: Story) -> Iterator[int]:
    goes_on = False
    for sentence in story.doc.sents:
        told = told_old(sentence.root, story)
        goes_on = (bool(told) or (goes_on and told is None)) and _is_narrative(sentence.root)
        if goes_on:
            yield sentence.start
        goes_on = goes_on and not any("\n" in word.text for word in sentence)


def _is_narrative(verb: Token) -> bool:
    """Tell whether a sentence tells what happened: it is in the past tense, and nobody is quoted in it."""
    cue = cue_of(verb)
    if cue and cue.slots >= SAYS:
        return False
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in {"aux", "auxpass"}}
    return (verb.tag_ == "VBD" and not helpers) or bool(helpers & PAST)
