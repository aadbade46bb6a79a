"""What linking makes of pairs of short stories: `python tests/support/joining.py [PAIRS.tsv]` prints what is not right.

Each story is coded and linked with the other one of its pair, as `dateline link` would.
"""

import datetime as dt
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from schemas.article import Article
from schemas.position import Position
from schemas.vocabulary import rows
from transforms.coding.coder import Coder
from transforms.linking.articles import Linked, compare
from transforms.linking.families import join_families
from transforms.linking.link_events import link_events
from transforms.linking.report import Report, read_report
from transforms.linking.signatures import signature
from transforms.tables.rows import plain

PAIRS = Path(__file__).parents[1] / "transforms/linking/pairs.tsv"
MORNING = dt.datetime(2024, 5, 3, 8, tzinfo=dt.UTC)


class Outcome(NamedTuple):
    """A pair, and what came of it: `right`, `missed` or `wrong`; the stories' reports, and on what they were joined."""

    verdict: str
    about: str
    end: str
    reports: tuple[list[Report], list[Report]]
    joined: list[tuple[str, ...]]


def outcomes(pairs: Path = PAIRS) -> Iterator[Outcome]:
    """Yield what comes of every pair."""
    coder = Coder(None)
    for verdict, about, *texts in rows(pairs, columns=4, key=4):
        told = {f"{at}": _reports(coder, at, text) for at, text in enumerate(texts)}
        joined = _joined(dict(zip(told, texts, strict=True)), told)
        end = ("right" if joined else "missed") if verdict == "same" else ("wrong" if joined else "right")
        yield Outcome(verdict, about, end, (told["0"], told["1"]), joined)


def _reports(coder: Coder, at: int, text: str) -> list[Report]:
    seen = MORNING + dt.timedelta(hours=3 * at)
    content = hashlib.sha256(text.encode()).hexdigest()
    article = Article(Position("file:///a", 0, at), at + 1, f"{at}", text, content, seen, published_at=seen)
    found = [plain(event) for event in next(iter(coder.code([article])))]
    words = [text[row["sentence"]["start"] : row["sentence"]["end"]] for row in found]
    return [read_report(row | {"words": said}, f"{at}", seen) for row, said in zip(found, words, strict=True)]


def _joined(texts: dict[str, str], told: dict[str, list[Report]]) -> list[tuple[str, ...]]:
    seen = {key: MORNING + dt.timedelta(hours=3 * int(key)) for key in texts}
    current = {
        key: Linked(key, "a", 0, int(key), MORNING.date(), "1", len(told[key]), None, seen[key]) for key in texts
    }
    families = join_families({key: signature(text) for key, text in texts.items()}, seen, texts, {})
    linking = link_events(compare({}, current), families, current, lambda keys: {key: told[key] for key in keys})
    return [member.matched for _, _, members in linking.events for member in members[1:]]


def main() -> None:
    """Print the pairs that are not right, and how many are."""
    found = list(outcomes(*map(Path, sys.argv[1:])))
    for one in found:
        if one.end != "right":
            _say(one.end, one.verdict, one.about, *one.joined)
            for report in (report for reports in one.reports for report in reports):
                _say("   ", *_told(report))
    for verdict in ("same", "other"):
        ends = [one.end for one in found if one.verdict == verdict]
        _say(verdict, {end: ends.count(end) for end in sorted(set(ends))})


def _say(*parts: object) -> None:
    sys.stdout.write(" ".join(map(str, parts)) + "\n")


def _told(report: Report) -> Iterator[object]:
    yield from (report.event_type, sorted(report.modes), report.trigger, report.day, report.place, report.country)
    for side in (report.actors, report.recipients):
        yield [f"{one.name}:{one.country}:{'/'.join(sorted(one.sectors))}" for one in side]
    yield from ([tuple(toll) for toll in report.tolls], sorted(report.unreal))


if __name__ == "__main__":
    main()
