"""Text as a cell that no reader of tab-separated files can misread, whatever its rules of quoting."""

import re
import unicodedata

# Readers quote by ", escape by \, and R's read.table begins a comment at #.
_MARKS = str.maketrans({'"': "'", "\\": "/", "#": " "})
_SEPARATORS = str.maketrans(";|", ",,")
_BREAKING = {"Cc", "Zl", "Zp", "Cs"}  # controls, line and paragraph separators, lone surrogates


def plain(text: str | None) -> str:
    r"""Return a text on one line, without tabs, quotes, backslashes, number signs and control characters.

    >>> plain('The "Front"\tof\r\nRiga\x00')
    "The 'Front' of Riga"
    """
    return " ".join(one_line(text or "").translate(_MARKS).split())


def one_line(text: str) -> str:
    """Return a text with a space for each character that could end a line or a cell, or that is none."""
    return "".join(" " if unicodedata.category(letter) in _BREAKING else letter for letter in text)


def plain_item(text: str | None) -> str:
    """Return a text that can stand in a list whose items are parted by `;` or `|`."""
    return plain(text).translate(_SEPARATORS)


def plain_url(url: str) -> str:
    r"""Return an address without its fragment, what cannot stand in a cell as percent codes.

    >>> plain_url('https://example.org/a b\t"c"#part')
    'https://example.org/a%20b%09%22c%22'
    """
    return re.sub(r'[\s"\\\x00-\x20\x7f-\xa0\ud800-\udfff]', _percent, url.partition("#")[0])


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
