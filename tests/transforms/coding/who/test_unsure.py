"""Among all candidates an event without a recipient says whom it may be done to; an event that is kept does not."""

import pytest
from coded import events


def recipients(text: str, event_type: str, *, all_candidates: bool) -> set[str]:
    found = events(text, published=None, all_candidates=all_candidates)
    return {actor.text for event in found if event.event_type == event_type for actor in event.recipients}


@pytest.mark.parametrize(
    ("text", "event_type", "supposed"),
    [
        ("Chad and Niger signed a border treaty in Geneva.", "SUPPORT", "Niger"),
        ("The opposition in Chad rejected the outcome of the vote.", "REJECT", "the outcome of the vote"),
    ],
)
def test_a_recipient_that_no_rule_is_sure_of_stands_among_all_candidates_only(
    text: str, event_type: str, supposed: str
) -> None:
    assert supposed in recipients(text, event_type, all_candidates=True)
    assert supposed not in recipients(text, event_type, all_candidates=False)
