"""Events as the flat frame that Great Expectations looks at: scalar columns, and a column for each nested check."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from schemas.event_checks import CHECKS, Row
from schemas.plover import MODES, TYPES, score
from schemas.span_check import broken_spans

if TYPE_CHECKING:
    import pandas as pd

SCALARS = (
    *("event_id", "source", "partition", "offset", "event_type", "quad_class", "score", "confidence"),
    *("event_date", "event_date_end", "date_granularity", "date_source", "ontology_version"),
)
EPOCH = dt.date(1970, 1, 1)
DAY_IN_MICROSECONDS = 24 * 60 * 60 * 1_000_000
EARLIEST = (dt.date(1900, 1, 1) - EPOCH).days
LATEST = (dt.date(2100, 1, 1) - EPOCH).days
TEN_YEARS = 3653


def horizon(row: Row) -> int:
    """Return the last day that an event may have: ten years after publication, never after 1 January 2100."""
    published = row["published_at"]
    return LATEST if published is None else min(published // DAY_IN_MICROSECONDS + TEN_YEARS, LATEST)


def expected_quad_class(row: Row) -> int | None:
    """Return the quad class of the event's type; None if PLOVER has no such type."""
    known = TYPES.get(row["event_type"])
    return known.quad_class if known else None


def expected_score(row: Row) -> float | None:
    """Return the score of the event's type and modes; None if PLOVER has no such type, or no such mode of it."""
    event_type, modes = row["event_type"], row["modes"] or ()
    if event_type not in TYPES or any((event_type, mode) not in MODES for mode in modes):
        return None
    return score(event_type, modes)


def _named(check: Callable[[Row], list[str]]) -> Callable[[Row], str | None]:
    return lambda row: "; ".join(check(row)) or None


DERIVED: dict[str, Callable[[Row], Any]] = {
    "horizon": horizon,
    "expected_quad_class": expected_quad_class,
    "expected_score": expected_score,
    "broken_spans": _named(broken_spans),
    **{name: _named(check) for name, check in CHECKS.items()},
}


def event_frame(events: pa.Table, texts: Mapping[tuple[str, int, int], str]) -> "pd.DataFrame":
    """Return the frame of a chunk's events: `row` (their number), scalar columns and derived ones.

    Dates are days since 1970. A column that is not in the table, or whose check fails on it, is not in the frame, so
    that its rule cannot be evaluated.

    Args:
        events: Events of one chunk.
        texts: The articles' texts by source, partition and offset.
    """
    import pandas as pd

    rows = _rows(events, texts)
    frame = {
        "row": range(len(rows)),
        **{name: [row[name] for row in rows] for name in SCALARS if name in events.column_names},
    }
    for name, derive in DERIVED.items():
        try:
            frame[name] = [derive(row) for row in rows]
        except Exception:
            logging.getLogger("dateline").exception("check %s failed", name)
    return pd.DataFrame(frame)


def _rows(events: pa.Table, texts: Mapping[tuple[str, int, int], str]) -> list[Row]:
    # Python's dates end with the year 9999, Arrow's do not: the check that finds such a date must not stop at it.
    plain = {name: _numbered(column) for name, column in zip(events.column_names, events.columns, strict=True)}
    rows: list[Row] = pa.table(plain).to_pylist()
    return [{**row, "article_text": texts.get((row["source"], row["partition"], row["offset"]))} for row in rows]


def _numbered(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_date32(column.type):
        return column.cast(pa.int32())
    return column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column
