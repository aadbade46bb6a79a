"""Encodings as the web declares them."""

import codecs
import re

DECLARED = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# What the web calls Latin-1 or ASCII is this, says the WHATWG encoding standard.
WESTERN = "windows-1252"
WESTERN_NAMES = frozenset({"iso8859-1", "ascii"})
# Encodings of Python that are none of text on the web.
NONE_OF_TEXT = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "punycode"})


def declared_charset(place: bytes) -> str | None:
    """Return Python's name of the encoding that an HTTP header or the head of a page declares; None if unknown."""
    said = DECLARED.search(place)
    if said is None:
        return None
    try:
        name = codecs.lookup(said[1].decode()).name
        b" ".decode(name, "replace")
    except (LookupError, UnicodeError):  # no such encoding, or one of bytes to bytes
        return None
    return WESTERN if name in WESTERN_NAMES else None if name in NONE_OF_TEXT else name
