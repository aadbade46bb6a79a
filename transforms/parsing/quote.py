"""Hostile content in messages for people: short, and nothing in it that moves a cursor or turns text around."""

QUOTED = 60


def quote(text: str) -> str:
    r"""Return the beginning of a text in quotes, with all that is not printable escaped.

    >>> quote("a\u202eb")
    "'a\\u202eb'"
    """
    return repr(text[:QUOTED]) + ("..." if len(text) > QUOTED else "")
