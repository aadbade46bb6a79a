"""The bytes of a file as a stream of blocks, decompressed: one pass, bounded memory, limits against bombs."""

import zlib
from collections.abc import Iterator

import zstandard

from transforms.reading.errors import SourceError
from transforms.reading.source_file import SourceFile

BLOCK = 256 * 1024
# How much is decompressed at once: 1 KiB of zstd can stand for 32 MiB, 16 KiB of gzip for 16 MiB.
PIECE = {"gz": 16 * 1024, "zst": 1024}
ZSTD_WINDOW = 128 * 1024 * 1024
SIGNATURES = {"gz": b"\x1f\x8b\x08", "zst": b"\x28\xb5\x2f\xfd"}
# News compresses 3 to 10 times; one article 60,000 times under other ids some 140 times by gzip and 460 times by zstd.
# A run of one byte, which bombs are made of, compresses 1,030 and over 10,000 times.
BOMB_BYTES = 64 * 1024 * 1024
BOMB_RATIO = {"gz": 900, "zst": 5000}


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
    if not file.compression:
        return raw
    pieces = _Counted(raw, PIECE[file.compression])
    unpacked = _gunzip(file, pieces) if file.compression == "gz" else _unzstd(file, pieces)
    return _limited(file, pieces, unpacked)


def hidden_compression(file: SourceFile) -> str:
    """Return gz or zst if a file whose name says neither begins with such a stream, else nothing."""
    for compression, signature in SIGNATURES.items():
        try:
            if next(_raw(file, 0), b"").startswith(signature):
                next(blocks(file._replace(compression=compression)), b"")
                return compression
        except SourceError:
            continue
    return ""


class _Counted(Iterator[bytes]):
    """Blocks cut into pieces, and how many bytes have been taken."""

    def __init__(self, raw: Iterator[bytes], size: int) -> None:
        self.taken = 0
        self._pieces = (block[at : at + size] for block in raw for at in range(0, len(block), size))

    def __next__(self) -> bytes:
        piece = next(self._pieces)
        self.taken += len(piece)
        return piece


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
    for piece in raw:
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


def _limited(file: SourceFile, pieces: _Counted, unpacked: Iterator[bytes]) -> Iterator[bytes]:
    total, ratio = 0, BOMB_RATIO[file.compression]
    for block in unpacked:
        total += len(block)
        if total > max(BOMB_BYTES, ratio * pieces.taken):
            raise SourceError(file.uri, f"{pieces.taken} bytes unpack to {total}, over {ratio} times as many: a bomb")
        if block:
            yield block
