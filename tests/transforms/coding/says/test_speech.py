"""Quotations and nested reports: whose words these are, over sentences and paragraphs."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.coding import lexicon
from transforms.coding.says import cues
from transforms.coding.says.quotations import quotations
from transforms.coding.says.speech import speech
from transforms.coding.story import Story

PARAGRAPHS = (
    "The mayor told reporters on Monday that the bridge was safe.\n\n"
    '"Our guards arrested nine men on the bridge. They had hidden rifles under a boat.\n\n'
    '"We burned the boat and we sank it. Nobody was harmed," she added.\n\n'
    "The men escaped on Tuesday."
)
SPOKEN = [
    ('"We burned the mill," the captain said. "We also sank a boat."', "sank", ["captain"]),
    ('The captain said: "We burned the mill. We sank a boat. Then we left."', "left", ["captain"]),
    ('"We burned the mill. We sank a boat," the captain told reporters.', "burned", ["captain"]),
    ("“We burned the mill. We sank a boat,” said Captain Doe.", "burned", ["Doe"]),
    ('The captain was proud. "We burned the mill," he said. "They fled."', "fled", ["he"]),
    (
        '"The rebels burned the mill," the captain said. The mayor disagreed. "Soldiers burned it," she said.',
        "Soldiers",
        ["she"],
    ),
    (PARAGRAPHS, "arrested", ["she"]),
    (PARAGRAPHS, "hidden", ["she"]),
    (PARAGRAPHS, "sank", ["she"]),
    (PARAGRAPHS, "escaped", []),
    ('"The minister said rebels burned the mill," a clerk told the court.', "burned", ["minister", "clerk"]),
    ('The court rejected what it called "a plot". Guards freed the singer.', "freed", []),
    ('The captain denied the charge. "We burned nothing," he said.', "burned", ["he"]),
    (
        '"We burned the mill," the captain said. A leaflet on the door was short: "Guards shot two men."',
        "shot",
        [],
    ),
    ("The agency quoted a driver who said that guards shot two men.", "shot", ["driver"]),
    ("Officials say the rebels, who fled last week, burned the mill.", "burned", ["Officials"]),
    ("Guards shot two men and, officials said, wounded a third.", "wounded", ["officials"]),
    ("The opposition says troops shot strikers, and the army says strikers shot soldiers.", "soldiers", ["army"]),
]


def speakers(made: Story, word: str) -> list[str]:
    token = next(token for token in made.doc if token.text == word)
    return [report.source.text if report.source else "" for report in speech(made).chain(token)]


@pytest.mark.parametrize(("text", "word", "expected"), SPOKEN)
def test_words_belong_to_their_speaker(story: Callable[..., Story], text: str, word: str, expected: list[str]) -> None:
    assert speakers(story(text), word) == expected


def test_a_quotation_goes_on_where_a_paragraph_opens_with_a_mark_again(story: Callable[..., Story]) -> None:
    made = story(PARAGRAPHS)
    (only,) = quotations(made.doc)
    assert made.doc[only.first].text == '"'
    assert made.text[: made.doc[only.stop - 1].idx].endswith("harmed,")


def test_a_mark_that_is_never_closed_ends_with_its_paragraph(story: Callable[..., Story]) -> None:
    made = story('The captain said: "We burned the mill.\n\nThe men escaped on Tuesday.')
    assert speakers(made, "burned") == ["captain"]
    assert speakers(made, "escaped") == []


def test_reports_are_found_once_per_story(story: Callable[..., Story]) -> None:
    made = story("Officials said rebels burned the mill.")
    assert speech(made) is speech(made)


@pytest.mark.parametrize("text", ['"' * 800, 'he said "a" ' * 200, "he said that " * 300, "he said, " * 300])
def test_worst_cases_stay_quick(nlp: Language, text: str) -> None:
    made = Story("any", text, "", None, nlp(text))
    begun = time.process_time()
    found = speech(made)
    for token in made.doc:
        found.chain(token)
    assert time.process_time() - begun < 5


@settings(max_examples=15, deadline=None, derandomize=True)
@given(text=st.text(alphabet=st.sampled_from("ab he said “”\"'\n.,:?"), max_size=120))
def test_any_text_is_read_without_a_crash(nlp: Language, text: str) -> None:
    made = Story("any", text, "", None, nlp(text))
    for token in made.doc:
        speech(made).chain(token)


@pytest.mark.parametrize(
    ("row", "cause"),
    [("say\tshout\tasserts\tthat", "'shout' is no kind"), ("say\tverb\tmocks\tthat", "'mocks' is no stance")],
)
def test_a_cue_that_cannot_be_is_refused_with_its_line(row: str, cause: str, tmp_path: Path) -> None:
    (tmp_path / "cues.tsv").write_text(f"# cues\n{row}\n", encoding="utf-8")
    with lexicon.used(tmp_path), pytest.raises(lexicon.LexiconError, match=rf"cues\.tsv:2: {cause}"):
        cues.table()
