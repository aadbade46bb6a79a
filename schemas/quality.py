"""What an expectation found, and the table `quality`."""

from typing import NamedTuple

import pyarrow as pa

from schemas.column import INSTANT, column, required


class Quality(NamedTuple):
    """What one expectation found in a chunk's events, or in a closed partition of a table. Fields as in `QUALITY`."""

    expectation: str
    success: bool | None
    evaluated: int
    unexpected: int
    message: str | None = None
    table: str = "events"


QUALITY = pa.schema(
    [
        column("source", pa.string(), "Source of the chunk; null for a whole partition of a table."),
        column("partition", pa.int32(), "Partition of the source; null for a whole partition of a table."),
        column("chunk", pa.int64(), "First offset of the chunk; null for a whole partition of a table."),
        required("table", pa.string(), "The table that was looked at."),
        required("expectation", pa.string(), "Name of the rule."),
        column("success", pa.bool_(), "Whether it held; null if it could not be evaluated."),
        required("evaluated", pa.int64(), "Rows it looked at."),
        required("unexpected", pa.int64(), "Rows that broke it."),
        column("message", pa.string(), "What was observed, or why it could not be evaluated."),
        required("processed_at", INSTANT, "When dateline wrote the row."),
    ]
)
