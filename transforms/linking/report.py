"""An event as linking sees it: what tells whether another article reports the same."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from transforms.linking.topic import meaning, topic


class Side(NamedTuple):
    """One of those who take part."""

    name: str | None
    country: str | None
    sectors: frozenset[str]


class Toll(NamedTuple):
    """How many: `most` is None where the text sets no upper bound."""

    kind: str
    least: int
    most: int | None


class Report(NamedTuple):
    """An event as one article reports it.

    Attributes:
        event_id: The event's id.
        article: Key of the article: no two reports of one article are ever joined.
        seen: When the article was published; if unknown, ingested.
        event_type: PLOVER's type.
        modes: PLOVER's modes.
        unreal: Future, hypothetical, negation, and `denies` if somebody denies it.
        day: The day of the event; None if it is not dated, or not to a day.
        actors: Who did it.
        recipients: To whom.
        place: GeoNames id of the place; None for a whole country or an unknown place.
        country: Country of the place.
        tolls: How many were killed, arrested ...
        trigger: The words that report it, in lower case.
        start: Where they begin.
        words: Those of its sentence that mean something, in lower case.
        topic: Their stems, without who takes part by name, where and when.
        detail: How many of its columns say something.
        dates: First and last day.
    """

    event_id: str
    article: str
    seen: dt.datetime
    event_type: str
    modes: frozenset[str]
    unreal: frozenset[str]
    day: dt.date | None
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    place: int | None
    country: str | None
    tolls: tuple[Toll, ...]
    trigger: str
    start: int
    words: frozenset[str]
    topic: frozenset[str]
    detail: int
    dates: tuple[dt.date | None, dt.date | None]


def read_report(row: Mapping[str, Any], article: str, seen: dt.datetime) -> Report:
    """Return the report that a row of `events` with its sentence's text, `words`, stands for."""
    place = row["location"] or {}
    denied = {"denies"} & {claim["stance"] for claim in row["attribution"]}
    first, last = row["event_date"], row["event_date_end"]
    return Report(
        row["event_id"], article, seen, row["event_type"], frozenset(row["modes"]),
        frozenset(row["auxiliary"]) - {"historical"} | denied,
        first if row["date_granularity"] == "day" and first == last else None,
        _sides(row["actors"]), _sides(row["recipients"]), place.get("geonames_id"), place.get("country"),
        tuple(Toll(count["kind"], count["minimum"] or 0, count["maximum"]) for count in row["counts"]),
        row["trigger"]["text"].casefold(), row["trigger"]["start"], meaning(row["words"]),
        topic(row["words"], _known(row)), _detail(row), (first, last),
    )  # fmt: skip


def _known(row: Mapping[str, Any]) -> list[str]:
    """Return the words that say who takes part, by name, who speaks, when and where: these are compared as such."""
    named = [party for party in (*row["actors"], *row["recipients"]) if party["name"]]
    spoken = [part for claim in row["attribution"] for part in (claim["source"], claim["cue"])]
    return [span["text"] for span in (*named, *spoken, row["location"], row["date_text"]) if span]


def _sides(parties: list[dict[str, Any]]) -> tuple[Side, ...]:
    return tuple(Side(party["name"], party["country"], frozenset(party["sectors"])) for party in parties)


def _detail(row: Mapping[str, Any]) -> int:
    """Count what an event says: names, a place, numbers, a day, modes, who says so."""
    named = sum(party["name"] is not None for party in (*row["actors"], *row["recipients"]))
    there = [row["actors"], row["recipients"], row["location"], row["date_text"], row["modes"], row["attribution"]]
    exact = (row["location"] or {}).get("geonames_id") is not None
    return named + exact + len(row["counts"]) + sum(map(bool, there))
