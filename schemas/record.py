"""A record as it was read, before anybody has looked inside."""

import datetime as dt
from typing import NamedTuple

from schemas.position import Position


class Record(NamedTuple):
    """A record as it was read, before anybody has looked inside.

    Attributes:
        position: Where it stands.
        stop: The offset behind it; [position.offset, stop) is what it accounts for in its partition.
        value: Its bytes; None for a Kafka tombstone. Above 16 MiB only the first 64 KiB.
        media: What the bytes are: `json`, `text`, `html`, or `binary` for what holds no article.
        timestamp: The Kafka record's timestamp; for a file its modification time when it was first read.
        key: The Kafka record's key.
        headers: The Kafka record's headers, in order.
        size: Bytes of the whole value, also where `value` holds only its beginning.
        sha256: Hex digest of the whole value.
        declared: Article fields that stand outside the bytes (a WARC header's URL, `--published`), as the article
            contract names them.
    """

    position: Position
    stop: int
    value: bytes | None
    media: str
    timestamp: dt.datetime
    size: int
    sha256: str
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
