"""Clauses that report no event at all."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.coding.story import Story
from transforms.coding.whether.factuality import unreal

CLAUSES = [
    ("If rebels attack the harbour, the fleet will sail.", "attack", "condition"),
    ("Unless the army withdraws, the talks are over.", "withdraws", "condition"),
    ("Should the army invade, thousands will flee.", "invade", "condition"),
    ("The mayor asked whether guards had shot him.", "shot", "question"),
    ("Did guards shoot the singer?", "shoot", "question"),
    ('"Who burned the mill?" she asked.', "burned", "question"),
    ("Rebels often attack villages in the valley.", "attack", "habit"),
    ("Guards routinely harass prisoners and burn their books.", "burn", "habit"),
    ("The bill would ban strikes.", "ban", "law"),
    ("The law allows guards to arrest strikers.", "allows", "law"),
    ("Rebels often attacked villages in the valley.", "attacked", "habit"),
    ("He is for banning the party.", "banning", "what another clause is about"),
    ("Norway has no soldiers stationed in Chad.", "stationed", "of what is not there"),
    ("It is forbidden to strike.", "forbidden", "a rule"),
    ("Under the terms of the treaty, Norway withdraws its fleet.", "withdraws", "law"),
    ("Rebels attacked the harbour on Monday.", "attacked", None),
    ("The army withdrew after rebels burned the mill.", "burned", None),
    ("Parliament passed the law on Friday.", "passed", None),
    ("If the attack spreads, the fleet will sail.", "attack", None),
    ("Guards beat the singer.", "beat", None),
]


@pytest.mark.parametrize(("text", "word", "reason"), CLAUSES)
def test_a_clause_that_reports_no_event_says_why(
    story: Callable[..., Story], text: str, word: str, reason: str | None
) -> None:
    made = story(text)
    assert unreal(next(token for token in made.doc if token.text == word), made) == reason


@settings(max_examples=15, deadline=None, derandomize=True)
@given(text=st.text(alphabet=st.sampled_from('ab if often? law must\n."'), max_size=100))
def test_any_text_is_read_without_a_crash(nlp: Language, text: str) -> None:
    made = Story("any", text, "", None, nlp(text))
    for token in made.doc:
        unreal(token, made)
