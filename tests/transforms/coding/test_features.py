"""What is learned from: the features of an event."""

from tests.transforms.coding.conftest import MakeStory
from transforms.coding import extraction, features
from transforms.coding.draft import Draft
from transforms.coding.features import Features
from transforms.coding.how_many.counts import count_people
from transforms.coding.parse import tree
from transforms.coding.what import vocabulary


def of(made: MakeStory, text: str) -> Features:
    story = made(text)
    found = next(
        each for each in extraction.drafts(tree.grow(story.doc), story, vocabulary.load()) if isinstance(each, Draft)
    )
    people = count_people(found.candidate, story)
    return features.features(found.candidate, found.actors, found.recipients, people, story)


def test_features_tell_who_and_how(story: MakeStory) -> None:
    found = of(story, "Two bishops were arrested by police in Norway.")
    assert (found.event_type, found.entry, found.passive, found.quoted) == ("COERCE", "verb", True, False)
    assert (found.actor.standing, found.actor.number, found.recipient.number) == ("office", 1, 1)
    assert (found.sentence, found.story, found.mode, found.counted) == (9, 46, "arrest", True)


def test_features_tell_what_an_operator_did(story: MakeStory) -> None:
    found = of(story, "Chad refused to hold talks with Niger.")
    assert (found.event_type, found.turns, found.recipient.named) == ("REJECT", 1, True)


def test_nobody_has_no_standing(story: MakeStory) -> None:
    assert of(story, "A bishop was kidnapped.").actor == features.NOBODY
