"""Where a record stands in its source."""

from typing import NamedTuple

import pyarrow as pa

from schemas.column import required


class Position(NamedTuple):
    """Where a record stands in its source.

    Attributes:
        source: `kafka://<cluster id>/<topic>`, or the absolute URI of a file.
        partition: Kafka partition; 0 for a file.
        offset: Kafka offset; for a file the byte (of the decompressed stream) at which the record begins; for Parquet
            the row.
    """

    source: str
    partition: int
    offset: int


POSITION = [
    required(
        "source",
        pa.string(),
        "Where the record came from: kafka://<cluster id>/<topic>, or the absolute URI of a file.",
    ),
    required("partition", pa.int32(), "Kafka partition; 0 for a file."),
    required("offset", pa.int64(), "Kafka offset; byte of the decompressed stream for a file; row for a Parquet file."),
]
