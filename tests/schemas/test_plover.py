import re
from pathlib import Path

import pytest

from schemas.plover import CAMEO, CAMEO_OF_TYPE, CONTEXTS, COUNTRIES, MODES, SECTORS, SUPRANATIONAL, TYPES, score
from schemas.vocabulary import VocabularyError, rows


def test_the_vocabularies_are_complete() -> None:
    sizes = [len(words) for words in (TYPES, MODES, CONTEXTS, SECTORS, SUPRANATIONAL)]
    assert sizes == [16, 67, 37, 25, 7]


def test_countries_are_isos_249_codes_and_kosovo() -> None:
    assert len(COUNTRIES) == 249 + 1
    assert {"KOS", "HKG", "PSE", "SSD", "XKX"} - COUNTRIES.keys() == {"XKX"}
    assert all(re.fullmatch("[A-Z]{3}", code) for code in COUNTRIES)
    assert not COUNTRIES.keys() & SUPRANATIONAL.keys()


@pytest.mark.parametrize(
    ("event_type", "modes", "expected"),
    [
        ("AGREE", [], 2.5),
        ("ACCUSE", [], -3.0),  # the codebook's 3 is a misprint
        ("ASSAULT", ["aerial"], -9.5),
        ("ASSAULT", ["beat", "unconventional", "firearms"], -10.0),  # the strongest of several
        ("REQUEST", ["meet"], 0.0),  # a mode's score of nought is a score
        ("PROTEST", ["vandalize"], -5.0),  # a mode without a score leaves the type's
    ],
)
def test_a_score_is_the_strongest_modes_else_the_types(event_type: str, modes: list[str], expected: float) -> None:
    assert score(event_type, modes) == expected


def test_a_mode_of_another_type_has_no_score() -> None:
    with pytest.raises(KeyError):
        score("AID", ["aerial"])


def test_cooperation_scores_above_nought_and_conflict_does_not() -> None:
    for name, event_type in TYPES.items():
        values = [event_type.score, *(value for (of, _), value in MODES.items() if of == name and value is not None)]
        cooperative = event_type.quad_class <= 2
        assert all(value > 0 if cooperative else value <= 0.5 for value in values), name


def test_every_cameo_root_but_the_bare_statement_has_a_type() -> None:
    assert {code[:2] for code in CAMEO} == {f"{root:02}" for root in range(1, 21)}
    assert {code for codes in CAMEO_OF_TYPE.values() for code in codes} == {c for c in CAMEO if c[:2] != "01"}


@pytest.mark.parametrize("code", ["19", "195", "1952", "2042", "0871"])
def test_known_cameo_codes_of_each_depth_are_there(code: str) -> None:
    assert code in CAMEO


@pytest.mark.parametrize("code", ["1953", "21", "1", "", "207", "19520"])
def test_codes_that_cameo_has_not_are_not_there(code: str) -> None:
    assert code not in CAMEO


@pytest.mark.parametrize("line", ["a\tb\tc", "\tb", "x\tagain"])
def test_a_vocabulary_file_with_a_broken_row_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "words.tsv"
    file.write_text(f"# a comment\nx\ty\n{line}\n")
    with pytest.raises(VocabularyError, match=r"words.tsv:3"):
        list(rows(file, columns=2))
