import datetime as dt

import pytest

from schemas.dead_letter import Refused
from transforms.parsing.instant import instant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-05-01T09:30:00Z", (2024, 5, 1, 9, 30, 0)),
        ("2024-05-01t09:30:00z", (2024, 5, 1, 9, 30, 0)),
        ("2024-05-01 09:30:00Z", (2024, 5, 1, 9, 30, 0)),
        ("2024-05-01T09:30:00+05:30", (2024, 5, 1, 4, 0, 0)),
        ("2024-01-01T00:30:00+01:00", (2023, 12, 31, 23, 30, 0)),
        ("2024-05-01T09:30:00-00:00", (2024, 5, 1, 9, 30, 0)),
        ("2024-05-01T09:30:00.5Z", (2024, 5, 1, 9, 30, 0, 500_000)),
        ("2024-05-01T09:30:00.1234567Z", (2024, 5, 1, 9, 30, 0, 123_456)),
        ("2024-02-29T00:00:00Z", (2024, 2, 29)),
        ("2016-12-31T23:59:60Z", (2016, 12, 31, 23, 59, 59)),
        ("2017-01-01T00:59:60+01:00", (2016, 12, 31, 23, 59, 59)),
        ("0001-01-01T00:00:00Z", (1, 1, 1)),
        ("9999-12-31T23:59:59Z", (9999, 12, 31, 23, 59, 59)),
    ],
)
def test_an_instant_of_rfc_3339_is_read_to_utc(text: str, found: tuple[int, ...]) -> None:
    assert instant(text) == dt.datetime(*found, tzinfo=dt.UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2024-05-01", "not an RFC 3339 instant"),
        ("2024-05-01T09:30Z", "not an RFC 3339 instant"),
        ("2024-05-01T09:30:00", "has no zone"),
        ("2024-05-01T09:30:00+0200", "not an RFC 3339 instant"),
        ("20240501T093000Z", "not an RFC 3339 instant"),
        ("Wed, 01 May 2024 09:30:00 GMT", "not an RFC 3339 instant"),
        ("1714555800", "not an RFC 3339 instant"),
        ("2024-05-01T09:30:00Z\n", "not an RFC 3339 instant"),
        (" 2024-05-01T09:30:00Z", "not an RFC 3339 instant"),
        ("٢٠٢٤-05-01T09:30:00Z", "not an RFC 3339 instant"),
        ("2023-02-29T00:00:00Z", "does not exist"),
        ("2024-13-01T00:00:00Z", "does not exist"),
        ("2024-05-01T24:00:00Z", "does not exist"),
        ("2024-05-01T12:00:60Z", "does not exist"),
        ("2024-05-01T23:59:61Z", "does not exist"),
        ("2024-05-01T09:30:00+24:00", "does not exist"),
        ("2024-05-01T09:30:00+01:60", "does not exist"),
        ("0000-01-01T00:00:00Z", "does not exist"),
        ("0001-01-01T00:00:00+01:00", "does not exist"),
    ],
)
def test_what_is_no_instant_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(Refused, match=complaint) as refused:
        instant(text)
    assert refused.value.code == "bad_date"
    assert ("; RFC 3339 wants 2024-05-01T09:30:00Z or" in refused.value.message) == (complaint != "does not exist")
