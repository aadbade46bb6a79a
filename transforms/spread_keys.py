"""Keys that Flink spreads evenly: it goes by their hash, by which one subtask may read all partitions of a topic.

Measured: of 8 partitions at parallelism 4 one subtask had 7, and two had none. Where Flink's rule is another one than
here, keys lie at random, as they would anyway.
"""

import zlib

from transforms.plan_stream import Stretch, read_stretch

KEY_GROUPS = 128  # `--max_parallelism`, unless somebody says otherwise
BUCKETS = 32  # places that keys are spread over: a power of two
_BLOCK, _WORD, _LONG = 16, (1 << 32) - 1, (1 << 64) - 1
_C1, _C2 = 0x87C37B91114253D5, 0x4CF5AD432745937F


def spread_key(text: str) -> tuple[str, str]:
    """Return a stretch as a key without a value: its text behind the first number with which it lies at its place."""
    stretch = read_stretch(text)
    wanted, salt = _place(stretch), 0
    while key_group(f"{salt} {text}") * BUCKETS // KEY_GROUPS != wanted:
        salt += 1
    return f"{salt} {text}", ""


def stretch_of(key: str) -> Stretch:
    """Return the stretch of a key of `spread_key`."""
    return read_stretch(key.partition(" ")[2])


def key_group(key: str) -> int:
    """Return the group of keys that a key is in, by Beam's and Flink's rule; a subtask has consecutive ones."""
    encoded = key.encode()
    return _flink_hash(_murmur3_128(_length(len(encoded)) + encoded)) % KEY_GROUPS


def _place(stretch: Stretch) -> int:
    """Return partition 0, 1, 2 ... of a topic as far apart as can be: numbers with their bits turned round."""
    number = (stretch.partition + zlib.crc32(stretch.source.encode())) % BUCKETS
    bits = BUCKETS.bit_length() - 1
    return int(f"{number:0{bits}b}"[::-1], 2)


def _length(number: int) -> bytes:
    """Return a length as Beam writes it before a text."""
    low, high = number & 127, number >> 7
    return bytes([low | 128]) + _length(high) if high else bytes([low])


def _murmur3_128(data: bytes) -> int:
    """Return the first 32 bits of MurmurHash3_x64_128 with seed 0."""
    first = second = 0
    for at in range(0, len(data), _BLOCK):
        block = data[at : at + _BLOCK]
        whole = len(block) == _BLOCK
        first ^= _rotated(int.from_bytes(block[:8], "little") * _C1, 31) * _C2 & _LONG
        if whole:
            first = ((_rotated(first, 27) + second) * 5 + 0x52DCE729) & _LONG
        second ^= _rotated(int.from_bytes(block[8:], "little") * _C2, 33) * _C1 & _LONG
        if whole:
            second = ((_rotated(second, 31) + first) * 5 + 0x38495AB5) & _LONG
    first, second = first ^ len(data), second ^ len(data)
    first = (first + second) & _LONG
    second = (first + second) & _LONG
    return (_mixed(first) + _mixed(second)) & _WORD


def _mixed(number: int) -> int:
    number = (number ^ number >> 33) * 0xFF51AFD7ED558CCD & _LONG
    number = (number ^ number >> 33) * 0xC4CEB9FE1A85EC53 & _LONG
    return number ^ number >> 33


def _rotated(number: int, by: int, bits: int = 64) -> int:
    number &= (1 << bits) - 1
    return (number << by | number >> bits - by) & (1 << bits) - 1


def _flink_hash(code: int) -> int:
    """Return Flink's MathUtils.murmurHash of a 32-bit number."""
    code = _rotated(_rotated(code * 0xCC9E2D51, 15, 32) * 0x1B873593, 13, 32) * 5 + 0xE6546B64 & _WORD ^ 4
    code = (code ^ code >> 16) * 0x85EBCA6B & _WORD
    code = (code ^ code >> 13) * 0xC2B2AE35 & _WORD
    code ^= code >> 16
    return code if code < 1 << 31 else (1 << 32) - code
