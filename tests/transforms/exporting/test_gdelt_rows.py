import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from published_types import GDELT_FLOATS, GDELT_INTEGERS, GDELT_NAMES

from schemas.plover import CAMEO, COUNTRIES, SECTORS, SUPRANATIONAL
from transforms.exporting.codes import COUNTRY, cameo_actor, goldstein, quad_class
from transforms.exporting.gdelt import gdelt_rows
from transforms.exporting.layout import GDELT
from transforms.exporting.left_out import left_out
from transforms.exporting.pairs import MOST, number_of_pairs, pairs

Row = dict[str, Any]
Make = Callable[..., Row]


def cells(event: Row) -> list[dict[str, str]]:
    return [dict(zip(GDELT_NAMES, row, strict=True)) for row in gdelt_rows(event)]


def party(text: str, **more: Any) -> Row:
    return {"text": text, "start": 0, "end": len(text), "name": None, "country": None, "sectors": []} | more


def test_the_layout_is_the_one_that_published_readers_have() -> None:
    assert [column.name for column in GDELT] == GDELT_NAMES
    assert {column.name for column in GDELT if column.kind == "integer"} == GDELT_INTEGERS
    assert {column.name for column in GDELT if column.kind == "number"} == GDELT_FLOATS
    assert {column.filled for column in GDELT} == {"yes", "partly", "no"}


def test_an_event_is_a_row_of_61_cells(told: Make) -> None:
    (row,) = cells(told())
    filled = {name: cell for name, cell in row.items() if cell not in {"", "0"}}
    assert filled == {
        "GLOBALEVENTID": str(int("5feceb66ffc86", 16)), "SQLDATE": "20240101", "MonthYear": "202401", "Year": "2024",
        "FractionDate": "2024.0027", "Actor1Code": "LVACOPGOV", "Actor1Name": "POLICE", "Actor1CountryCode": "LVA",
        "Actor1Type1Code": "COP", "Actor1Type2Code": "GOV", "Actor2Code": "UAF", "Actor2Name": "MEMBERS OF A MILITIA",
        "Actor2Type1Code": "UAF", "IsRootEvent": "1", "EventCode": "173", "EventBaseCode": "173",
        "EventRootCode": "17", "QuadClass": "4", "GoldsteinScale": "-5.0", "NumMentions": "2", "NumSources": "1",
        "NumArticles": "1", "ActionGeo_Type": "4", "ActionGeo_FullName": "Riga, Latvia",
        "ActionGeo_CountryCode": "LG", "ActionGeo_ADM1Code": "LG25", "ActionGeo_Lat": "56.946",
        "ActionGeo_Long": "24.106", "DATEADDED": "20240102120000", "SOURCEURL": "https://example.org/a",
    }  # fmt: skip


def test_columns_said_to_be_empty_are_empty_and_integers_never_are(told: Make) -> None:
    for row in cells(told()) + cells(told(location=None, actors=[], recipients=[], url=None, published_at=None)):
        for column in GDELT:
            assert column.kind != "integer" or row[column.name].isdigit()
            assert column.filled != "no" or row[column.name] in {"", "0"}


@pytest.mark.parametrize(
    ("day", "fraction"),
    [(dt.date(2015, 2, 18), "2015.1315"), (dt.date(2023, 12, 31), "2023.9890"), (dt.date(987, 1, 1), "987.0027")],
)
def test_the_fraction_of_a_day_is_that_of_gdelt(day: dt.date, fraction: str, told: Make) -> None:
    (row,) = cells(told(event_date=day))
    assert row["FractionDate"] == fraction
    assert len(row["SQLDATE"]) == 8


def test_ids_are_those_of_the_event_and_follow_each_other(told: Make) -> None:
    event = told(actors=[party("A"), party("B")], recipients=[party("C"), party("D")])
    ids = [int(row["GLOBALEVENTID"]) for row in cells(event)]
    assert ids == [ids[0] + number for number in range(4)]
    assert event["event_id"].startswith(f"{ids[0]:013x}")
    assert float(ids[-1]) == ids[-1] < 2**53


@pytest.mark.parametrize(
    ("kind", "actors", "recipients", "expected"),
    [
        ("COERCE", "ab", "c", ["ac", "bc"]),
        ("PROTEST", "a", "", ["a-"]),
        ("ASSAULT", "", "c", ["-c"]),
        ("ASSAULT", "", "", ["--"]),
        ("CONSULT", "abc", "", ["ab", "ac", "ba", "bc", "ca", "cb"]),
        ("CONSULT", "a", "", ["a-"]),
        ("PROTEST", "ab", "", ["a-", "b-"]),
    ],
)
def test_every_pair_is_a_row(kind: str, actors: str, recipients: str, expected: list[str], told: Make) -> None:
    event = told(event_type=kind, actors=[*map(party, actors)], recipients=[*map(party, recipients)])
    assert ["".join(one["text"] if one else "-" for one in pair) for pair in pairs(event)] == expected
    assert number_of_pairs(event) == len(expected)


def test_a_summit_of_thousands_is_cut_and_counted(told: Make) -> None:
    event = told(event_type="CONSULT", actors=[party(str(number)) for number in range(5000)], recipients=[])
    assert len(pairs(event)) == len(cells(event)) == MOST
    assert number_of_pairs(event) == 5000 * 4999


def claim(stance: str) -> list[Row]:
    return [{"source": party("the ministry"), "cue": {"text": "said", "start": 0, "end": 4}, "stance": stance}]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"auxiliary": []}, None),
        ({"auxiliary": ["negation"]}, "negation"),
        ({"auxiliary": ["hypothetical", "negation"]}, "negation"),
        ({"auxiliary": ["future"]}, "future"),
        ({"attribution": claim("denies")}, "denied"),
        ({"attribution": [*claim("asserts"), *claim("denies")]}, "denied"),
        ({"attribution": claim("doubts")}, "doubted"),
        ({"attribution": claim("predicts")}, "predicted"),
        ({"attribution": []}, None),
        ({"event_date": None}, "undated"),
        ({"auxiliary": ["historical"], "date_source": "published"}, "historical without a day"),
    ],
)
def test_what_did_not_happen_on_a_day_is_left_out(changes: Row, reason: str | None, told: Make) -> None:
    assert left_out(told(**changes)) == reason


@pytest.mark.parametrize(
    ("country", "sectors", "code", "state", "group", "types"),
    [
        ("USA", ["GOV"], "USAGOV", "USA", "", ("GOV",)),
        ("ROU", [], "ROM", "ROM", "", ()),
        ("UNO", [], "IGOUNO", "", "UNO", ("IGO",)),
        ("EUR", ["GOV"], "IGOEUREECGOV", "EUR", "EEC", ("IGO", "GOV")),
        ("NGO", ["MED"], "NGOHLH", "", "", ("NGO", "HLH")),
        (None, ["UNK"], "", "", "", ()),
        ("FRA", ["GOV", "MIL", "SPY", "COP"], "FRAGOVMILSPY", "FRA", "", ("GOV", "MIL", "SPY")),
    ],
)
def test_actors_have_cameo_codes(
    country: str | None, sectors: list[str], code: str, state: str, group: str, types: tuple[str, ...]
) -> None:
    assert cameo_actor(party("x", country=country, sectors=sectors)) == (code, state, group, types)


@pytest.mark.parametrize(
    ("changes", "kind", "name", "division"),
    [
        ({}, "4", "Riga, Latvia", "LG25"),
        ({"country": "USA", "name": "Austin", "admin1": "TX"}, "3", "Austin, United States", "USTX"),
        ({"geonames_id": None, "name": "Latvia", "admin1": None}, "1", "Latvia", "LG"),
        ({"geonames_id": None, "name": None, "admin1": None}, "1", "Latvia", "LG"),
        ({"geonames_id": None, "name": "Cabinda", "country": "AGO", "admin1": None}, "5", "Cabinda, Angola", "AO"),
        ({"geonames_id": None, "name": "Texas", "country": "USA", "admin1": "TX"}, "2", "Texas, United States", "USTX"),
        ({"country": "GBR", "name": "Windsor", "admin1": "ENG"}, "4", "Windsor, United Kingdom", "UK"),
        ({"geonames_id": None, "name": None, "country": None, "admin1": None}, "0", "Riga", ""),
    ],
)
def test_places_are_told_as_gdelt_tells_them(changes: Row, kind: str, name: str, division: str, told: Make) -> None:
    (row,) = cells(told(location=told()["location"] | changes))
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_ADM1Code"]) == (kind, name, division)


def test_every_code_of_ours_has_a_place_in_the_tables() -> None:
    assert COUNTRY.keys() == COUNTRIES.keys()
    assert all(-10 <= goldstein(code) <= 10 and quad_class(code) in {1, 2, 3, 4} for code in CAMEO)
    unknown = {code for code in {**SECTORS, **SUPRANATIONAL} if not cameo_actor(party("", sectors=[code])).types}
    assert unknown == {"PRM", "PTY", "UNK", "PRE", "REL"}
