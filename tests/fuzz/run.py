"""Fuzz for as long as asked, and say what was tried and what was found.

    python -m tests.fuzz.run --records 10_000_000 --seed 1      # and 100,000 texts
    python -m tests.fuzz.run --minutes 5

For a hundred records through `parse_article` one short text goes through the coder: they take about as long. Whatever
ends neither as an article nor as a dead letter, breaks a rule, comes out otherwise the second time, or takes a minute
is written to `out/fuzz/`, one file for each place in the code, and the status is 1.
"""

import argparse
import collections
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.event import Event
from schemas.record import Record
from tests.fuzz import oracle, records, texts
from transforms.coding.coder import Coder

FOUND = Path("out/fuzz")
STUCK = 60  # seconds: only here, by hand, is a clock asked
GROUP = 64
AGAIN = 16
RECORDS_FOR_A_TEXT = 100


class StuckError(Exception):
    """An input takes a minute."""


class Tally:
    """What was tried and what was found."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.counts = folder, collections.Counter[str]()
        self.found: dict[str, int] = {}

    def guarded(self, what: Callable[[], Any], inputs: object) -> Any:
        """Return what a function returns; keep the inputs if it raises."""
        signal.alarm(STUCK)
        try:
            return what()
        except Exception as error:  # whatever it is: that is what is looked for
            self.keep(error, inputs)
            return None
        finally:
            signal.alarm(0)

    def keep(self, error: Exception, inputs: object) -> None:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        name = f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}" if not isinstance(
            error, AssertionError) else f"rule-{str(error).split(':', 1)[0][:40]}-{frame.lineno}"  # fmt: skip
        self.found[name] = self.found.get(name, 0) + 1
        if self.found[name] == 1:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{name}.txt").write_text(f"{inputs!r}\n\n{''.join(traceback.format_exception(error))}")
            sys.stderr.write(f"found: {name}: {error!s:.200}\n")

    def say(self, began: float) -> None:
        seconds = time.monotonic() - began
        sys.stdout.write(f"{dict(self.counts)} in {seconds:.0f} s; found {self.found or 'nothing'}\n")
        sys.stdout.flush()


def parse_group(tally: Tally, chance: Random) -> None:
    """Try a group of records; one of sixteen twice; the group as rows."""
    outcomes = []
    for number in range(GROUP):
        record = records.record(chance)
        became = tally.guarded(partial(oracle.outcome, record), record)
        if became is None:
            continue
        outcomes.append(became)
        tally.counts[became.code if isinstance(became, DeadLetter) else "article"] += 1
        if number % AGAIN == 0:
            tally.guarded(partial(_again, record, became), record)
    tally.counts["records"] += GROUP
    if chance.random() < 1 / AGAIN:
        tally.guarded(lambda: oracle.storable(outcomes), outcomes)


def code_group(tally: Tally, chance: Random, coder: Coder) -> None:
    """Try a group of short texts; one of them alone too: its neighbours must not matter."""
    articles = [texts.article(chance) for _ in range(GROUP)]
    every = chance.random() < 0.25
    found = tally.guarded(partial(_coded, coder, articles, every), articles)
    tally.counts["texts"] += GROUP
    if found is None:
        for article in articles:
            tally.guarded(partial(_coded, coder, [article], every), [article])
        return
    tally.counts["events"] += sum(map(len, found))
    for article, events in zip(articles, found, strict=True):
        if events:
            tally.guarded(partial(_keeps_rules, article, events), [article])
    alone = int(chance.random() * GROUP)
    tally.guarded(partial(_alone, coder, articles[alone], every, found[alone]), [articles[alone], articles])


def _again(record: Record, became: object) -> None:
    assert oracle.outcome(record) == became, "differs: the second time"


def _coded(coder: Coder, articles: list[Article], every: bool) -> list[tuple[Event, ...]]:
    return list(coder.code(articles, every))


def _alone(coder: Coder, article: Article, every: bool, among: tuple[Event, ...]) -> None:
    assert _coded(coder, [article], every) == [among], "differs: alone"


def _keeps_rules(article: Article, events: tuple[Event, ...]) -> None:
    """Check that no rule is broken but the one that the coder leaves to quarantine."""
    broken = [rule for rule in oracle.violations([article], [events]) if not rule.startswith("missing_recipient")]
    assert not broken, "; ".join(broken)


def _stuck(*_: object) -> None:
    raise StuckError


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    many = parser.add_mutually_exclusive_group(required=True)
    many.add_argument("--minutes", type=float)
    many.add_argument("--records", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, _stuck)
    sys.stdout.write(f"seed {given.seed}\n")
    tally = fuzz(Random(given.seed), given.records, given.minutes)
    sys.exit(1 if tally.found else 0)


def fuzz(chance: Random, count: int | None, minutes: float | None) -> Tally:
    """Go on until so many records were tried, or so many minutes have passed."""
    coder, tally = Coder(), Tally(FOUND)
    began = said = time.monotonic()
    while tally.counts["records"] < count if count else time.monotonic() < began + 60 * (minutes or 0):
        code_group(tally, chance, coder)
        for _ in range(RECORDS_FOR_A_TEXT):
            parse_group(tally, chance)
        if time.monotonic() - said > STUCK:
            said = time.monotonic()
            tally.say(began)
    tally.say(began)
    return tally


if __name__ == "__main__":
    main()
