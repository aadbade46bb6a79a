"""A range of offsets that is known not to be there, and the table `gaps`."""

from typing import NamedTuple

import pyarrow as pa

from schemas.column import required

REASONS = ("before_start", "expired", "accepted", "pruned")


class Gap(NamedTuple):
    """Offsets [first, stop) of a partition that no table holds, and why."""

    source: str
    partition: int
    first: int
    stop: int
    reason: str


GAP = pa.schema(
    [
        required("source", pa.string(), "Source of the missing range."),
        required("partition", pa.int32(), "Its partition."),
        required("first", pa.int64(), "First offset that is not there."),
        required("stop", pa.int64(), "Offset behind the last one that is not there."),
        required("reason", pa.string(), f"One of {', '.join(REASONS)}."),
    ]
)
