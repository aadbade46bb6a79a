"""Whole partitions checked: volume, shares of nulls, mix of types."""

import logging
from typing import TYPE_CHECKING

import pyarrow as pa

from schemas.partition_frame import article_measures, event_measures
from schemas.partition_suite import PARTITION_RULES, PartitionRule, partition_suite
from schemas.quality import Quality
from transforms.expectations import Finding, findings

if TYPE_CHECKING:
    import pandas as pd


def validate_partition(articles: pa.Table, events: pa.Table) -> tuple[Quality, ...]:
    """Return what each of `PARTITION_RULES` found in the articles and the events of one partition.

    The message is the measured value. A rule that has too few rows to judge holds, with nothing evaluated. None blames
    single rows, so `unexpected` is 0.

    Args:
        articles: Rows of `ARTICLE`.
        events: Rows of `EVENT`.
    """
    frames = {"articles": article_measures(articles), "events": event_measures(events)}
    return tuple(row for table, frame in frames.items() for row in _qualities(table, frame))


def _qualities(table: str, frame: "pd.DataFrame") -> list[Quality]:
    rules = {name: known for name, known in PARTITION_RULES.items() if known.table == table}
    judged = {name: known for name, known in rules.items() if _values(known, frame) >= known.from_rows}
    found = findings(partition_suite(judged), frame) if judged else {}
    return [_quality(name, known, frame, found.get(name)) for name, known in rules.items()]


def _values(known: PartitionRule, frame: "pd.DataFrame") -> int:
    return int(frame[known.column].notna().sum()) if known.column else len(frame)


def _quality(name: str, known: PartitionRule, frame: "pd.DataFrame", finding: Finding | None) -> Quality:
    values = _values(known, frame)
    if finding is None:
        return Quality(name, True, 0, 0, f"{values} rows: judged from {known.from_rows}", known.table)
    if finding.success is None:
        logging.getLogger("dateline").error("rule %s not evaluated: %s", name, finding.message)
        return Quality(name, None, 0, 0, finding.message, known.table)
    return Quality(name, finding.success, values, 0, finding.message, known.table)
