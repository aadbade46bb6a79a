"""What a date expression says, before anybody knows when the article was published."""

from typing import NamedTuple


class Moment(NamedTuple):
    """One end of a date expression.

    Attributes:
        form: What it is: `date` (any of year, month, day), `month_of` (May of last year), `weekday`, `shift` (last
            week), `ago`, `stretch` (the past two weeks), `today`, `season`, `decade`.
        year: Year.
        month: Month 1-12; of a season its first month.
        day: Day of the month.
        unit: day, week, month, year, ... of `shift`, `ago` and `stretch`.
        number: Weekday 0-6; how many units; of `today` days from publication.
        shift: -1 last, 0 this, 1 next; None if the words do not say.
        edge: early, earlier, mid, late, later, or empty.
    """

    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    unit: str = ""
    number: int = 0
    shift: int | None = None
    edge: str = ""

    def absolute(self) -> bool:
        """Say whether it can be resolved without a publication time."""
        return self.year is not None


class Expression(NamedTuple):
    """A date expression: tokens `doc[first:stop]`, one end or two, and the word that bounds it.

    Attributes:
        first: Index of its first token.
        stop: Index behind its last one.
        begin: What it says, or where it begins.
        end: Where it ends, if it is a range.
        bound: since, until, before, after, by, or empty.
    """

    first: int
    stop: int
    begin: Moment
    end: Moment | None = None
    bound: str = ""
