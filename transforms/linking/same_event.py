"""Do two articles by different people report the same event? Only if nothing speaks against it, and enough for it.

Wrong joins cost more than missed ones: a cluster says that several sources report one happening.
"""

from collections.abc import Iterator

from transforms.linking.contradiction import ONE_OF_MANY, contradict
from transforms.linking.parties import countries, names, party_points
from transforms.linking.report import Report, Toll
from transforms.linking.topic import overlap, topic

ENOUGH = 6
_SENTENCES = ((0.5, 3), (0.3, 2), (0.12, 1))  # Jaccard of the topics' words, points
_SMALL = 3  # that one or two were killed says little
_MANY = 10
_YEARS = range(1900, 2100)
Anchor = tuple[str, ...]


def anchors(report: Report) -> Iterator[Anchor]:
    """Yield what another report of the same event shares with this one: at least one of these."""
    yield from (("recipients", name) for name in names(report.recipients))
    if report.place is not None:
        yield "place", str(report.place)
    if report.event_type not in ONE_OF_MANY:
        yield from (("actors", name) for name in names(report.actors))
        yield from (("states", *pair) for pair in sorted(_states(report)))


def agreement(one: Report, other: Report) -> tuple[int, tuple[str, ...]]:
    """Return points for two reports of one type and day being of the same event, and on what they agree; 0 if not."""
    if contradict(one, other) or not set(anchors(one)) & set(anchors(other)):
        return 0, ()
    points = {
        "actors": party_points(one.actors, other.actors),
        "recipients": party_points(one.recipients, other.recipients),
        "states": 2 * (one.event_type not in ONE_OF_MANY and not _states(one).isdisjoint(_states(other))),
        "place": 2 * (one.place is not None and one.place == other.place),
        "counts": _numbers(one, other),
        "modes": int(not one.modes.isdisjoint(other.modes)),
        "sentence": _sentence(one, other),
    }
    return _enough(one, points)


def _enough(one: Report, points: dict[str, int]) -> tuple[int, tuple[str, ...]]:
    total = sum(points.values())
    # The same two people do not meet twice a day, nor one of them and a guest from the same state in one town.
    two_meet = one.event_type == "CONSULT" and points["actors"] + (points["place"] > 0) > 3  # noqa: PLR2004
    which = one.event_type not in ONE_OF_MANY or points["place"] or points["recipients"] > 1
    if not two_meet and (total < ENOUGH or not points["sentence"] or not which):
        return 0, ()
    return total, ("event_type", "event_date", *(name for name, given in points.items() if given))


def _states(report: Report) -> set[tuple[str, str]]:
    """Return who stands to whom, by countries: what one state does to another in words is done once a day."""
    actors, recipients = countries(report.actors), countries(report.recipients)
    return {(one, other) for one in actors for other in recipients if one != other}


def _telling(report: Report) -> Iterator[Toll]:
    """Yield numbers that tell happenings apart: neither one or two nor dozens, hundreds, thousands."""
    for toll in report.tolls:
        vague = toll.most is None and str(toll.least).strip("0") == "1"
        if toll.least >= _SMALL and not vague:
            yield toll


def _numbers(one: Report, other: Report) -> int:
    """Return 2 points for the same number of the same kind, 1 for a number that is in both sentences."""
    others = {(toll.kind, toll.least) for toll in other.tolls}
    if any((toll.kind, toll.least) in others for toll in _telling(one)):
        return 2
    shared = (int(word) for word in one.topic & other.topic if word.isdecimal())
    return int(any(number >= _MANY and number not in _YEARS for number in shared))


def _sentence(one: Report, other: Report) -> int:
    """Return points for words that both sentences have, without what the type says: both say that they signed."""
    said = {word for word in topic(one.trigger) & topic(other.trigger) if not word.isdigit()}
    mine, theirs = one.topic - said, other.topic - said
    same = overlap(mine, theirs) if mine and theirs else 0
    return next((points for least, points in _SENTENCES if same >= least), 0)
