"""Whatever an article says, a row is one line with as many cells as there are columns, and no cell is a formula."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.exporting.flat import COLUMNS, flat_row, guarded, unguarded
from transforms.exporting.gdelt import gdelt_rows
from transforms.exporting.layout import GDELT, POLECAT
from transforms.exporting.lines import comma_line, tab_line
from transforms.exporting.plain import one_line, plain, plain_url
from transforms.exporting.plover import plover_line
from transforms.exporting.polecat import polecat_row

Row = dict[str, Any]
NASTY = st.text(
    st.one_of(st.sampled_from("\t\n\r\0\x0b\x0c\x1c\x85\u2028\u2029\ufeff\u202e\"'\\#;|,=+-@ａ＝🦊<"), st.characters())
)


@given(text=NASTY, name=NASTY, url=NASTY)
@settings(derandomize=True, max_examples=60, deadline=None)
def test_every_row_is_one_line_of_all_its_cells(told: Callable[..., Row], text: str, name: str, url: str) -> None:
    actor = told()["actors"][0] | {"text": text, "name": name or None}
    place = told()["location"] | {"text": text, "name": name}
    event = told(actors=[actor, actor], location=place, url=url or None, publisher=text, title=name, article_id=text)
    for row in gdelt_rows(event):
        assert_one_line(tab_line(row), len(GDELT))
    assert_one_line(tab_line(polecat_row(event)), len(POLECAT))
    assert json.loads(plover_line(event))["cite_info"].get("title", "") == name
    assert len(plover_line(event).splitlines()) == 1
    assert_flat(event)


def assert_one_line(line: bytes, cells: int) -> None:
    text = line.decode()
    assert text.splitlines() == [text[:-1]]
    assert text.count("\t") == cells - 1
    assert not set(text) & set('"\\#\0')


def assert_flat(event: Row) -> None:
    line = comma_line(flat_row(event)).decode()
    (row,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    cells = dict(zip(COLUMNS, row, strict=True))
    assert line.splitlines() == [line[:-2]]
    assert unguarded(cells["publisher"]) == one_line(event["publisher"])
    for name in ("publisher", "title", "url", "article_id", "location_text", "actor_names"):
        assert cells[name].lstrip()[:1] not in set("=+-@＝＋－＠") - {""}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "＝1", "'", ""])
def test_a_guard_makes_text_of_formulas_and_comes_off(text: str) -> None:
    assert unguarded(guarded(one_line(text))) == one_line(text)
    assert guarded(one_line(text)).lstrip()[:1] in {"'", ""}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Riga", "Riga"),
        ('The\t"Front"\r\n of\0Riga', "The 'Front' of Riga"),
        ("Côte d'Ivoire", "Côte d'Ivoire"),
        ("C:\\new#1", "C:/new 1"),
        ("one\u2028two\x85three", "one two three"),
        (None, ""),
    ],
)
def test_text_becomes_a_cell(text: str | None, cell: str) -> None:
    assert plain(text) == cell


@pytest.mark.parametrize(
    ("url", "cell"),
    [
        ("https://example.org/a?b=c&d=%20#top", "https://example.org/a?b=c&d=%20"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/\n\t\0", "https://example.org/%0A%09%00"),
        ("https://example.org/Rīga", "https://example.org/Rīga"),
    ],
)
def test_an_address_becomes_a_cell(url: str, cell: str) -> None:
    assert plain_url(url) == cell
