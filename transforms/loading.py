"""What is loaded once and stays for the life of a process, out of the garbage collector's sight."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Load without the collector, and let it never look at what was loaded.

    Looking at half a million objects again and again took a third of a worker's start, and 4 % of its work; in a
    process that forks it would touch, and so copy, every page that the children share.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
