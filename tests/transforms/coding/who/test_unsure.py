"""Among all candidates an event without a recipient says whom it may be done to; an event that is kept does not."""

import datetime as dt
from functools import lru_cache

import pytest

from schemas.article import Article
from schemas.position import Position
from transforms.coding.coder import Coder


@lru_cache(1)
def coder() -> Coder:
    return Coder()


def recipients(text: str, event_type: str, *, all_candidates: bool) -> set[str]:
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    article = Article(Position("file", 0, 0), 0, "a", text, "", moment)
    events = next(coder().code([article], all_candidates))
    return {actor.text for event in events if event.event_type == event_type for actor in event.recipients}


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
