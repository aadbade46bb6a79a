"""How much of a topic is held in memory at once: a chunk of large messages ends before its 256 offsets do."""

from collections.abc import Iterable, Iterator

from schemas.record import Record

MOST_BYTES = 64 * 1024 * 1024  # may only grow: an open chunk that is read again must reach as far as it did


def bounded(records: Iterable[Record]) -> Iterator[Record]:
    """Yield records up to and including the one with which they are `MOST_BYTES` large."""
    held = 0
    for record in records:
        yield record
        held += _size(record)
        if held >= MOST_BYTES:
            return


def volume(records: Iterable[Record]) -> int:
    """Return the bytes that records hold in memory, as `bounded` counts them."""
    return sum(map(_size, records))


def _size(record: Record) -> int:
    values = sum(len(value or b"") for _, value in record.headers)
    return len(record.value or b"") + len(record.key or b"") + values
