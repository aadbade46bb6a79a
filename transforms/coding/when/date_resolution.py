"""From what an expression says to days of the calendar, seen from the day of publication."""

import calendar
import datetime as dt
from typing import NamedTuple

from transforms.coding.when.moment import Expression, Moment

EARLIEST, LATEST = 1900, dt.date(2100, 1, 1)
TEN_YEARS = dt.timedelta(3653)  # a later year is what a plan aims at ("neutral by 2060"), not when it was made
DAY = dt.timedelta(days=1)
WEEK = 7
MONTHS = 12
SEVERAL = (2, 9)
UNIT_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7, "hour": 0}
GRAIN = {"hour": "day", "fortnight": "week", "weekend": "day", "decade": "year", "century": "year"}
FINER = {"year": "month", "month": "week", "week": "day", "day": "day"}


class Days(NamedTuple):
    """An interval of days, both ends in it, and how fine it is: day, week, month or year."""

    first: dt.date
    last: dt.date
    granularity: str


def resolve(expression: Expression, published: dt.date | None, ahead: bool) -> Days | None:
    """Return the days of an expression.

    Args:
        expression: What was read.
        published: The day from which relative words count; without it only expressions with a year resolve.
        ahead: Whether the grammar looks forward: the next Monday, not the last one.

    Returns:
        Days; "since 2014" is 2014, when it began. None if it cannot be resolved, only says before or after what, or
        lies before 1900 or behind `horizon`.
    """
    if expression.bound in ("before", "after"):
        return None
    try:
        days = _range(expression, published, ahead) if expression.end else _moment(expression.begin, published, ahead)
    except (ValueError, OverflowError):  # no such day: February 30, the year 0
        return None
    if days and expression.bound == "by" and expression.begin.edge == "late":
        days = Days(days.last, days.last, "day")
    sound = days and days.first <= days.last <= horizon(published) and days.first.year >= EARLIEST
    return days if sound else None


def horizon(published: dt.date | None) -> dt.date:
    """Return the last day that an event may have: the rules of `schemas.event_suite` keep to it."""
    return min(published + TEN_YEARS, LATEST) if published and published < LATEST - TEN_YEARS else LATEST


def _range(expression: Expression, published: dt.date | None, ahead: bool) -> Days | None:
    """Return a range; the end that is nearer in its words to a date helps the other."""
    assert expression.end
    last = _moment(expression.end, published, ahead)
    begin = expression.begin
    if last and begin.form == "date" and begin.year is None and begin.month:
        begin = begin._replace(year=last.last.year - (1 if begin.month > last.last.month else 0))
    if last and begin.form == "weekday":
        back = (last.first.weekday() - begin.number) % WEEK
        first: Days | None = _one(last.first - back * DAY)
    else:
        first = _moment(begin, published, ahead)
    return Days(first.first, last.last, last.granularity) if first and last else None


def _moment(moment: Moment, published: dt.date | None, ahead: bool) -> Days | None:
    if not moment.absolute() and not published:
        return None
    here = published or dt.date(moment.year or EARLIEST, 1, 1)
    days = FORMS[moment.form](moment, here, ahead)
    return _edge(days, moment.edge, here) if days else None


def _one(day: dt.date) -> Days:
    return Days(day, day, "day")


def _month(year: int, month: int, months: int = 1) -> Days:
    """Return whole months; `month` may lie outside 1-12 and then is in another year."""
    first = _month_start(year * MONTHS + month - 1)
    return Days(first, _month_start(year * MONTHS + month - 1 + months) - DAY, "month")


def _month_start(count: int) -> dt.date:
    return dt.date(count // MONTHS, count % MONTHS + 1, 1)


def _year(year: int, years: int = 1) -> Days:
    return Days(dt.date(year, 1, 1), dt.date(year + years - 1, 12, 31), "year")


def _week(day: dt.date) -> Days:
    monday = day - day.weekday() * DAY
    return Days(monday, monday + 6 * DAY, "week")


def _date(moment: Moment, here: dt.date, ahead: bool) -> Days | None:
    if moment.month is None and moment.day is None:
        return _year(moment.year) if moment.year else None
    if moment.month is None:
        return _day_of_month(moment.day or 1, here, ahead)
    year = moment.year or _nearest_year(moment, here, ahead)
    return _one(dt.date(year, moment.month, moment.day)) if moment.day else _month(year, moment.month)


def _nearest_year(moment: Moment, here: dt.date, ahead: bool) -> int:
    """Return the year of the last such date up to here, or of the next one from here; February 29 finds a leap year."""
    assert moment.month
    step = 1 if ahead else -1
    day = moment.day or (here.day if moment.month == here.month else 1)
    year = here.year
    if moment.shift and moment.month == here.month and not moment.day:
        return year + step
    if (moment.month, day) > (here.month, here.day) and not ahead:
        year -= 1
    elif (moment.month, day) < (here.month, here.day) and ahead:
        year += 1
    if moment.month == 2 and moment.day == 29:  # noqa: PLR2004
        while not calendar.isleap(year):
            year += step
    return year


def _day_of_month(day: int, here: dt.date, ahead: bool) -> Days:
    """Return the 9th: of this month, else of the next or last one that has such a day."""
    month = here.year * MONTHS + here.month - 1
    for _ in range(MONTHS):
        start = _month_start(month)
        if day <= calendar.monthrange(start.year, start.month)[1]:
            found = start.replace(day=day)
            if found >= here if ahead else found <= here:
                return _one(found)
        month += 1 if ahead else -1
    raise ValueError(day)


def _weekday(moment: Moment, here: dt.date, ahead: bool) -> Days:
    """Return the last Monday up to today, or the next from today; "last" and "next" never mean today."""
    if ahead or moment.shift == 1:
        forward = (moment.number - here.weekday()) % WEEK
        return _one(here + (forward or (WEEK if moment.shift == 1 else 0)) * DAY)
    back = (here.weekday() - moment.number) % WEEK
    return _one(here - (back or (WEEK if moment.shift == -1 else 0)) * DAY)


def _shift(moment: Moment, here: dt.date, ahead: bool) -> Days:
    """Return last week, this month, next year, this weekend."""
    shift, unit = moment.shift or 0, moment.unit
    if unit in UNIT_MONTHS:
        months = UNIT_MONTHS[unit]
        if unit == "month":
            return _month(here.year, here.month + shift)
        years = months // MONTHS
        return _year((here.year // years + shift) * years, years)
    if unit == "weekend":
        saturday = _week(here).first + 5 * DAY
        early = here.weekday() < 5 and not ahead and shift < 1  # noqa: PLR2004
        saturday += (-WEEK if early else WEEK if shift == 1 and here.weekday() >= 5 else 0) * DAY  # noqa: PLR2004
        return Days(saturday, saturday + DAY, "day")
    if unit == "day":
        return _one(here + shift * DAY)
    return _week(here + shift * UNIT_DAYS[unit] * DAY)


def _month_of(moment: Moment, here: dt.date, _: bool) -> Days:
    """Return May of last year."""
    year, month = here.year + (moment.shift or 0), moment.month or 1
    return _one(dt.date(year, month, moment.day)) if moment.day else _month(year, month)


def _ago(moment: Moment, here: dt.date, ahead: bool) -> Days:
    """Return the day, week, month or year that lies so many units back; of "several", two to nine."""
    if not moment.number:
        nearest, furthest = (_ago(moment._replace(number=count), here, ahead) for count in SEVERAL)
        return Days(furthest.first, nearest.last, nearest.granularity)
    if moment.unit in UNIT_MONTHS:
        months = UNIT_MONTHS[moment.unit] * moment.number
        days = _month(here.year, here.month - months)
        return days if moment.unit == "month" else _year(days.first.year)
    day = here - UNIT_DAYS[moment.unit] * moment.number * DAY
    if GRAIN.get(moment.unit, moment.unit) == "week":
        return Days(day - 3 * DAY, day + 3 * DAY, "week")
    return _one(day)


def _stretch(moment: Moment, here: dt.date, _: bool) -> Days:
    """Return the past two weeks, up to today; the next three days, from today."""
    sign = 1 if moment.shift == 1 else -1
    if moment.unit in UNIT_MONTHS:
        count = here.year * MONTHS + here.month - 1 + sign * UNIT_MONTHS[moment.unit] * moment.number
        other = _month_start(count)
        other = other.replace(day=min(here.day, calendar.monthrange(other.year, other.month)[1]))
    else:
        other = here + sign * (UNIT_DAYS[moment.unit] or 1) * moment.number * DAY
    return Days(min(here, other), max(here, other), GRAIN.get(moment.unit, moment.unit))


def _today(moment: Moment, here: dt.date, ahead: bool) -> Days:
    if moment.unit == "overnight":
        return Days(here, here + DAY, "day") if ahead else Days(here - DAY, here, "day")
    return _one(here + moment.number * DAY)


def _season(moment: Moment, here: dt.date, ahead: bool) -> Days:
    """Return three months, as the northern hemisphere counts them."""
    assert moment.month
    year = moment.year or _nearest_year(moment._replace(shift=None, day=1), here, ahead)
    return _month(year, moment.month, 3)


def _decade(moment: Moment, _: dt.date, __: bool) -> Days | None:
    return _year(moment.year, 10) if moment.year else None


FORMS = {
    "date": _date,
    "month_of": _month_of,
    "weekday": _weekday,
    "shift": _shift,
    "ago": _ago,
    "stretch": _stretch,
    "today": _today,
    "season": _season,
    "decade": _decade,
}


def _edge(days: Days, edge: str, here: dt.date) -> Days:
    """Return the first, middle or last third; of what holds today, "earlier" ends and "later" begins with it."""
    length = (days.last - days.first).days + 1
    if not edge or days.granularity == "day":
        return days
    if edge in ("earlier", "later") and days.first <= here <= days.last:
        return days._replace(last=here) if edge == "earlier" else days._replace(first=here)
    if days.granularity == "year" and length <= 366:  # noqa: PLR2004
        return _month(days.first.year, {"mid": 5, "late": 9, "later": 9}.get(edge, 1), 4)
    third = length // 3
    first, last = days.first + third * DAY, days.last - third * DAY
    part = {"mid": (first, last), "late": (last + DAY, days.last), "later": (last + DAY, days.last)}
    begin, end = part.get(edge, (days.first, first - DAY))
    return Days(begin, end, FINER[days.granularity])
