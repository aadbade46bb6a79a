"""Cells as a line of a file, in UTF-8."""

import csv
import io
from collections.abc import Iterable


def tab_line(cells: Iterable[str]) -> bytes:
    r"""Return a line of tab-separated cells, which are `plain`.

    >>> tab_line(["a", "b"])
    b'a\tb\n'
    """
    return "\t".join(cells).encode() + b"\n"


def comma_line(cells: Iterable[object]) -> bytes:
    r"""Return a line of comma-separated cells (RFC 4180): texts quoted, numbers not.

    >>> comma_line(["a, b", 1.5])
    b'"a, b",1.5\r\n'
    """
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()
