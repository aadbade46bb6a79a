"""Reads lines and counted bytes from a stream of blocks, and knows where it is."""

from collections.abc import Iterator


class ByteReader:
    """Reads lines and counted bytes from blocks; holds one block, or one line.

    Args:
        blocks: The stream.
    """

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.position = 0
        self._blocks = blocks
        self._block = b""
        self._at = 0

    def at_end(self) -> bool:
        """Return whether nothing is left."""
        while self._at == len(self._block):
            block = next(self._blocks, None)
            if block is None:
                return True
            self._block, self._at = block, 0
        return False

    def take(self, count: int) -> Iterator[bytes]:
        """Yield the next `count` bytes in pieces; fewer if the stream ends before."""
        while count and not self.at_end():
            piece = self._block[self._at : self._at + count]
            self._move(len(piece))
            count -= len(piece)
            yield piece

    def line(self, limit: int) -> bytes:
        """Return the next line with its LF; without one if the stream ends, or `limit` bytes are passed, before it."""
        parts, size = [], 0
        while size <= limit and not self.at_end():
            end = self._block.find(b"\n", self._at) + 1
            parts.append(self._block[self._at : end or len(self._block)])
            size += len(parts[-1])
            self._move(len(parts[-1]))
            if end:
                break
        return b"".join(parts)

    def skip(self, bytes_: bytes, most: int | None = None) -> None:
        """Pass over any of these bytes, at most so many."""
        while (most is None or most > 0) and not self.at_end() and self._block[self._at] in bytes_:
            self._move(1)
            most = None if most is None else most - 1

    def _move(self, count: int) -> None:
        self._at += count
        self.position += count
