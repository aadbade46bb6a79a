import subprocess
import sys
from contextlib import nullcontext

import pytest

from schemas.dead_letter import Refused
from transforms.parsing import language
from transforms.parsing.language import check_language

ENGLISH = "The committee heard three witnesses on Monday and will vote on the budget before the end of the month. " * 3
HE = "He said that they were on an island, and that it was a long way from home for most of them. "
FRENCH = (
    "La commission a entendu trois témoins lundi et votera le budget avant la fin du mois, selon son président. " * 3
)
ARABIC = "استمعت اللجنة يوم الاثنين إلى ثلاثة شهود وستصوت على الميزانية قبل نهاية الشهر بحسب رئيسها. " * 4
INDONESIAN = "Panitia mendengar tiga saksi pada hari Senin dan akan memungut suara tentang anggaran bulan ini. " * 3


@pytest.mark.parametrize("declared", [None, "en", "EN-us", "en_GB", "eng", "English", "und", " en "])
def test_english_is_accepted_under_its_names(declared: str | None) -> None:
    check_language(ENGLISH, declared)


@pytest.mark.parametrize("declared", ["fr", "de-AT", "enm", "zxx", "mul"])
def test_a_record_that_says_another_language_is_refused_even_if_it_is_short(declared: str) -> None:
    with pytest.raises(Refused, match="the record says"):
        check_language("Yes.", declared)


@pytest.mark.parametrize("text", [FRENCH, FRENCH[:200], ARABIC, INDONESIAN, FRENCH.upper()])
def test_a_text_in_another_language_is_refused_whatever_the_record_says(text: str) -> None:
    for declared in (None, "en"):
        with pytest.raises(Refused, match="it looks like language"):
            check_language(text, declared)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH[:199],
        FRENCH + ENGLISH * 3,
        ENGLISH + FRENCH,
        FRENCH * 4 + ENGLISH * 2 + FRENCH * 4,
        ENGLISH.upper(),
        "1234 5678 " * 50,
        "\n" * 50_000,
        "- 3: Ali v. Omar 2-1 (pens.)\n" * 20,
    ],
)
def test_a_short_mixed_or_unclear_text_is_not_refused(text: str) -> None:
    check_language(text, None)


def test_titles_in_english_do_not_make_a_text_english() -> None:
    text = FRENCH[:150] + '"The Man in the High Castle", "The Lord of the Rings" et "The Call of the Wild" ' + FRENCH
    with pytest.raises(Refused, match="it looks like language fr"):
        check_language(text, None)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (ENGLISH, False),
        (ENGLISH.upper(), False),
        ("42 seats. " * 60 + ENGLISH * 6, False),
        (HE * 3, True),
        (HE * 3 + "The end.", True),
        (HE * 3 + "The end of the story.", False),
        (ENGLISH[:230] + " Aye." * 18 + ENGLISH[:230], True),
        (FRENCH, True),
    ],
)
def test_the_detector_is_asked_where_common_english_words_are_rare(
    monkeypatch: pytest.MonkeyPatch, text: str, asked: bool
) -> None:
    monkeypatch.setattr(language, "_detector", "nobody")  # whoever asks fails
    with pytest.raises(TypeError) if asked else nullcontext():
        check_language(text, None)


@pytest.mark.parametrize(
    ("text", "loaded"),
    [("Short.", "0"), (ENGLISH, "0"), ("42 seats. " * 60 + ENGLISH * 6, "0"), ("42 seats. " * 60, "1")],
)
def test_the_detector_is_loaded_only_when_it_is_asked(text: str, loaded: str) -> None:
    code = (
        f"import sys; from transforms.parsing import language; language.check_language({text!r}, None);"
        "print(language._detector.cache_info().currsize, 'spacy' in sys.modules, 'apache_beam' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == [loaded, "False", "False"]
