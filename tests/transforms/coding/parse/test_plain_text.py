import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.coding.parse.plain_text import plain


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.text(max_size=300))
def test_no_character_is_added_or_taken_away(text: str) -> None:
    assert len(plain(text)) == len(text)


LINES = [
    ("The minister of foreign affairs said that the two sides\nwould meet again in the capital before the summer\nbegins.",  # noqa: E501
     "The minister of foreign affairs said that the two sides would meet again in the capital before the summer begins."),  # noqa: E501
    ("A short line\nAnother one", "A short line\nAnother one"),
    ("One paragraph.\n\nTwo.", "One paragraph.\n\nTwo."),
    ("Kim Visits Factory And Praises Workers", "Kim visits factory and praises workers"),
    ("Kim visited the factory, he said.", "Kim visited the factory, he said."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_wrapped_lines_are_joined_and_headlines_lowered(text: str, expected: str) -> None:
    assert plain(text) == expected
