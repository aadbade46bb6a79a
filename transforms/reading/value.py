"""The bytes of one record as they arrive: kept if they are few, else only measured and hashed."""

import hashlib
from typing import NamedTuple

from schemas.dead_letter import KEPT_BYTES, KEPT_OF_LARGER


class Value(NamedTuple):
    """The bytes of a record, or the beginning of many. `size` and `sha256` are of all of them."""

    kept: bytes
    size: int
    sha256: str


class GrowingValue:
    """Collects one record's bytes piece by piece in bounded memory."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[bytes] = []
        self._digest = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        """Take the next piece."""
        before = self.size
        self.size += len(piece)
        if self.size <= KEPT_BYTES:
            self._parts.append(piece)
            return
        if before <= KEPT_BYTES:
            self._shrink(piece)
        self._digest.update(piece)

    def _shrink(self, piece: bytes) -> None:
        held = b"".join(self._parts)
        self._digest.update(held)
        self._parts = [held[:KEPT_OF_LARGER] or piece[:KEPT_OF_LARGER]]

    def finish(self) -> Value:
        """Return all of it."""
        if self.size <= KEPT_BYTES:
            return small(b"".join(self._parts))
        return Value(self._parts[0], self.size, self._digest.hexdigest())


def small(data: bytes) -> Value:
    """Return bytes that are held in memory anyway as a value."""
    kept = data if len(data) <= KEPT_BYTES else data[:KEPT_OF_LARGER]
    return Value(kept, len(data), hashlib.sha256(data).hexdigest())
