"""What a name or noun was taken for, before it is a mention."""

from typing import NamedTuple


class Identity(NamedTuple):
    """Who is meant. Fields as in `schemas.event.Actor` and `party.Party`."""

    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    standing: str = "other"
    rule: str = ""
