"""`--published`: when articles that do not say so were published."""

import datetime as dt

from transforms.reading.errors import UsageError


def instant(published: str | None) -> str | None:
    """Return RFC 3339 of a date, or of an instant, that was given on the command line.

    Raises:
        UsageError: It is neither.

    >>> instant("2024-05-01")
    '2024-05-01T00:00:00+00:00'
    """
    if published is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(published)
    except ValueError:
        message = f"--published {published!r} is no date: write 2024-05-01 or 2024-05-01T08:00:00Z"
        raise UsageError(message) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).isoformat()
