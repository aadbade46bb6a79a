import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from schemas.event import DATE_SOURCES, GRANULARITIES
from transforms.coding.candidate import Candidate
from transforms.coding.story import Story
from transforms.coding.when.date_expressions import find, in_text
from transforms.coding.when.date_resolution import horizon, resolve
from transforms.coding.when.dates import Dating, date_event

MakeStory = Callable[..., Story]
WEDNESDAY = "2024-05-01"


def dated(
    story: Story, trigger: str, event_type: str = "ASSAULT", auxiliary: tuple[str, ...] = ()
) -> tuple[str | None, str | None, str | None, str | None]:
    head = next(token for token in story.doc if token.text == trigger)
    found = date_event(Candidate(head, (head,), event_type, auxiliary=auxiliary), story)
    first, last = (day.isoformat() if day else None for day in found[:2])
    return first, last, found.granularity, found.source


@pytest.mark.parametrize(
    ("words", "first", "last", "granularity"),
    [
        ("on Monday", "2024-04-29", "2024-04-29", "day"),
        ("on Wednesday", "2024-05-01", "2024-05-01", "day"),
        ("late on Tuesday", "2024-04-30", "2024-04-30", "day"),
        ("last Wednesday", "2024-04-24", "2024-04-24", "day"),
        ("last week", "2024-04-22", "2024-04-28", "week"),
        ("last month", "2024-04-01", "2024-04-30", "month"),
        ("this week", "2024-04-29", "2024-05-01", "week"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("on the 9th", "2024-04-09", "2024-04-09", "day"),
        ("on March 3", "2024-03-03", "2024-03-03", "day"),
        ("on 3 March 2021", "2021-03-03", "2021-03-03", "day"),
        ("on September 9", "2023-09-09", "2023-09-09", "day"),
        ("from March 3 to 5", "2024-03-03", "2024-03-05", "day"),
        ("between Monday and Tuesday", "2024-04-29", "2024-04-30", "day"),
        ("from December 30 to January 2", "2023-12-30", "2024-01-02", "day"),
        ("overnight", "2024-04-30", "2024-05-01", "day"),
        ("yesterday", "2024-04-30", "2024-04-30", "day"),
        ("two days ago", "2024-04-29", "2024-04-29", "day"),
        ("three months ago", "2024-02-01", "2024-02-29", "month"),
        ("a decade ago", "2014-01-01", "2014-12-31", "year"),
        ("several days ago", "2024-04-22", "2024-04-29", "day"),
        ("over the past three months", "2024-02-01", "2024-05-01", "month"),
        ("on the 9th of March", "2024-03-09", "2024-03-09", "day"),
        ("last summer", "2023-06-01", "2023-08-31", "month"),
        ("in March", "2024-03-01", "2024-03-31", "month"),
        ("in August", "2023-08-01", "2023-08-31", "month"),
        ("early in March", "2024-03-01", "2024-03-10", "week"),
        ("late last year", "2023-09-01", "2023-12-31", "month"),
        ("at the end of March", "2024-03-22", "2024-03-31", "week"),
        ("in 2014", "2014-01-01", "2014-12-31", "year"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "year"),
        ("in the spring of 2011", "2011-03-01", "2011-05-31", "month"),
        ("over the past two weeks", "2024-04-17", "2024-05-01", "week"),
        ("last weekend", "2024-04-27", "2024-04-28", "day"),
        ("in May of last year", "2023-05-01", "2023-05-31", "month"),
        ("on February 29", "2024-02-29", "2024-02-29", "day"),
    ],
)
def test_an_expression_dates_what_happened(
    story: MakeStory, words: str, first: str, last: str, granularity: str
) -> None:
    told = story(f"Rebels attacked the harbour {words}.", WEDNESDAY)
    assert dated(told, "attacked") == (first, last, granularity, "expression")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Friday", "2024-05-03", "2024-05-03"),
        ("next week", "2024-05-06", "2024-05-12"),
        ("next Wednesday", "2024-05-08", "2024-05-08"),
        ("tomorrow", "2024-05-02", "2024-05-02"),
        ("on the 9th", "2024-05-09", "2024-05-09"),
        ("on March 3", "2025-03-03", "2025-03-03"),
        ("later this month", "2024-05-01", "2024-05-31"),
        ("in September", "2024-09-01", "2024-09-30"),
    ],
)
def test_a_plan_lies_ahead(story: MakeStory, words: str, first: str, last: str) -> None:
    told = story(f"The two ministers will meet {words}.", WEDNESDAY)
    assert dated(told, "meet", "AGREE")[:2] == (first, last)


@pytest.mark.parametrize(
    ("text", "trigger", "first"),
    [
        ("Rebels burned the mill on Monday, officials said on Tuesday.", "burned", "2024-04-29"),
        ("Rebels burned the mill on Monday, officials said on Tuesday.", "said", "2024-04-30"),
        ("The boys, who were seized last Friday, were freed on Tuesday.", "seized", "2024-04-26"),
        ("The boys, who were seized last Friday, were freed on Tuesday.", "freed", "2024-04-30"),
        ("On Tuesday, officials said rebels burned two mills.", "burned", "2024-04-30"),
        ("Officials said on Tuesday that rebels burned two mills.", "burned", "2024-04-30"),
        ("Chad denied it on Tuesday, a day after Khartoum accused it of theft.", "accused", "2024-04-29"),
        ("They were freed on Tuesday, two weeks after being seized.", "seized", "2024-04-13"),
        ("They marked the 20th anniversary of the day when soldiers fired on a crowd.", "fired", "2004-01-01"),
        ("The 2015 bombing, which killed nine, was remembered on Tuesday.", "killed", "2015-01-01"),
        ("Nine men were killed when a bomb exploded on Monday.", "killed", "2024-04-29"),
        ("Prisoners refused to return to their cells on Sunday night.", "refused", "2024-04-28"),
        ("Leaders called for a probe of Monday's attack.", "attack", "2024-04-29"),
        ("Leaders called for a probe of Monday's attack.", "called", "2024-05-01"),
        ("They recalled the 2014 abduction on Sunday.", "abduction", "2014-01-01"),
        ("They recalled the 2014 abduction on Sunday.", "recalled", "2024-04-28"),
        ("A bomb exploded on Monday, killing nine.", "killing", "2024-04-29"),
        ("The minister landed in Oslo on Monday for talks.", "talks", "2024-04-29"),
        ("Rebels raided the harbour again after a raid on the mill in 2004.", "raided", WEDNESDAY),
        ("Rebels raided the harbour again after a raid on the mill in 2004.", "raid", "2004-01-01"),
        ("It is the first attack by the rebels since a clash with guards in 2004.", "attack", WEDNESDAY),
    ],
)
def test_an_expression_dates_its_own_event(story: MakeStory, text: str, trigger: str, first: str) -> None:
    assert dated(story(text, WEDNESDAY), trigger)[0] == first


def test_an_event_without_expression_happened_on_the_day_of_publication(story: MakeStory) -> None:
    told = story("Rebels attacked the harbour.", WEDNESDAY)
    assert dated(told, "attacked") == (WEDNESDAY, WEDNESDAY, "day", "published")


@pytest.mark.parametrize("label", ["historical", "future", "hypothetical"])
def test_what_lies_elsewhere_in_time_is_not_dated_by_publication(story: MakeStory, label: str) -> None:
    told = story("Rebels attacked the harbour.", WEDNESDAY)
    assert dated(told, "attacked", auxiliary=(label,)) == (None, None, None, None)


def test_what_is_told_on_happened_on_the_day_of_the_lead(story: MakeStory) -> None:
    told = story("Rebels attacked the harbour on Tuesday. They burned two boats. They had seized the mill.", WEDNESDAY)
    assert dated(told, "burned") == ("2024-04-30", "2024-04-30", "day", "expression")
    assert dated(told, "seized") == (WEDNESDAY, WEDNESDAY, "day", "published")
    assert dated(told, "burned", "ACCUSE")[3] == "published"


def test_only_a_plan_lies_behind_publication(story: MakeStory) -> None:
    told = story("The union will impose sanctions on June 1.", WEDNESDAY)
    assert dated(told, "impose", "SANCTION") == (None, None, None, None)
    assert dated(told, "impose", "SANCTION", ("future",))[0] == "2024-06-01"


def test_without_publication_only_a_year_resolves(story: MakeStory) -> None:
    told = story("Rebels attacked the harbour on Monday and burned the mill on 3 March 2021.", None)
    assert dated(told, "attacked") == (None, None, None, None)
    assert dated(told, "burned") == ("2021-03-03", "2021-03-03", "day", "expression")


def test_the_date_of_the_dateline_is_the_last_but_one_resort(nlp: Language) -> None:
    text = "OSLO, May 3 (AP) - Rebels attacked the harbour. They burned the mill on Thursday."
    told = Story("s", text, "", dt.datetime(2024, 5, 4, tzinfo=dt.UTC), nlp(text[19:]), 19)
    place, date = told.text.index("OSLO"), told.text.index("May 3")
    told.dateline_place = told.characters(place - 19, place - 15)
    told.dateline_date = told.characters(date - 19, date - 14)
    assert dated(told, "attacked") == ("2024-05-03", "2024-05-03", "day", "dateline")
    assert dated(told, "burned")[:2] == ("2024-05-02", "2024-05-02")


@pytest.mark.parametrize("words", ["in 1066", "on February 30", "in 3021", "on 31 June 2020", "two centuries ago"])
def test_what_cannot_be_a_date_dates_nothing(story: MakeStory, words: str) -> None:
    told = story(f"Rebels attacked the harbour {words}.", WEDNESDAY)
    assert dated(told, "attacked")[3] in ("published", None)


@pytest.mark.parametrize("words", ["by 2060", "early next century", "in 2034", "20 years later"])
def test_what_a_plan_aims_at_after_more_than_ten_years_is_not_its_date(story: MakeStory, words: str) -> None:
    told = story(f"China agreed to close the mills {words}.", WEDNESDAY)
    last = dated(told, "agreed", "AGREE")[1]
    assert last is None or last <= "2034-05-02"


@pytest.mark.parametrize("text", ["", "no date", "Aug.", "14"])
def test_a_dateline_without_month_and_day_has_no_date(text: str) -> None:
    assert in_text(text) is None


WORDS = "on the 9th 31 May, March 3 - to 2014 Monday last next this week years ago two several early late end of in"


@settings(derandomize=True, max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS.split(), "1990s", "Tuesday", "from", "tomorrow", "February", "29"]), max_size=9),
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
    st.booleans(),
)
def test_any_words_resolve_to_an_interval_or_to_nothing(
    nlp: Language, words: list[str], published: dt.date, ahead: bool
) -> None:
    doc = nlp.make_doc(" ".join(words))
    stop = 0
    for expression in find(doc):
        assert stop <= expression.first < expression.stop <= len(doc)
        stop = expression.stop
        for here in (published, None):
            days = resolve(expression, here, ahead)
            assert days is None or days.first <= days.last <= horizon(here)
            assert days is None or days.granularity in GRANULARITIES


@settings(derandomize=True, max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS.split(), "attacked", "said", "will", "meet", ",", "."]), min_size=1, max_size=12),
    st.sampled_from(["ASSAULT", "AGREE"]),
)
def test_no_event_but_a_plan_lies_behind_publication_whatever_the_text(
    nlp: Language, words: list[str], event_type: str
) -> None:
    published = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    told = Story("s", " ".join(words), "", published, nlp(" ".join(words)))
    for token in told.doc:
        found: Dating = date_event(Candidate(token, (token,), event_type), told)
        if found.event_date and found.event_date_end:
            assert found.event_date <= found.event_date_end
            assert found.source in DATE_SOURCES
            assert event_type == "AGREE" or found.event_date_end <= published.date()
        else:
            assert found == Dating()
