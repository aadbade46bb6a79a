import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.coding.when.datelines import split

BODY = "Two ministers signed the treaty."


@pytest.mark.parametrize(
    ("dateline", "place", "date"),
    [
        ("KABUL, Afghanistan (AP) - ", "KABUL", None),
        ("PYONGYANG – ", "PYONGYANG", None),
        ("WASHINGTON, Aug 14 (Reuters) - ", "WASHINGTON", "Aug 14"),
        ("Geneva, 3 March 2022 — ", "Geneva", "3 March 2022"),
        ("SEOUL, Aug. 14 (Yonhap) -- ", "SEOUL", "Aug. 14"),
        ("JERUSALEM, August 14, 2023 (AFP) - ", "JERUSALEM", "August 14, 2023"),
        ("MOSCOW. Aug 14 (Interfax) - ", "MOSCOW", "Aug 14"),
        ("(CNN) ", None, None),
        ("(Reuters) - ", None, None),
        ("BEIRUT: ", "BEIRUT", None),
        ("PORT-AU-PRINCE, Haiti - ", "PORT-AU-PRINCE", None),
        ("UNITED NATIONS (AP) — ", "UNITED NATIONS", None),
        ("Nairobi, Kenya — ", "Nairobi", None),
        ("Chad\n\n", None, None),
        ("South Korea", None, None),
        ("Norway\nOSLO, May 3 (AP) - ", "OSLO", "May 3"),
    ],
)
def test_a_dateline_ends_where_the_body_begins(dateline: str, place: str | None, date: str | None) -> None:
    found = split(dateline + BODY)
    assert found.base == len(dateline)
    assert (found.place.text if found.place else None) == place
    assert (found.date.text if found.date else None) == date


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Update: " + BODY,
        "COVID-19 - a summary of the week.",
        "He said: we will go.",
        "May 3 - the day of the vote.",
        "The Paris - Nice race began.",
        "Peace - at last.",
        "(And nobody knew.) " + BODY,
        "KABUL",
        "Chad",
        "McDonald said no.",
        "",
    ],
)
def test_what_is_no_dateline_stays_in_the_text(text: str) -> None:
    found = split(text)
    assert (found.base, found.place, found.date) == (0, None, None)


def test_a_headline_above_the_dateline_stays_and_the_dateline_is_named() -> None:
    text = f"Ministers sign a treaty\n\nOSLO, May 3 (AP) - {BODY}"
    found = split(text)
    assert found.base == 0
    assert found.place
    assert found.place.text == "OSLO"
    assert found.words
    assert text[found.words.start : found.words.end] == "OSLO, May 3 (AP) - "


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet="KABUL kabul,.()–—:-\n0123Aug é", max_size=80))
def test_any_text_has_a_base_within_it_and_true_spans(text: str) -> None:
    found = split(text)
    assert 0 <= found.base <= len(text)
    for span in (found.place, found.date, found.words):
        assert span is None or span.text == text[span.start : span.end]
