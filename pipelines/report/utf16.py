"""Code points to UTF-16 code units: what Python counts to what a browser counts."""

import re
from bisect import bisect_left
from collections.abc import Callable

_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


def units(text: str) -> Callable[[int], int]:
    """Return the function from a code point's number in the text to the number of its first UTF-16 code unit.

    >>> [units("a😀b")(point) for point in (0, 1, 2, 3)]
    [0, 1, 3, 4]
    """
    wide = [found.start() for found in _TWO_UNITS.finditer(text)]
    return lambda point: point + bisect_left(wide, point)
