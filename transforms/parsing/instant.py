"""Instants as RFC 3339 writes them, in UTC."""

import datetime as dt
import re

from schemas.dead_letter import Refused
from transforms.parsing.quote import quote

RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)
LEAP = 60
EXAMPLE = "RFC 3339 wants 2024-05-01T09:30:00Z or 2024-05-01T09:30:00+02:00"


def instant(text: str, field: str = "published_at") -> dt.datetime:
    """Return the instant that a text names.

    Fractions are cut to microseconds. A leap second is read as the second before it, which is on the same day. 24:00 is
    ISO 8601 but not RFC 3339.

    Raises:
        Refused: `bad_date` if it is not RFC 3339, has no zone, or does not exist.
    """
    match = RFC3339.fullmatch(text)
    if match is None:
        raise Refused("bad_date", f"{field} {quote(text)} {_complaint(text)}; {EXAMPLE}")
    day, hour, minute, second, fraction, *zone = match.groups("0")
    try:
        whole = dt.datetime.fromisoformat(f"{day}T{hour}:{minute}:{min(int(second), LEAP - 1):02}")
        local = whole.replace(microsecond=int(fraction[:6].ljust(6, "0")), tzinfo=_zone(*zone))
        found = local.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise Refused("bad_date", f"{field} {quote(text)} does not exist: {error}") from error
    if int(second) > LEAP or (int(second) == LEAP and (found.hour, found.minute) != (23, 59)):
        raise Refused("bad_date", f"{field} {quote(text)} does not exist: second {second}")
    return found


def _zone(sign: str, hours: str, minutes: str) -> dt.timezone:
    if int(minutes) >= 60:  # noqa: PLR2004
        raise ValueError("minutes of the zone must be in 0..59")
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-offset if sign == "-" else offset)


def _complaint(text: str) -> str:
    return "has no zone" if RFC3339.fullmatch(text + "Z") else "is not an RFC 3339 instant"
