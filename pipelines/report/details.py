"""What the page shows of one event beside its article; the page's scripts know these fields by their names."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Place = tuple[int, int]
Said = tuple[str, int, int]


class Details(NamedTuple):
    """What is read when an event is opened. Places in the text are UTF-16 code units, from and to."""

    sentence: Place
    trigger: Said
    actors: list[Place]
    recipients: list[Place]
    claims: list[tuple[Place, Said]]
    date_end: str | None
    date_source: str | None
    date_text: Said | None
    location: Said | None
    counts: list[tuple[str, int | None, int | None, str, int, int]]
    mentions: list[Said]
    modes: list[str]
    contexts: list[str]
    cameo_code: str
    explanation: list[str]


def details(event: dict[str, Any], unit: Callable[[int], int]) -> Details:
    """Return what is shown of an event; `unit` counts code points as UTF-16 code units."""

    def place(span: dict[str, Any]) -> Place:
        return unit(span["start"]), unit(span["end"])

    def said(span: dict[str, Any]) -> Said:
        return span["text"], *place(span)

    def places(spans: Iterable[dict[str, Any]]) -> list[Place]:
        return [place(span) for span in spans]

    def perhaps(span: dict[str, Any] | None) -> Said | None:
        return said(span) if span else None

    return Details(
        sentence=place(event["sentence"]),
        trigger=said(event["trigger"]),
        actors=places(event["actors"]),
        recipients=places(event["recipients"]),
        claims=[(place(claim["source"]), said(claim["cue"])) for claim in event["attribution"]],
        date_end=event["event_date_end"] and event["event_date_end"].isoformat(),
        date_source=event["date_source"],
        date_text=perhaps(event["date_text"]),
        location=perhaps(event["location"]),
        counts=[(count["kind"], count["minimum"], count["maximum"], *said(count)) for count in event["counts"]],
        mentions=[said(mention) for mention in event["mentions"]],
        modes=event["modes"],
        contexts=event["contexts"],
        cameo_code=event["cameo_code"],
        explanation=event["explanation"],
    )
