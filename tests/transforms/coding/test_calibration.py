"""Confidence is the share of events like this one that were right."""

import pytest

from tests.transforms.coding.conftest import MakeStory
from tests.transforms.coding.test_features import of
from transforms.coding.calibration import confidence, terms, weights

SURE = "Norway condemned Chad on Monday."


def test_a_plain_act_between_states_is_surer_than_a_vague_one(story: MakeStory) -> None:
    plain, vague = (confidence(of(story, text)) for text in (SURE, "A man may warn them that two visitors leave."))
    assert 0 <= vague < plain <= 1


def test_more_points_and_a_known_country_speak_for_an_event(story: MakeStory) -> None:
    found = of(story, SURE)
    assert confidence(found._replace(points=found.points + 1)) > confidence(found)
    assert confidence(found._replace(actor=found.actor._replace(country=False))) < confidence(found)


@pytest.mark.parametrize("name", ["base", "points", "event_type=ACCUSE", "actor=state"])
def test_the_terms_of_the_model_have_weights(name: str, story: MakeStory) -> None:
    assert name in weights()
    assert name in dict(terms(of(story, SURE)))
