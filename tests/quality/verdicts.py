"""What became of the judged events: python -m tests.quality.verdicts NEWS.jsonl.

A change to the coder should keep what was judged right and mend or drop what was judged wrong. This codes the judged
articles again and says how many of each are the same, are there otherwise (another party, another label), or are gone.
"""

import argparse
import collections
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from schemas.article import Article
from schemas.event import Actor, Event
from schemas.position import Position
from tests.quality.expected import HERE, WRITTEN
from transforms.coding.coder import Coder

FATES = ("same", "otherwise", "gone")


class Verdict(NamedTuple):
    """A judged event.

    Attributes:
        round: Which draw.
        article: The article's id.
        start: Where its trigger begins.
        event_type: PLOVER type.
        right: Whether all of it was right.
        cause: Why not.
        told: What it said besides, as `told` tells it; empty in the first rounds.
    """

    round: int
    article: str
    start: int
    event_type: str
    right: bool
    cause: str
    told: str


def verdicts() -> list[Verdict]:
    """Return the judged events, in order."""
    lines = (HERE / "judgements.tsv").read_text(encoding="utf-8").splitlines()
    cells = ([*line.split("\t"), ""] for line in lines if line and not line.startswith("#"))
    return [
        Verdict(int(r), a, int(s), kind, v == "right", cause, more[0]) for r, a, s, _, kind, v, cause, *more in cells
    ]


def told(event: Event) -> str:
    """Return what an event says besides its type and trigger: parties with their countries, and auxiliaries."""
    return "|".join((_side(event.actors), _side(event.recipients), ",".join(event.auxiliary)))


def _side(actors: tuple[Actor, ...]) -> str:
    return ",".join(f"{actor.start}:{actor.country}" for actor in actors)


def read(file: Path, wanted: set[str]) -> list[Article]:
    """Return those articles of a file of JSON lines whose ids are wanted, without a publication time."""
    records = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Article(Position("quality", 0, 0), 0, r["id"], r["text"], "", WRITTEN, title=r.get("title", ""))
        for r in records
        if r["id"] in wanted
    ]


def fates(judged: list[Verdict], file: Path) -> Iterator[tuple[Verdict, str, Event | None]]:
    """Yield each judged event with its fate, and the event that stands in its place now."""
    articles = read(file, {verdict.article for verdict in judged})
    coded = zip(articles, Coder().code(articles), strict=True)
    found = {(a.id, e.trigger.start, e.event_type): e for a, events in coded for e in events}
    for verdict in judged:
        event = found.get((verdict.article, verdict.start, verdict.event_type))
        same = event is not None and told(event) == verdict.told
        yield verdict, "gone" if event is None else "same" if same else "otherwise", event


def main() -> None:
    """Print the table; with --list, each event by its verdict and fate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="articles as JSON lines")
    parser.add_argument("--list", action="store_true", help="say each event: right ones not the same, wrong ones same")
    options = parser.parse_args()
    judged = [verdict for verdict in verdicts() if verdict.told]
    table: collections.Counter[tuple[str, str]] = collections.Counter()
    for verdict, fate, event in fates(judged, options.file):
        table["right" if verdict.right else verdict.cause, fate] += 1
        if options.list and verdict.right == (fate != "same"):
            print(*verdict[1:6], fate, told(event) if event else "", "was", verdict.told)  # noqa: T201
    print(f"{'':16s}" + "".join(f"{fate:>12s}" for fate in FATES))  # noqa: T201
    for name in sorted({name for name, _ in table}):
        print(f"{name:16s}" + "".join(f"{table[name, fate]:12d}" for fate in FATES))  # noqa: T201


if __name__ == "__main__":
    main()
