"""How much work the coding of a text is, by a clock that no other process disturbs: the calls that it takes."""

import sys
from types import FrameType

from coded import events


def calls(text: str) -> int:
    """Return how many calls, of Python's and of C's functions, the coding of a text takes."""
    counted = 0

    def count(_frame: FrameType, what: str, _: object) -> None:
        nonlocal counted
        counted += what in {"call", "c_call"}

    sys.setprofile(count)
    try:
        events(text)
    finally:
        sys.setprofile(None)
    return counted
