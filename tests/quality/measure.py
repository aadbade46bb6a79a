"""How good the coder is on the project's own samples and probes: python -m tests.quality.measure --help."""

import argparse
from collections.abc import Iterator

from schemas.event import Actor, Event
from tests.quality import figures
from tests.quality.expected import Case, Row, cases
from tests.quality.matching import Outcome, match
from transforms.coding.coder import Coder


def outcomes(wanted: list[Case], all_candidates: bool = False) -> list[Outcome]:
    """Code the articles of the cases and compare."""
    coded = Coder().code((case.article for case in wanted), all_candidates)
    return [match(case, events) for case, events in zip(wanted, coded, strict=True)]


def report(found: list[Outcome]) -> Iterator[str]:
    """Yield the lines of the report on one part."""
    empty = [outcome for outcome in found if not outcome.case.rows]
    yield f"articles {len(found)}, of which {len(empty)} without an event gave {sum(len(o.left) for o in empty)}"
    yield f"{'event: type':28s}{figures.events(found)}"
    yield f"{'event: type and parties':28s}{figures.strict(found)}"
    for name, figure in details(found).items():
        yield f"{name:28s}{figure}"
    yield "confidence      mean   right"
    for tenth, mean, right, whole in figures.reliability(found):
        yield f"  {tenth}      {mean:.3f}   {figures.share(right, whole)}"


def details(found: list[Outcome]) -> dict[str, figures.Figure]:
    """The figures by type, mode, role, attribution, auxiliary, date, place and count."""
    return {
        **{f"type {name}": figure for name, figure in figures.types(found).items()},
        **{f"mode {name}": figure for name, figure in figures.modes(found).items()},
        "actors": figures.role(found, figures.actors_of),
        "actors' countries": figures.countries(found, figures.actors_of),
        "recipients": figures.role(found, figures.recipients_of),
        "recipients' countries": figures.countries(found, figures.recipients_of),
        "attribution: source": figures.sources(found),
        "attribution: stance": figures.stances(found),
        **{f"auxiliary {name}": figure for name, figure in figures.auxiliaries(found).items()},
        "date": figures.dates(found),
        "place": figures.locations(found),
        "counts": figures.counts(found),
    }


def failures(found: list[Outcome], event_type: str) -> Iterator[str]:
    """Yield what went wrong with rows and events of a type (all types: ""), a line each with its sentence below."""
    for outcome in found:
        lines = list(wrong(outcome, event_type))
        if lines:
            yield f"{outcome.case.article.id}: {shown(outcome)}"
            yield from (f"    {line}" for line in lines)


def wrong(outcome: Outcome, event_type: str) -> Iterator[str]:
    text = outcome.case.article.text
    for row in outcome.missed:
        if event_type in {"", *row.types}:
            yield f"missed {'/'.join(row.types)} {words(row, text)}"
    for event in outcome.left:
        if event_type in {"", event.event_type}:
            yield f"wrong  {told(event)}"
    for answer in outcome.answers:
        if answer.row.must and not figures.sound(answer) and event_type in {"", *answer.row.types}:
            yield f"party  {told(answer.event)}"


def told(event: Event) -> str:
    return f"{event.event_type} {event.trigger.text!r} {parties(event.actors)} -> {parties(event.recipients)}"


def words(row: Row, text: str) -> str:
    start, end = row.words[0]
    return "" if end - start == len(text) else repr(text[start:end])


def parties(actors: tuple[Actor, ...]) -> str:
    return "; ".join(actor.text for actor in actors) or "-"


def shown(outcome: Outcome) -> str:
    text = outcome.case.article.text
    return "" if outcome.case.part == "samples" else text


def main() -> None:
    """Print the report of each part, and the failures where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="*", help="samples, or the number of a batch of probes; without one all of them")
    parser.add_argument(
        "--failures", metavar="TYPE", nargs="?", const="", help="print what went wrong, of one type or all"
    )
    parser.add_argument("--all", action="store_true", help="candidates below their type's cut too")
    options = parser.parse_args()
    found = outcomes(cases(options.part), options.all)
    for part in dict.fromkeys(outcome.case.part for outcome in found):
        here = [outcome for outcome in found if outcome.case.part == part]
        print(f"== {part if part == 'samples' else 'probes, batch ' + part}", *report(here), sep="\n")  # noqa: T201
        if options.failures is not None:
            print(*failures(here, options.failures), sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
