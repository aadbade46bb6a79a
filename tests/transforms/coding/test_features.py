"""What is learned from: the features of an event."""

import pytest

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


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Norway condemned Chad on Monday.", False),
        ("In 2004, Norway condemned Chad, its neighbour.", True),
        ("Norway gave Chad 2,004 tents.", False),
    ],
)
def test_a_sentence_that_names_a_year_tells_what_is_past(text: str, dated: bool, story: MakeStory) -> None:
    assert of(story, text).dated == dated


def test_what_is_marked_as_history_is_not_dated_once_more(story: MakeStory) -> None:
    found = of(story, "Norway had condemned Chad in 2004.")
    assert found.dated != ("historical" in found.auxiliary)


def test_parties_of_two_countries_meet_abroad(story: MakeStory) -> None:
    two, one = of(story, "Norway condemned Chad."), of(story, "Norwegian police arrested a Norwegian minister.")
    assert (two.abroad, two.domestic, one.abroad, one.domestic) == (True, False, False, True)


def test_a_clause_below_others_is_deeper(story: MakeStory) -> None:
    main, inner = of(story, "Norway condemned Chad."), of(story, "Officials said on Monday that Norway condemned Chad.")
    assert (main.depth, main.before) < (inner.depth, inner.before)


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Chad is a poor country. It condemned Norway.", "they"),
        ("The president of Chad is old. He condemned Norway.", "one"),
        ("Chad condemned Norway.", ""),
    ],
)
def test_a_pronoun_is_told_from_a_name(text: str, pronoun: str, story: MakeStory) -> None:
    assert of(story, text).actor.pronoun == pronoun
