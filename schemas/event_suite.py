"""The row rules of `events`: a Great Expectations suite over the frame of `schemas.event_frame`.

A rule's name is what stands in `violations` and in `quality`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemas.event import DATE_SOURCES, GRANULARITIES
from schemas.event_frame import EARLIEST
from schemas.plover import ONTOLOGY_VERSION, TYPES
from schemas.suite import Rule, suite

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite


def _in_set(column: str, words: Iterable[str]) -> Rule:
    return Rule("ExpectColumnValuesToBeInSet", {"column": column, "value_set": list(words)})


def _equal(column: str, expected: str) -> Rule:
    pair = {"column_A": column, "column_B": expected, "ignore_row_if": "either_value_is_missing"}
    return Rule("ExpectColumnPairValuesToBeEqual", pair)


def _at_most(column: str, bound: str) -> Rule:
    pair = {"column_A": bound, "column_B": column, "or_equal": True, "ignore_row_if": "either_value_is_missing"}
    return Rule("ExpectColumnPairValuesAToBeGreaterThanB", pair)


def _between(column: str, least: float, most: float | None = None) -> Rule:
    return Rule("ExpectColumnValuesToBeBetween", {"column": column, "min_value": least, "max_value": most})


def _nothing_in(column: str) -> Rule:
    return Rule("ExpectColumnValuesToBeNull", {"column": column})


EVENT_RULES: dict[str, Rule] = {
    "required_values_present": _nothing_in("missing_values"),
    "event_id_well_formed": Rule("ExpectColumnValuesToMatchRegex", {"column": "event_id", "regex": "^[0-9a-f]{64}$"}),
    "event_id_once_per_position": Rule(
        "ExpectCompoundColumnsToBeUnique", {"column_list": ["event_id", "source", "partition", "offset"]}
    ),
    "event_type_known": _in_set("event_type", TYPES),
    "quad_class_fits_type": _equal("quad_class", "expected_quad_class"),
    "score_fits_type_and_modes": _equal("score", "expected_score"),
    "cameo_code_fits_type": _nothing_in("foreign_cameo"),
    "modes_belong_to_type": _nothing_in("foreign_modes"),
    "contexts_known": _nothing_in("unknown_contexts"),
    "auxiliary_known": _nothing_in("unknown_auxiliary"),
    "stances_known": _nothing_in("unknown_stances"),
    "countries_known": _nothing_in("unknown_countries"),
    "sectors_known": _nothing_in("unknown_sectors"),
    "recipient_where_required": _nothing_in("missing_recipient"),
    "confidence_in_range": _between("confidence", 0, 1),
    "spans_equal_text": _nothing_in("broken_spans"),
    "date_complete": _nothing_in("incomplete_date"),
    "date_from_1900": _between("event_date", EARLIEST),
    "date_within_horizon": _at_most("event_date", "horizon"),
    "date_end_within_horizon": _at_most("event_date_end", "horizon"),
    "dates_ordered": _at_most("event_date", "event_date_end"),
    "date_granularity_known": _in_set("date_granularity", GRANULARITIES),
    "date_source_known": _in_set("date_source", DATE_SOURCES),
    "coordinates_in_range": _nothing_in("bad_coordinates"),
    "counts_ordered": _nothing_in("bad_counts"),
    "ontology_known": _in_set("ontology_version", [ONTOLOGY_VERSION]),
}


def event_suite() -> "ExpectationSuite":
    """Return the suite of `EVENT_RULES`."""
    return suite("events", EVENT_RULES)
