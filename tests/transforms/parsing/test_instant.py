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
        ("2024-05-01T09:30:00-05:30", (2024, 5, 1, 15, 0, 0)),
        ("2024-05-01T09:30:00+01:59", (2024, 5, 1, 7, 31, 0)),
        ("2024-05-01T09:30:07Z", (2024, 5, 1, 9, 30, 7)),
        ("2024-05-01T09:30:59.999999Z", (2024, 5, 1, 9, 30, 59, 999_999)),
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
    read = instant(text)
    assert read == dt.datetime(*found, tzinfo=dt.UTC)  # type: ignore[arg-type,misc]
    assert read.tzinfo is dt.UTC


FORM = "is not an RFC 3339 instant; RFC 3339 wants 2024-05-01T09:30:00Z or 2024-05-01T09:30:00+02:00"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2024-05-01", FORM),
        ("2024-05-01T09:30Z", FORM),
        ("2024-05-01T09:30:00", FORM.replace("is not an RFC 3339 instant", "has no zone")),
        ("2024-05-01T09:30:00+0200", FORM),
        ("20240501T093000Z", FORM),
        ("Wed, 01 May 2024 09:30:00 GMT", FORM),
        ("1714555800", FORM),
        ("2024-05-01T09:30:00Z\n", FORM),
        (" 2024-05-01T09:30:00Z", FORM),
        ("٢٠٢٤-05-01T09:30:00Z", FORM),
        ("2023-02-29T00:00:00Z", "does not exist: day is out of range for month"),
        ("2024-13-01T00:00:00Z", "does not exist: month must be in 1..12"),
        ("2024-05-01T24:00:00Z", "does not exist: hour must be in 0..23"),
        ("2024-05-01T12:00:60Z", "does not exist: second 60"),
        ("2024-05-01T23:58:60Z", "does not exist: second 60"),
        ("2024-05-01T22:59:60Z", "does not exist: second 60"),
        ("2024-05-01T23:59:61Z", "does not exist: second 61"),
        ("2024-05-01T09:30:00+24:00", "does not exist: offset must be a timedelta strictly between "),
        ("2024-05-01T09:30:00+01:60", "does not exist: minutes of the zone must be in 0..59"),
        ("0000-01-01T00:00:00Z", "does not exist: year 0 is out of range"),
        ("0001-01-01T00:00:00+01:00", "does not exist: date value out of range"),
    ],
)
def test_what_is_no_instant_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(Refused) as refused:
        instant(text, "modified_at")
    assert refused.value.code == "bad_date"
    assert refused.value.message.startswith(f"modified_at {text!r} {complaint}")
    assert complaint.startswith("does not exist: offset") or refused.value.message.endswith(complaint)


def test_the_field_is_published_at_unless_said_otherwise() -> None:
    with pytest.raises(Refused) as refused:
        instant("")
    assert refused.value.message.startswith("published_at '' ")
