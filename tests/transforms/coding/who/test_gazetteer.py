from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.coding import lexicon
from transforms.coding.lexicon import LexiconError
from transforms.coding.story import Story
from transforms.coding.who.entries import load
from transforms.coding.who.gazetteer import country_of, find, matches, table


def test_the_files_hold_what_was_promised() -> None:
    kinds: dict[str, set[str]] = {}
    for _, entry in load():
        kinds.setdefault(entry.kind, set()).add(f"{entry.name} {entry.country}")
    assert len(kinds["country"]) >= 195
    assert len(kinds["organisation"]) >= 1500
    assert len(kinds["leader"]) >= 3000


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Türkiye", "TUR"),
        ("DRC", "COD"),
        ("the Netherlands", "NLD"),
        ("Kosovo", "KOS"),
        ("Greenland", "DNK"),
        ("Abkhazia", "GEO"),
        ("Pyongyang", "PRK"),
        ("us", None),
        ("Atlantis", None),
    ],
)
def test_a_name_has_a_country(name: str, code: str | None) -> None:
    assert country_of(name) == code


def test_the_longest_name_wins(story: Callable[..., Story]) -> None:
    doc = story("The South Sudan army and the New York Times met us in the US.").doc
    assert [doc[match.first : match.stop].text for match in find(doc)] == ["South Sudan", "New York Times", "US"]


def test_dotted_and_accented_forms_are_one(story: Callable[..., Story]) -> None:
    doc = story("The U.S. and the Élysée agreed.").doc
    assert [match.entries[0].country for match in find(doc)] == ["USA", "FRA"]


def test_the_table_is_made_once() -> None:
    assert table() is table()


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("Foo\t\tUSA\tXYZ\toffice\tmine\t2024", "'XYZ' is no PLOVER sector"),
        ("Foo\t\tUSA\tGOV\tmighty\tmine\t2024", "'mighty' is no standing"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, cause: str) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors/organisations.tsv").write_text(f"# mine\n{row}\n", encoding="utf-8")
    with lexicon.used(tmp_path), pytest.raises(LexiconError, match=f"organisations.tsv:2: {cause}"):
        list(load())


def test_every_shipped_row_is_read_from_the_data_folder() -> None:
    assert (lexicon.DATA / "actors" / "leaders.tsv").exists()


@pytest.mark.parametrize(
    ("published", "sectors"), [("2019-05-01", ("REB",)), ("2023-05-01", ("GOV", "REB")), (None, ("GOV", "REB"))]
)
def test_an_armed_group_is_no_government_before_it_rules(
    story: Callable[..., Story], published: str | None, sectors: tuple[str, ...]
) -> None:
    told = story("The Taliban seized a bridge.", published=published)
    assert matches(told)[1].entries[0].sectors == sectors
