import json
from collections.abc import Callable
from typing import Any

from published_types import POLECAT_NAMES

from transforms.exporting.flat import COLUMNS, flat_row
from transforms.exporting.layout import POLECAT, text_layout
from transforms.exporting.plover import plover_line
from transforms.exporting.polecat import MISSING, polecat_row

Row = dict[str, Any]
Make = Callable[..., Row]


def polecat(event: Row) -> Row:
    return dict(zip(POLECAT_NAMES, polecat_row(event), strict=True))


def test_the_layout_of_polecat_is_the_published_one() -> None:
    assert [column.name for column in POLECAT] == POLECAT_NAMES


def test_an_event_is_a_row_of_polecat(told: Make) -> None:
    row = polecat(told())
    assert {name: cell for name, cell in row.items() if cell != MISSING} == {
        "Event ID": told()["event_id"], "Event Date": "2024-01-01", "Event Type": "COERCE", "Event Mode": "arrest",
        "Intensity": "-7.0", "Quad Code": "MATERIAL CONFLICT", "Contexts": "crime; legal; historical",
        "Actor Country": "LVA", "Actor COW": "367", "Primary Actor Sector": "COP", "Actor Sectors": "COP|GOV",
        "Actor Name Raw": "Police", "Primary Recipient Sector": "UAF", "Recipient Sectors": "UAF",
        "Recipient Name Raw": "members of a militia", "Placename": "Riga", "City": "Riga", "Country": "LVA",
        "Latitude": "56.946", "Longitude": "24.106", "GeoNames ID": "456172", "Raw Placename": "Riga",
        "Source": "Riga Wire", "Publication Date": "2024-01-02", "Language": "en", "Version": "0.1.0+abc",
    }  # fmt: skip


def test_lists_of_polecat_have_an_item_for_each_party(told: Make) -> None:
    police, other = told()["actors"][0], told()["recipients"][0]
    row = polecat(told(actors=[police, other | {"text": "a; b | c"}]))
    assert row["Actor Country"] == "LVA; None"
    assert row["Actor Sectors"] == "COP|GOV; UAF"
    assert row["Actor Name Raw"] == "Police; a, b , c"


def test_an_event_is_an_object_of_plover(told: Make) -> None:
    line = plover_line(told(auxiliary=["negation"]))
    event = json.loads(line)
    assert line.isascii()
    assert event["event"] == ["COERCE"]
    assert event["context"] == ["crime", "legal", "negation"]
    assert event["source"] == [{"code": "LVA", "sector": "COPGOV", "actor_text": "Police"}]
    assert event["recipient"] == [{"sector": "UAF", "actor_text": "members of a militia"}]
    assert event["event_loc"]["country code"] == "LV"
    assert event["text_info"] == {"sequence": 0, "start": 14, "end": 102}
    assert event["size"] == {"arrested": 5}
    assert event["attribution"] == [{"source": event["attribution"][0]["source"], "cue": "said", "stance": "asserts"}]
    assert event["cite_info"]["codebook"] == "plover-0.8"


def test_what_the_codebook_requires_is_there_even_if_it_is_not_known(told: Make) -> None:
    event = json.loads(plover_line(told(event_date=None, actors=[], location=None, counts=[])))
    assert event["date"] is None
    assert event["source"] == []
    assert not event.keys() & {"event_loc", "size"}


def test_an_event_is_a_flat_row(told: Make) -> None:
    row = dict(zip(COLUMNS, flat_row(told()), strict=True))
    assert (row["score"], row["trigger_text"], row["actor_names"]) == (-7.0, "arrested", "Police")
    assert json.loads(str(row["actors"])) == told()["actors"]
    assert row["published_at"] == "2024-01-02T12:00:00+00:00"
    assert {name for name, cell in row.items() if cell is None} == set()


def test_a_layout_can_be_read() -> None:
    assert len(text_layout("gdelt").splitlines()) == 62
    assert "always 0" in text_layout("gdelt")
