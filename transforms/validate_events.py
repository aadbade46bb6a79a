"""Events checked against their row rules: which pass, which are quarantined and why, and how the rules did."""

import functools
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from schemas.event import EVENT, QUARANTINE
from schemas.event_frame import event_frame
from schemas.event_suite import EVENT_RULES, event_suite
from schemas.quality import Quality
from transforms.expectations import Finding, findings

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite


class Validated(NamedTuple):
    """A chunk's events, parted by their rules.

    Attributes:
        passed: Those that broke none, as they came; schema `EVENT`.
        quarantined: The others, as they came; schema `QUARANTINE`.
        quality: What each rule found.
        evaluated: Whether every rule could be evaluated; if not, every event is in quarantine.
    """

    passed: pa.Table
    quarantined: pa.Table
    quality: tuple[Quality, ...]
    evaluated: bool


def validate_events(events: pa.Table, texts: Mapping[tuple[str, int, int], str]) -> Validated:
    """Check the events of a chunk against `EVENT_RULES`.

    An event that breaks a rule is quarantined with the rule's name. A rule that could not be evaluated quarantines the
    whole chunk under the name `<rule>: not evaluated`.

    Args:
        events: Events of one chunk, cast to `EVENT`. Where a column other than the position is
            missing, its rules cannot be evaluated.
        texts: The articles' texts by source, partition and offset.
    """
    found = findings(_suite(), event_frame(events, texts)) if events.num_rows else _nothing()
    violations = _violations(found, events.num_rows)
    broken = pa.array([bool(names) for names in violations], pa.bool_())
    passed = events.filter(pc.invert(broken))
    return Validated(
        passed=_fitted(passed, EVENT) if passed.num_rows else EVENT.empty_table(),
        quarantined=_quarantine(events.filter(broken), [names for names in violations if names]),
        quality=_quality(found, events.num_rows),
        evaluated=_evaluated(found),
    )


@functools.cache
def _suite() -> "ExpectationSuite":
    return event_suite()


def _nothing() -> dict[str, Finding]:
    return dict.fromkeys(EVENT_RULES, Finding(success=True))


def _evaluated(found: Mapping[str, Finding]) -> bool:
    for rule, finding in found.items():
        if finding.success is None:
            logging.getLogger("dateline").error("rule %s not evaluated, chunk quarantined: %s", rule, finding.message)
    return all(finding.success is not None for finding in found.values())


def _violations(found: Mapping[str, Finding], length: int) -> list[list[str]]:
    """Return the names of the rules that each event broke, sorted."""
    stopped = [f"{rule}: not evaluated" for rule, finding in found.items() if finding.success is None]
    broken: list[list[str]] = [list(stopped) for _ in range(length)]
    for rule, finding in found.items():
        for row in finding.rows:
            broken[row].append(rule)
    return [sorted(names) for names in broken]


def _quality(found: Mapping[str, Finding], length: int) -> tuple[Quality, ...]:
    return tuple(
        Quality(rule, finding.success, 0 if finding.success is None else length, len(finding.rows), finding.message)
        for rule, finding in found.items()
    )


def _quarantine(events: pa.Table, violations: list[list[str]]) -> pa.Table:
    field = QUARANTINE.field("violations")
    return _fitted(events.append_column(field, pa.array(violations, field.type)), QUARANTINE)


def _fitted(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return the table with the schema's columns; one that it has not is null."""
    absent = pa.nulls(table.num_rows)
    columns = {name: table[name] if name in table.column_names else absent for name in schema.names}
    return pa.table(columns).cast(schema)
