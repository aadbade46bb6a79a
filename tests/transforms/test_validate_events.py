import datetime as dt
import logging
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.column import optional
from schemas.event import EVENT, QUARANTINE
from schemas.event_checks import CHECKS
from schemas.event_frame import DERIVED
from schemas.event_suite import EVENT_RULES
from schemas.suite import Rule, suite
from transforms.validate_events import Validated, validate_events

Row = dict[str, Any]
HERE = ("file:///news.jsonl", 0, 0)
Maker = Callable[..., Row]
LOOSE = pa.schema([optional(field) for field in EVENT])
NO_WORDS = {"text": "arrested", "start": 0, "end": 8}
CONVICTION = {"event_type": "SANCTION", "modes": ["convict"], "score": -6.0, "cameo_code": "16"}


def table(rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=LOOSE)


def violations(validated: Validated) -> list[list[str]]:
    return validated.quarantined["violations"].to_pylist()


def test_a_good_table_passes_as_it_is(event_row: Maker, event_text: str) -> None:
    events = table([event_row(number) for number in range(3)]).cast(EVENT)
    validated = validate_events(events, {HERE: event_text})
    assert validated.passed.equals(events, check_metadata=True)
    assert validated.quarantined.num_rows == 0
    assert validated.evaluated
    assert [(row.expectation, row.success, row.evaluated, row.unexpected) for row in validated.quality] == [
        (rule, True, 3, 0) for rule in EVENT_RULES
    ]


def nested(column: str, **changes: Any) -> Callable[[Row], Row]:
    """Return a change of a column's struct, or of the first of its structs."""

    def change(row: Row) -> Row:
        value = row[column]
        return {column: [{**value[0], **changes}] if isinstance(value, list) else {**value, **changes}}

    return change


BAD: list[tuple[str, Row | Callable[[Row], Row]]] = [
    ("required_values_present", {"article_id": None}),
    ("required_values_present", {"score": math.nan}),
    ("required_values_present", {"confidence": math.nan}),
    ("required_values_present", nested("actors", sectors=None)),
    ("required_values_present", {"contexts": ["crime", None]}),
    ("required_values_present", {"processed_at": None}),
    ("event_id_well_formed", {"event_id": "7"}),
    ("event_type_known", {"event_type": "YIELD", "modes": []}),
    ("quad_class_fits_type", {"quad_class": 1}),
    ("score_fits_type_and_modes", {"score": -7.5}),
    ("score_fits_type_and_modes", {"score": -math.inf}),
    ("cameo_code_fits_type", {"cameo_code": "190"}),
    ("cameo_code_fits_type", {"cameo_code": "179"}),
    ("cameo_code_fits_type", {"cameo_code": ""}),
    ("modes_belong_to_type", {"modes": ["arrest", "aerial"]}),
    ("contexts_known", {"contexts": ["weather"]}),
    ("auxiliary_known", {"auxiliary": ["past"]}),
    ("stances_known", nested("attribution", stance="says")),
    ("countries_known", nested("actors", country="XXX")),
    ("countries_known", nested("location", country="UNO")),
    ("sectors_known", nested("recipients", sectors=["UAF", "ARMY"])),
    ("recipient_where_required", CONVICTION | {"recipients": []}),
    ("confidence_in_range", {"confidence": 1.01}),
    ("confidence_in_range", {"confidence": -math.inf}),
    ("spans_equal_text", {"mentions": [NO_WORDS]}),
    ("date_complete", {"date_source": None}),
    ("date_complete", {"event_date": None}),
    ("date_from_1900", {"event_date": dt.date(1899, 12, 31)}),
    ("date_within_horizon", {"event_date": dt.date(2034, 1, 3), "event_date_end": None}),
    ("date_end_within_horizon", {"event_date_end": dt.date(2034, 1, 3)}),
    ("date_end_within_horizon", {"event_date_end": dt.date(2100, 1, 2), "published_at": None}),
    ("dates_ordered", {"event_date": dt.date(2024, 1, 2)}),
    ("date_granularity_known", {"date_granularity": "hour"}),
    ("date_source_known", {"date_source": "guess"}),
    ("coordinates_in_range", nested("location", latitude=90.5)),
    ("coordinates_in_range", nested("location", longitude=math.nan)),
    ("coordinates_in_range", nested("location", longitude=math.inf)),
    ("coordinates_in_range", nested("location", longitude=None)),
    ("counts_ordered", nested("counts", maximum=4)),
    ("counts_ordered", nested("counts", minimum=-1)),
    ("counts_ordered", nested("counts", minimum=None)),
    ("ontology_known", {"ontology_version": "cameo"}),
]


def test_each_bad_event_is_quarantined_under_the_name_of_its_rule(event_row: Maker, event_text: str) -> None:
    rows = []
    for number, (_, change) in enumerate(BAD):
        row = event_row(number)
        rows += [row | (change(row) if callable(change) else change), event_row(-number - 1)]
    validated = validate_events(table(rows), {HERE: event_text})
    assert violations(validated) == EXPECTED
    assert validated.passed.num_rows == len(BAD)
    assert validated.evaluated
    assert {rule for rule, _ in BAD} | {"event_id_once_per_position"} == set(EVENT_RULES)
    assert {row.expectation: row.unexpected for row in validated.quality if not row.success} == {
        rule: sum(rule in names for names in EXPECTED) for rule, _ in BAD
    }


ALSO = {28: ["date_complete"]}  # an end that is not there
EXPECTED = [sorted([rule, *ALSO.get(number, [])]) for number, (rule, _) in enumerate(BAD)]


def test_an_event_that_breaks_several_rules_names_them_all_in_order(event_row: Maker, event_text: str) -> None:
    validated = validate_events(table([event_row(score=1.0, confidence=2.0)]), {HERE: event_text})
    assert violations(validated) == [["confidence_in_range", "score_fits_type_and_modes"]]


def test_an_event_id_comes_once_at_a_position_and_again_at_another(event_row: Maker, event_text: str) -> None:
    rows = [event_row(1), event_row(1), event_row(2), event_row(2, offset=9)]
    validated = validate_events(table(rows), {HERE: event_text, (*HERE[:2], 9): event_text})
    assert violations(validated) == [["event_id_once_per_position"]] * 2
    assert validated.passed["offset"].to_pylist() == [0, 9]


def test_dates_that_python_cannot_hold_are_quarantined(event_row: Maker, event_text: str) -> None:
    events = table([event_row()])
    far = pa.array([2**31 - 1], pa.int32()).cast(pa.date32())
    for name in ("event_date", "event_date_end"):
        events = events.set_column(events.schema.get_field_index(name), EVENT.field(name), far)
    validated = validate_events(events, {HERE: event_text})
    assert violations(validated) == [["date_end_within_horizon", "date_within_horizon"]]


def test_an_event_without_its_article_has_no_spans_that_hold(event_row: Maker, event_text: str) -> None:
    validated = validate_events(table([event_row(), event_row(offset=5)]), {HERE: event_text})
    assert violations(validated) == [["spans_equal_text"]]


@pytest.mark.parametrize("name", ["event_type", "score", "trigger"])
def test_a_required_column_that_is_all_null_lets_nothing_pass(event_row: Maker, event_text: str, name: str) -> None:
    validated = validate_events(table([event_row(1) | {name: None}, event_row(2) | {name: None}]), {HERE: event_text})
    assert validated.passed.num_rows == 0
    assert validated.evaluated
    assert all("required_values_present" in names for names in violations(validated))


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("modes", "modes_belong_to_type"),
        ("confidence", "confidence_in_range"),
        ("event_date", "dates_ordered"),
    ],
)
def test_a_missing_column_quarantines_the_whole_chunk_loudly(
    event_row: Maker, event_text: str, caplog: pytest.LogCaptureFixture, name: str, rule: str
) -> None:
    events = table([event_row(1), event_row(2)]).drop_columns([name])
    validated = validate_events(events, {HERE: event_text})
    assert not validated.evaluated
    assert validated.passed.num_rows == 0
    assert validated.quarantined.schema.equals(QUARANTINE, check_metadata=True)
    assert validated.quarantined[name].null_count == 2
    assert all(f"{rule}: not evaluated" in names for names in violations(validated))
    assert any(record.levelno == logging.ERROR and rule in record.message for record in caplog.records)
    assert {row.expectation: row.success for row in validated.quality}[rule] is None


def test_a_check_that_raises_quarantines_the_whole_chunk(
    event_row: Maker, event_text: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(DERIVED, "bad_counts", lambda row: row["offset"] / 0)
    validated = validate_events(table([event_row(1), event_row(2, score=0.0)]), {HERE: event_text})
    assert violations(validated) == [
        ["counts_ordered: not evaluated"],
        ["counts_ordered: not evaluated", "score_fits_type_and_modes"],
    ]
    assert not validated.evaluated
    assert "ZeroDivisionError" in caplog.text


def test_an_expectation_that_raises_quarantines_the_whole_chunk(
    event_row: Maker, event_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = Rule("ExpectColumnValuesToBeBetween", {"column": "event_type", "min_value": 0})
    monkeypatch.setattr("transforms.validate_events._suite", lambda: suite("numbers", {"type_is_high": rule}))
    validated = validate_events(table([event_row(1), event_row(2)]), {HERE: event_text})
    assert violations(validated) == [["type_is_high: not evaluated"]] * 2
    assert validated.quality[0].message
    assert not validated.evaluated


def test_great_expectations_failing_as_a_whole_quarantines_the_whole_chunk(
    event_row: Maker, event_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transforms.expectations._whole_frame", lambda: dict[str, str]()["no such context"])
    validated = validate_events(table([event_row(1)]), {HERE: event_text})
    assert violations(validated) == [sorted(f"{rule}: not evaluated" for rule in EVENT_RULES)]


def test_a_chunk_without_events_needs_no_great_expectations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.validate_events._suite", None)
    validated = validate_events(EVENT.empty_table(), {})
    assert validated.passed.schema.equals(EVENT, check_metadata=True)
    assert validated.quarantined.schema.equals(QUARANTINE, check_metadata=True)
    assert validated.evaluated
    assert [(row.expectation, row.evaluated) for row in validated.quality] == [(rule, 0) for rule in EVENT_RULES]


def test_threads_get_the_rows_of_their_own_chunks(event_row: Maker, event_text: str) -> None:
    def bad_rows(chunk: int) -> list[str]:
        rows = [event_row(100 * chunk + number, confidence=2.0 if number == chunk else 0.5) for number in range(5)]
        return validate_events(table(rows), {HERE: event_text}).quarantined["event_id"].to_pylist()

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(bad_rows, range(5))) == [[event_row(101 * chunk)["event_id"]] for chunk in range(5)]


@settings(derandomize=True, max_examples=4, deadline=None)
@given(scores=st.lists(st.sampled_from([-7.0, 0.0, math.inf, None]), max_size=8))
def test_nothing_is_lost_between_passed_and_quarantined(
    event_row: Maker, event_text: str, scores: list[float | None]
) -> None:
    events = table([event_row(number, score=score) for number, score in enumerate(scores)])
    validated = validate_events(events, {HERE: event_text})
    parts = validated.passed.to_pylist() + validated.quarantined.drop_columns(["violations"]).to_pylist()
    assert sorted(parts, key=lambda row: row["event_id"]) == sorted(events.to_pylist(), key=lambda row: row["event_id"])
    assert validated.passed["score"].to_pylist() == [score for score in scores if score == -7.0]


def test_every_check_has_a_rule_that_looks_at_it() -> None:
    looked_at = {rule.arguments.get("column") for rule in EVENT_RULES.values()}
    assert {*CHECKS, "broken_spans"} <= looked_at
