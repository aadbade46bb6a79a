"""Who says so: the source, the cue and the stance of what is reported."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.coding.candidate import Candidate
from transforms.coding.says.attribution import attribute
from transforms.coding.story import Story

REPORTED = [
    ("According to the ministry, rebels attacked the village.", "attacked", ["the ministry/According to/asserts"]),
    ("Rebels burned the village, the army said in a statement.", "burned", ["the army/said/asserts"]),
    (
        "Rebels burned the village, according to an army spokesman.",
        "burned",
        ["an army spokesman/according to/asserts"],
    ),
    ("The general was accused of ordering raids on farms.", "ordering", ["accused/accused/asserts"]),
    ("The rebels are believed to have shelled the harbour.", "shelled", ["believed/believed/asserts"]),
    ("The army reportedly shelled the harbour.", "shelled", ["reportedly/reportedly/asserts"]),
    ("Norland denied that it shelled the harbour.", "shelled", ["Norland/denied/denies"]),
    ("Norland has denied supporting the rebels, who shelled the harbour.", "shelled", []),
    ("Norland denied that it armed the rebels who shelled the harbour.", "shelled", ["Norland/denied/denies"]),
    ("Norland has denied shelling the harbour.", "shelling", ["Norland/denied/denies"]),
    ("Norland rejected claims that its troops shelled the harbour.", "shelled", ["Norland/rejected/denies"]),
    (
        "The army's claim to have seized the harbour was disputed by the rebels.",
        "seized",
        ["The army/claim/asserts", "the rebels/disputed/denies"],
    ),
    (
        "KCNA reported that the minister said Norland had fired shells.",
        "fired",
        ["the minister/said/asserts", "KCNA/reported/asserts"],
    ),
    (
        "Police, citing witnesses, said gunmen killed a farmer.",
        "killed",
        ["witnesses/citing/asserts", "Police/said/asserts"],
    ),
    (
        "State television quoted the general as saying his troops seized the airport.",
        "seized",
        ["the general/saying/asserts", "State television/quoted/asserts"],
    ),
    ("The US accused Iran of sending drones to Norland.", "sending", ["The US/accused/asserts"]),
    ("As the ministry put it, the army crushed the revolt.", "crushed", ["the ministry/put/asserts"]),
    ("There were reports of heavy shelling in the harbour.", "shelling", ["reports/reports/asserts"]),
    ("Analysts predicted that the army will seize the harbour.", "seize", ["Analysts/predicted/predicts"]),
    ("The general warned that rebels could attack the harbour.", "attack", ["The general/warned/predicts"]),
    ("The general warned that rebels hold the bridge.", "hold", ["The general/warned/asserts"]),
    ("The minister doubted that the rebels had left the town.", "left", ["The minister/doubted/doubts"]),
    (
        "Norland and Sudland have both denied sending arms to the rebels.",
        "sending",
        ["Norland/denied/denies", "Sudland/denied/denies"],
    ),
    ("Guards shot two men, the lawyer, Jane Doe, told the court.", "shot", ["Jane Doe/told/asserts"]),
    ("Rebels burned the mill, the army said, killing two men.", "killing", ["the army/said/asserts"]),
    ("Ten men were shot, according to reports issued by the ministry.", "shot", ["the ministry/according to/asserts"]),
    ("The envoy called for their release, saying guards had beaten them.", "beaten", ["The envoy/saying/asserts"]),
    ("Four farmers have been reported wounded.", "wounded", ["reported/reported/asserts"]),
    (
        "The envoy said that talks were dull, and that guards had shot two men.",
        "shot",
        ["The envoy/said/asserts"],
    ),
    ("Officials could not confirm that the rebels had left the town.", "left", ["Officials/confirm/doubts"]),
    ("A claim by Norland that rebels burned the mill was false.", "burned", ["Norland/claim/asserts"]),
    ("Norland made the claim that rebels burned the mill.", "burned", ["Norland/claim/asserts"]),
]
UNREPORTED = [
    ("The United States accused Iran of sending drones to Norland.", "accused"),
    ("Norland denied that it shelled the harbour.", "denied"),
    ("The minister called for an end to the raids.", "called"),
    ("Rebels attacked the village on Monday and burned two farms.", "burned"),
    ("The president, who said he was tired, met lawmakers.", "met"),
    ("It was dark when the men, who were later named, attacked the inn.", "attacked"),
    ("The minister did not say whether soldiers had fired.", "fired"),
]


def said(made: Story, word: str, event_type: str = "ASSAULT") -> list[str]:
    head = next(token for token in made.doc if token.text == word)
    claims = attribute(Candidate(head, (head,), event_type), made)
    for claim in claims:
        assert made.text[claim.source.start : claim.source.end] == claim.source.text
        assert made.text[claim.cue.start : claim.cue.end] == claim.cue.text
    return [f"{claim.source.text}/{claim.cue.text}/{claim.stance}" for claim in claims]


@pytest.mark.parametrize(("text", "word", "claims"), REPORTED)
def test_what_is_reported_has_its_source_cue_and_stance(
    story: Callable[..., Story], text: str, word: str, claims: list[str]
) -> None:
    assert said(story(text), word) == claims


@pytest.mark.parametrize(("text", "word"), UNREPORTED)
def test_narration_and_acts_of_speech_have_no_source(story: Callable[..., Story], text: str, word: str) -> None:
    assert said(story(text), word) == []


def test_saying_that_one_refuses_is_refusing(story: Callable[..., Story]) -> None:
    made = story("The president said he will not sign the accord.")
    head, speaker = made.doc[6], made.doc[1]
    assert attribute(Candidate(head, (head,), "REJECT", actors=(speaker,)), made) == ()


def test_what_one_denies_having_done_stays_denied(story: Callable[..., Story]) -> None:
    made = story("Norland denied signing the accord.")
    claims = attribute(Candidate(made.doc[2], (made.doc[2],), "SUPPORT", actors=(made.doc[0],)), made)
    assert [claim.stance for claim in claims] == ["denies"]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(text=st.text(alphabet=st.sampled_from("ab said\". “”,:\n'denied according to it"), max_size=120))
def test_any_text_is_read_without_a_crash(nlp: Language, text: str) -> None:
    made = Story("any", text, "", None, nlp(text))
    for token in made.doc:
        attribute(Candidate(token, (token,), "ASSAULT"), made)
