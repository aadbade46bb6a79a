"""The rules of whole partitions, as Great Expectations suites over the frames of `schemas.partition_frame`.

Thresholds and their reasons stand in schemas/data/partition_rules.tsv.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from schemas.suite import Rule, suite
from schemas.vocabulary import DATA, rows

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite

KINDS = {
    "rows": "ExpectTableRowCountToBeBetween",
    "mean": "ExpectColumnMeanToBeBetween",
    "distinct": "ExpectColumnUniqueValueCountToBeBetween",
}


class PartitionRule(NamedTuple):
    """A rule of a whole partition.

    Attributes:
        table: The table whose rows it measures.
        column: The column that it measures; None for the number of rows.
        from_rows: With fewer values it is not judged.
        rule: The expectation.
    """

    table: str
    column: str | None
    from_rows: int
    rule: Rule


def _rules() -> dict[str, PartitionRule]:
    return {name: _rule(cells) for name, *cells in rows(DATA / "partition_rules.tsv", columns=8)}


def _rule(cells: list[str]) -> PartitionRule:
    table, measure, column, least, most, from_rows, reason = cells
    bounds = {"min_value": float(least) if least else None, "max_value": float(most) if most else None}
    arguments = {"column": column, **bounds} if column else bounds
    return PartitionRule(table, column or None, int(from_rows), Rule(KINDS[measure], arguments, reason))


PARTITION_RULES: dict[str, PartitionRule] = _rules()


def partition_suite(rules: Mapping[str, PartitionRule]) -> "ExpectationSuite":
    """Return the suite of some of `PARTITION_RULES`."""
    return suite("partition", {name: known.rule for name, known in rules.items()})
