"""What an event is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.coding import lexicon
from transforms.coding.candidate import Candidate
from transforms.coding.lexicon import LexiconError, rows
from transforms.coding.story import Story
from transforms.coding.what import topics
from transforms.coding.what.contexts import contexts

ABOUT = [
    ("The army shelled two towns.", "shelled", {"military"}),
    ("Spies passed the plans to a foreign embassy.", "passed", {"intelligence", "diplomatic"}),
    ("The president dismissed his cabinet.", "dismissed", {"executive"}),
    ("Lawmakers rejected the bill.", "rejected", {"legislative"}),
    ("Voters were turned away from polling stations.", "turned", {"election"}),
    ("The sides agreed on a power-sharing government.", "agreed", {"political_institutions"}),
    (
        "Activists demanded free and fair elections and an end to one-party rule.",
        "demanded",
        {"pro_democracy", "pro_autocracy"},
    ),
    ("The junta jailed a general.", "jailed", {"pro_autocracy"}),
    ("The bloc put tariffs on imports of steel.", "put", {"economic"}),
    ("A judge sentenced the mayor.", "sentenced", {"legal"}),
    ("Germany agreed to pay reparations.", "agreed", {"reparations"}),
    ("A rights group denounced torture in the camps.", "denounced", {"human_rights"}),
    ("They marched for press freedom.", "marched", {"rights_freedoms"}),
    ("Riot police fired tear gas.", "fired", {"repression"}),
    ("Planes dropped food aid on the valley.", "dropped", {"human_security"}),
    ("The minister promised a law against domestic violence.", "promised", {"gender"}),
    ("Police banned a march for gay rights.", "banned", {"lgbt"}),
    ("A mob burned the mosque.", "burned", {"religion_ethnicity"}),
    ("Landless farmers marched against poverty.", "marched", {"inequality"}),
    ("The envoy met his counterpart.", "met", {"diplomatic"}),
    ("Moscow annexed the disputed territory.", "annexed", {"territory"}),
    ("Peacekeepers withdrew.", "withdrew", {"peacekeeping"}),
    ("China sent vaccines.", "sent", {"health"}),
    ("Norway granted asylum to the singer.", "granted", {"asylum"}),
    ("Guards turned migrants back at the border crossing.", "turned", {"migration"}),
    ("Japan sent rescuers after the earthquake.", "sent", {"disasters"}),
    ("They fought over a pipeline.", "fought", {"natural_resource"}),
    ("They signed a pact on greenhouse gas emissions.", "signed", {"environment"}),
    ("The government blocked the social media site.", "blocked", {"technology"}),
    ("A suicide bomber struck a market.", "struck", {"terrorism"}),
    ("Inspectors demanded access to the uranium enrichment plant.", "demanded", {"cbrn"}),
    ("Hackers crippled the ministry.", "crippled", {"cyber"}),
    ("The ministry accused the channel of disinformation.", "accused", {"misinformation"}),
    ("A gang abducted the banker for ransom.", "abducted", {"crime"}),
    ("The mayor was charged with bribery.", "charged", {"corruption"}),
    ("Soldiers burned fields of coca and a cocaine laboratory.", "burned", {"illegal_drugs"}),
    ("Police freed victims of human trafficking.", "freed", {"trafficking"}),
]


def about(made: Story, word: str) -> set[str]:
    head = next(token for token in made.doc if token.text == word)
    return set(contexts(Candidate(head, (head,), "ASSAULT"), made))


@pytest.mark.parametrize(("text", "word", "expected"), ABOUT)
def test_words_near_an_event_tell_what_it_is_about(
    story: Callable[..., Story], text: str, word: str, expected: set[str]
) -> None:
    assert expected <= about(story(text), word)


def test_every_context_of_the_codebook_has_words() -> None:
    codebook = {context for *_, expected in ABOUT for context in expected}
    assert len(codebook) == 37
    assert {topic.context for listed in topics.topics().values() for topic in listed} == codebook


def test_one_weak_word_is_not_enough(story: Callable[..., Story]) -> None:
    assert about(story("They met the deputy."), "met") == set()


def test_the_title_is_weak_support(story: Callable[..., Story]) -> None:
    assert about(story("They met the deputy."), "met") == set()
    assert "legislative" in about(story("They met the deputy.", title="Senate sits late"), "met")


def test_another_sentence_says_nothing(story: Callable[..., Story]) -> None:
    assert "health" not in about(story("They met on Monday. The hospital burned."), "met")


def test_contexts_are_sorted(story: Callable[..., Story]) -> None:
    made = story("Spies shelled the embassy of the army in a trade war.")
    found = contexts(Candidate(made.doc[1], (made.doc[1],), "ASSAULT"), made)
    assert list(found) == sorted(found)


def test_an_unknown_strength_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "contexts.tsv").write_text("# x\nmilitary\thuge\tarmy\n", encoding="utf-8")
    with lexicon.used(tmp_path), pytest.raises(LexiconError, match=r"contexts\.tsv:2: 'huge'"):
        topics.topics()
    assert list(rows(tmp_path / "contexts.tsv", 3))
