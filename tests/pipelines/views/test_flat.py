"""The flat views: pairs of actors, claims, counts by day."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from small_output import Row, output, write_rows

from pipelines.views.connect import connect

Make = Callable[..., Row]


def party(name: str | None, country: str | None = None) -> Row:
    return {"text": name or "they", "start": 0, "end": 4, "name": name, "country": country, "sectors": ["GOV"]}


def claim(name: str, stance: str) -> Row:
    return {"source": party(name, "KEN"), "cue": {"text": "said", "start": 0, "end": 4}, "stance": stance}


def ask(folder: Path, make: Make, query: str, **event: Any) -> list[Any]:
    store = output(folder)
    write_rows(store, "events", [make(0, **event)])
    return connect(store.root).sql(query).fetchall()


PAIRS: list[tuple[str, list[str], list[str], list[tuple[str | None, str | None]]]] = [
    ("COERCE", ["A", "B"], ["C"], [("A", "C"), ("B", "C")]),
    ("COERCE", ["A"], ["B", "C"], [("A", "B"), ("A", "C")]),
    ("COERCE", ["A"], [], [("A", None)]),
    ("COERCE", [], ["B"], [(None, "B")]),
    ("COERCE", [], [], [(None, None)]),
    ("COERCE", ["A", "B"], [], [("A", None), ("B", None)]),
    ("CONSULT", ["A", "B"], [], [("A", "B"), ("B", "A")]),
    ("CONSULT", ["A"], [], [("A", None)]),
    ("CONSULT", ["A", "B"], ["C"], [("A", "C"), ("B", "C")]),
    ("ACCUSE", ["A"], ["A"], [("A", "A")]),
]


def test_a_row_is_a_pair(tmp_path: Path, event_row: Make) -> None:
    store = output(tmp_path)
    rows = [
        event_row(n, offset=n, event_type=kind, actors=[*map(party, actors)], recipients=[*map(party, recipients)])
        for n, (kind, actors, recipients, _) in enumerate(PAIRS)
    ]
    write_rows(store, "events", rows)
    found = connect(store.root).sql('select "offset", actor_name, recipient_name from event_actors order by all')
    assert found.fetchall() == [(n, *pair) for n, (*_, pairs) in enumerate(PAIRS) for pair in pairs]


def test_a_pair_says_country_and_sectors_of_both_sides(tmp_path: Path, event_row: Make) -> None:
    query = "select actor_country, actor_sectors, recipient_country, recipient_sectors, country from event_actors"
    assert ask(tmp_path, event_row, query) == [("LVA", ["COP", "GOV"], None, ["UAF"], "LVA")]


def test_a_claim_says_who_how_and_how_deep(tmp_path: Path, event_row: Make) -> None:
    query = "select nesting, source_name, source_country, cue, stance from claims order by nesting"
    attribution = [claim("the army", "denies"), claim("the BBC", "asserts")]
    expected = [(1, "the army", "KEN", "said", "denies"), (2, "the BBC", "KEN", "said", "asserts")]
    assert ask(tmp_path, event_row, query, attribution=attribution) == expected


def test_what_the_article_asserts_itself_has_no_claim(tmp_path: Path, event_row: Make) -> None:
    assert ask(tmp_path, event_row, "from claims", attribution=[]) == []


COUNTED: list[tuple[Row, tuple[str | None, str | None, int]]] = [
    ({}, ("2024-01-01", "LVA", 1)),
    ({"event_date": None}, ("2024-01-02", "LVA", 1)),
    ({"event_date": None, "published_at": None}, (None, "LVA", 1)),
    ({"location": None, "recipients": [party("B", "KEN")]}, ("2024-01-01", "KEN", 1)),
    ({"location": None, "recipients": [party("EU", "EUR")]}, ("2024-01-01", "LVA", 1)),
    ({"location": None, "actors": [party("x")], "recipients": []}, ("2024-01-01", None, 1)),
    ({"auxiliary": ["future"]}, ("2024-01-01", "LVA", 0)),
    ({"auxiliary": ["negation"]}, ("2024-01-01", "LVA", 0)),
    ({"attribution": [claim("the army", "denies")]}, ("2024-01-01", "LVA", 0)),
]


def test_a_count_has_a_day_a_country_and_what_happened(tmp_path: Path, event_row: Make) -> None:
    store = output(tmp_path)
    write_rows(store, "events", [event_row(n, quad_class=n, **event) for n, (event, _) in enumerate(COUNTED)])
    counted = "select day::varchar, country, happened from daily_counts where events = 1 order by quad_class"
    assert connect(store.root).sql(counted).fetchall() == [row for _, row in COUNTED]
