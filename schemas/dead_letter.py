"""A record that could not become an article, and the table `dead_letters`."""

from typing import NamedTuple

import pyarrow as pa

from schemas.column import INSTANT, column, required
from schemas.position import POSITION
from schemas.record import Record


class Refused(Exception):  # noqa: N818
    """This record is bad, and only this record. The one exception that makes a dead letter; all others crash.

    Args:
        code: Short name of the kind of refusal, such as `not_json`.
        message: What is wrong and where.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


class DeadLetter(NamedTuple):
    """A record that could not become an article, with everything needed to try again."""

    record: Record
    step: str
    code: str
    message: str


KEPT_BYTES = 16 * 1024 * 1024
KEPT_OF_LARGER = 64 * 1024
HEADER = pa.struct([required("key", pa.string(), "Header key."), column("value", pa.binary(), "Header value.")])

DEAD_LETTER = pa.schema(
    [
        *POSITION,
        column("key", pa.binary(), "Kafka record key."),
        column("value", pa.binary(), "The original bytes; of more than 16 MiB the first 64 KiB; null for a tombstone."),
        required("headers", pa.list_(HEADER), "Kafka record headers, in order."),
        required(
            "timestamp", INSTANT, "Kafka record timestamp; for a file its modification time when it was first read."
        ),
        required("media", pa.string(), "What the bytes were read as: json, text, html, binary."),
        required(
            "declared", pa.list_(HEADER), "Article fields that stood outside the bytes (WARC headers, --published)."
        ),
        required("size", pa.int64(), "Bytes of the whole value."),
        required("sha256", pa.string(), "sha256 (hex) of the whole value."),
        required("truncated", pa.bool_(), "Whether `value` holds only the beginning."),
        required("step", pa.string(), "The step that refused it: read, parse, code."),
        required("code", pa.string(), "Kind of refusal; README lists them."),
        required("message", pa.string(), "What is wrong and where."),
        required("processed_at", INSTANT, "When dateline wrote the row."),
    ]
)
