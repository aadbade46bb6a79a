"""The country that stands above a story: on a line of its own, or glued to the first word."""

import re

from transforms.coding.who.gazetteer import country_of

LINE = re.compile(r"\s*(?P<name>[A-Z][\w.'’ ,-]{2,40}?)\s*\n")
GLUED = re.compile(r"\s*(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)*)(?=[A-Z][a-z]*\s)")


def heading(text: str) -> str | None:
    r"""Return the code of the country named in a heading; None without one.

    >>> heading("Chad\nTroops left."), heading("South KoreaThe talks began."), heading("Chad said no.")
    ('TCD', 'KOR', None)
    """
    for pattern in (LINE, GLUED):
        match = pattern.match(text[:60])
        if match:
            return country_of(match["name"].rsplit(", ", 1)[-1])
    return None
