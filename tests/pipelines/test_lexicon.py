"""`dateline lexicon`: a user's own entries, checked, and what they change."""

import json
from pathlib import Path

import pytest

from pipelines.lexicon import check_lexicon, try_lexicon

TEXTS = (
    "The soldiers of Chad were strold by the Varkadian League.",
    "Norway condemned the army of Chad.",
    "Rain fell in Oslo.",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "own"
    (own / "actors").mkdir(parents=True)
    (own / "actors/organisations.tsv").write_text("Varkadian League\tVaLe\tNOR\tREB\tarmed\tmine\t2024\n", "utf-8")
    (own / "verbs.tsv").write_text("# mine\nstrell\tobj:PARTY\tASSAULT\t\t190\t1\n", "utf-8")
    (own / "irregular.tsv").write_text("strell\tstrold\tstrold\tstrelling\n", "utf-8")
    (own / "wrong_senses.tsv").write_text("condemn\tobj:army\t*\tonly for this test\n", "utf-8")
    return own


def test_what_each_file_adds_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_lexicon(folder) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [f"{name}: 1 entries" for name in sorted(("actors/organisations.tsv", "irregular.tsv", "verbs.tsv",
                                                             "wrong_senses.tsv"))]  # fmt: skip


def test_every_error_of_a_folder_is_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "verbs.tsv").write_text("strell\tobj\tASSAULTS\t\t190\t1\n\nstrell\tobj\tASSAULT\t\t190\t7\n", "utf-8")
    (folder / "quantities.tsv").write_text("umpteen\tvague\tmany\t\n", "utf-8")
    (folder / "cues.tsv").write_bytes(b"say\tverb\tasserts\tthat\nsa\xffy\tverb\n")
    (folder / "verb.tsv").write_text("", "utf-8")
    assert check_lexicon(folder) == 1
    said = capsys.readouterr().err
    for part in (
        "verbs.tsv:1: ", "verbs.tsv:3: weight 7 is not between 0 and 1", "quantities.tsv:1: 'many' is no whole number",
        "cues.tsv:2: not UTF-8: byte 0xff", "verb.tsv: no lexicon file has this name, so it would not be read; did you",
    ):  # fmt: skip
        assert part in said


def test_what_appears_vanishes_and_changes_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps({"id": f"a{n}", "text": text}) + "\n" for n, text in enumerate(TEXTS)), "utf-8")
    assert try_lexicon(folder, [str(file)], None) == 0
    said = capsys.readouterr().out
    assert "appear\n    a0 ASSAULT <strold> the Varkadian League (NOR) -> The soldiers of Chad (TCD)\n" in said
    assert "vanish\n    a1 ACCUSE <condemned> Norway (NOR)" in said
    assert said.endswith("3 articles: 1 appear, 1 vanish, 0 change\n")
