"""The bytes of a file as a stream of blocks, decompressed: one pass, bounded memory, limits against bombs."""

import zlib
from collections.abc import Iterator

import zstandard

from transforms.reading.errors import SourceError
from transforms.reading.source_file import SourceFile

BLOCK = 256 * 1024
# 1 KiB of zstd can stand for 32 MiB: pieces are this small so that a bomb is seen before it fills the memory.
ZSTD_PIECE = 1024
ZSTD_WINDOW = 128 * 1024 * 1024
# News compresses 3 to 10 times, the same record again and again some 200 times; 1,000 and more is a bomb.
BOMB_BYTES = 64 * 1024 * 1024
BOMB_RATIO = 500


def blocks(file: SourceFile, start: int = 0) -> Iterator[bytes]:
    """Yield the decompressed bytes of a file from byte `start` to its size when it was found.

    Args:
        file: The file.
        start: First byte wanted; not 0 only if the file is not compressed.

    Raises:
        SourceError: It cannot be read, got shorter, or its compressed stream is damaged, cut off or a bomb. All that
            could be decompressed before was yielded.
    """
    raw = _raw(file, start)
    if file.compression == "gz":
        return _limited(file, _gunzip(file, raw))
    if file.compression == "zst":
        return _limited(file, _unzstd(file, raw))
    return raw


def _raw(file: SourceFile, start: int) -> Iterator[bytes]:
    try:
        with open(file.path, "rb") as opened:
            opened.seek(start)
            left = file.size - start
            while left > 0 and (block := opened.read(min(BLOCK, left))):
                left -= len(block)
                yield block
    except OSError as error:
        raise SourceError(file.uri, f"cannot be read: {error.strerror}") from error
    if left > 0:
        raise SourceError(file.uri, f"ends {left} bytes before its size when it was found ({file.size} bytes)")


def _gunzip(file: SourceFile, raw: Iterator[bytes]) -> Iterator[bytes]:
    member = zlib.decompressobj(wbits=31)
    begun = members = 0
    for piece in raw:
        data = piece
        while data:
            if not begun and members:
                data = data.lstrip(b"\0")  # padding that tape archives leave between members
            begun += bool(data)
            try:
                out = member.decompress(data, BLOCK)
            except zlib.error as error:
                raise SourceError(file.uri, f"damaged gzip stream in member {members + 1}: {error}") from error
            yield out
            data = member.unconsumed_tail
            if member.eof:
                data, member, begun, members = member.unused_data, zlib.decompressobj(wbits=31), 0, members + 1
    if begun or not members:
        raise SourceError(file.uri, f"gzip stream is cut off in member {members + 1}")


def _unzstd(file: SourceFile, raw: Iterator[bytes]) -> Iterator[bytes]:
    decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    frame = decompressor.decompressobj()
    begun = frames = 0
    for piece in (block[at : at + ZSTD_PIECE] for block in raw for at in range(0, len(block), ZSTD_PIECE)):
        data = piece
        while data:
            begun = 1
            try:
                out = frame.decompress(data)
            except zstandard.ZstdError as error:
                raise SourceError(file.uri, f"damaged zstd stream in frame {frames + 1}: {error}") from error
            yield out
            data = b""
            if frame.eof:
                data, frame, begun, frames = frame.unused_data, decompressor.decompressobj(), 0, frames + 1
    if begun or not frames:
        raise SourceError(file.uri, f"zstd stream is cut off in frame {frames + 1}")


def _limited(file: SourceFile, pieces: Iterator[bytes]) -> Iterator[bytes]:
    total, limit = 0, max(BOMB_BYTES, BOMB_RATIO * file.size)
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise SourceError(
                file.uri,
                f"decompresses to more than {limit} bytes, {BOMB_RATIO} times its size: refused as a bomb",
            )
        if piece:
            yield piece
