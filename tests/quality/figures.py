"""Precision and recall of what the coder finds, by type, mode, role, attribution, auxiliary, date, place and count."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from schemas.event import AUXILIARIES, Actor, Count, Event
from tests.quality.expected import Side
from tests.quality.matching import Answer, Outcome, both_met, named, party_met


class Figure(NamedTuple):
    """Right of given (precision) and found of wanted (recall)."""

    right: int
    given: int
    found: int
    wanted: int

    def __str__(self) -> str:
        return f"precision {share(self.right, self.given)}   recall {share(self.found, self.wanted)}"


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "-"


def events(outcomes: list[Outcome]) -> Figure:
    """Events that must be there; those that may be there count neither way."""
    found = sum(answer.row.must for outcome in outcomes for answer in outcome.answers)
    given = found + sum(len(outcome.left) for outcome in outcomes)
    return Figure(found, given, found, found + sum(len(outcome.missed) for outcome in outcomes))


def sound(answer: Answer) -> bool:
    """Type, one actor and one recipient right."""
    return all(both_met(answer.event, answer.row, answer.case))


def strict(outcomes: list[Outcome]) -> Figure:
    """The same, with both parties right."""
    loose = events(outcomes)
    right = sum(sound(answer) for answer in required(outcomes))
    return Figure(right, loose.given, right, loose.wanted)


def required(outcomes: list[Outcome]) -> Iterator[Answer]:
    return (answer for outcome in outcomes for answer in outcome.answers if answer.row.must)


def types(outcomes: list[Outcome]) -> dict[str, Figure]:
    """The figure of each type: precision by the event's type, recall by the row's first."""
    right = Counter(answer.event.event_type for answer in required(outcomes))
    found = Counter(answer.row.types[0] for answer in required(outcomes))
    left = Counter(event.event_type for outcome in outcomes for event in outcome.left)
    missed = Counter(row.types[0] for outcome in outcomes for row in outcome.missed)
    names = sorted({*right, *found, *left, *missed})
    return {t: Figure(right[t], right[t] + left[t], found[t], found[t] + missed[t]) for t in names}


def modes(outcomes: list[Outcome]) -> dict[str, Figure]:
    """Modes of events whose type is the row's first one."""
    judged = [a for a in required(outcomes) if a.row.modes and a.event.event_type == a.row.types[0]]
    right = Counter(f"{a.row.types[0]}.{a.row.modes[0]}" for a in judged if {*a.event.modes} & {*a.row.modes})
    wanted = Counter(f"{a.row.types[0]}.{a.row.modes[0]}" for a in judged)
    given = Counter(f"{a.row.types[0]}.{a.row.modes[0]}" for a in judged if a.event.modes)
    return {name: Figure(right[name], given[name], right[name], wanted[name]) for name in sorted(wanted)}


def role(outcomes: list[Outcome], side_of: Callable[[Answer], tuple[tuple[Actor, ...], Side]]) -> Figure:
    """Parties of one side: precision where the row lists all of them, recall of every listed one."""
    right = given = found = wanted = 0
    for answer in required(outcomes):
        actors, side = side_of(answer)
        if side.judged:
            wanted += len(side.parties)
            found += sum(any(named(actor, names, answer.case) for actor in actors) for names in side.parties)
        if side.complete:
            given += len(actors)
            right += sum(any(named(actor, names, answer.case) for names in side.parties) for actor in actors)
    return Figure(right, given, found, wanted)


def countries(outcomes: list[Outcome], side_of: Callable[[Answer], tuple[tuple[Actor, ...], Side]]) -> Figure:
    """Country codes of one side, where a party of it was met."""
    pairs = [(side_of(answer), answer) for answer in required(outcomes)]
    met = [
        (actors, side) for (actors, side), answer in pairs if side.countries and party_met(actors, side, answer.case)
    ]
    found = sum(len(side.countries & {actor.country for actor in actors}) for actors, side in met)
    wanted = sum(len(side.countries) for _, side in met)
    return Figure(found, wanted, found, wanted)


def actors_of(answer: Answer) -> tuple[tuple[Actor, ...], Side]:
    return answer.event.actors, answer.row.actors


def recipients_of(answer: Answer) -> tuple[tuple[Actor, ...], Side]:
    return answer.event.recipients, answer.row.recipients


def sources(outcomes: list[Outcome]) -> Figure:
    """Innermost source: any attribution given against the right one, the right one against those wanted."""
    judged = [answer for answer in required(outcomes) if answer.row.sources is not None]
    right = sum(attributed(answer) for answer in judged)
    return Figure(
        right, sum(bool(a.event.attribution) for a in judged), right, sum(bool(a.row.sources) for a in judged)
    )


def attributed(answer: Answer) -> bool:
    claims, wanted = answer.event.attribution, answer.row.sources
    return bool(claims and wanted) and named(claims[0].source, wanted or (), answer.case)


def stances(outcomes: list[Outcome]) -> Figure:
    """Stance, where the source is right."""
    judged = [answer for answer in required(outcomes) if answer.row.stance and attributed(answer)]
    right = sum(answer.event.attribution[0].stance == answer.row.stance for answer in judged)
    return Figure(right, len(judged), right, len(judged))


def auxiliaries(outcomes: list[Outcome]) -> dict[str, Figure]:
    """Each auxiliary, over all answered rows on which it is fixed."""
    answers = [answer for outcome in outcomes for answer in outcome.answers]
    figures = {}
    for label in AUXILIARIES:
        fixed = [a for a in answers if label not in a.row.either and (a.row.must or a.row.auxiliary)]
        both = sum(label in a.row.auxiliary and label in a.event.auxiliary for a in fixed)
        given, wanted = (sum(label in labels for labels in side) for side in labelled(fixed))
        figures[label] = Figure(both, given, both, wanted)
    return figures


def labelled(answers: list[Answer]) -> tuple[list[tuple[str, ...]], list[frozenset[str]]]:
    return [answer.event.auxiliary for answer in answers], [answer.row.auxiliary for answer in answers]


def dates(outcomes: list[Outcome]) -> Figure:
    """Dates: given at all, and inside the days wanted."""
    judged = [answer for answer in required(outcomes) if answer.row.dates]
    right = sum(dated(answer) for answer in judged)
    return Figure(right, sum(answer.event.event_date is not None for answer in judged), right, len(judged))


def dated(answer: Answer) -> bool:
    first, last = answer.event.event_date, answer.event.event_date_end or answer.event.event_date
    wanted = answer.row.dates
    return bool(wanted and first and last) and wanted[0] <= first <= last <= wanted[1]  # type: ignore[index,operator]


def locations(outcomes: list[Outcome]) -> Figure:
    """Place: its country, and its name where the row has one."""
    judged = [answer for answer in required(outcomes) if answer.row.place[0]]
    right = sum(placed(answer) for answer in judged)
    return Figure(right, sum(answer.event.location is not None for answer in judged), right, len(judged))


def placed(answer: Answer) -> bool:
    here, (country, name) = answer.event.location, answer.row.place
    return here is not None and here.country == country and (not name or name in {here.name, here.text})


def counts(outcomes: list[Outcome]) -> Figure:
    """Counts: kind and both bounds; precision where the row judges counts."""
    judged = [answer for answer in required(outcomes) if answer.row.counts]
    right = sum(counted(answer.event, want) for answer in judged for want in answer.row.counts)
    given = sum(len(answer.event.counts) for answer in judged)
    return Figure(right, given, right, sum(len(answer.row.counts) for answer in judged))


def counted(event: Event, wanted: tuple[str, int, int | None]) -> bool:
    def same(count: Count) -> bool:
        return (count.kind, count.minimum, count.maximum) == wanted

    return any(same(count) for count in event.counts)


def reliability(outcomes: list[Outcome]) -> list[tuple[str, float, int, int]]:
    """For each tenth of confidence: its name, mean confidence, events with type and parties right, of how many."""
    judged = [(answer.event, sound(answer)) for answer in required(outcomes)]
    judged += [(event, False) for outcome in outcomes for event in outcome.left]
    table = []
    for tenth in range(10):
        here = [(event, right) for event, right in judged if min(int(event.confidence * 10), 9) == tenth]
        mean = sum(event.confidence for event, _ in here) / len(here) if here else 0.0
        table.append((f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}", mean, sum(right for _, right in here), len(here)))
    return table
