from collections.abc import Callable

from transforms.coding.story import Story


def test_a_story_is_parsed_and_dated(story: Callable[..., Story]) -> None:
    made = story("Rebels attacked the town.")
    assert [token.dep_ for token in made.doc[:2]] == ["nsubj", "ROOT"]
    assert made.published_at
    assert made.published_at.isoformat() == "2024-05-01T00:00:00+00:00"
