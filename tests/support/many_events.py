"""Tables of many made events, to see what a report weighs: `python tests/support/many_events.py FOLDER 100000`."""

import datetime as dt
import random
import sys
from pathlib import Path

from reported_events import event, party
from small_output import Row, article, output, write_rows

from schemas.plover import COUNTRIES, TYPES

OF_ARTICLE = 3
FILLING = "Officials met reporters in the capital and gave no further details about what had happened there. "


def main() -> None:
    """Write the output."""
    store, number = output(Path(sys.argv[1])), int(sys.argv[2]) // OF_ARTICLE
    chance = random.Random(1)
    for first in range(0, number, 5_000):
        told = [_article(one, chance) for one in range(first, min(number, first + 5_000))]
        write_rows(store, "articles", [one for one, _ in told], name=str(first))
        write_rows(store, "events", [one for _, events in told for one in events], name=str(first))


def _article(number: int, chance: random.Random) -> tuple[Row, list[Row]]:
    lines, made = [FILLING * 2], []
    for _ in range(OF_ARTICLE):
        one, other = chance.sample(list(COUNTRIES), 2)
        lines.append(
            f"Troops of {COUNTRIES[one]} number {len(lines)} acted{len(lines)} on {COUNTRIES[other]}, it said."
        )
        made.append((one, other, chance.choice(list(TYPES)), chance.randrange(1500)))
    text = "\n".join([*lines, FILLING * 4])
    events = [
        event(
            number, text, f"acted{line}", kind, event_date=dt.date(2020, 1, 1) + dt.timedelta(days=day),
            actors=[party(text, f"Troops of {COUNTRIES[one]} number {line}", COUNTRIES[one], one)],
            recipients=[party(text, COUNTRIES[other], COUNTRIES[other], other)],
            explanation=["verbs.tsv:1 act", f"actor {one}: country name", f"recipient {other}: country", "points"],
        )
        for line, (one, other, kind, day) in enumerate(made, 1)
    ]  # fmt: skip
    return article(number, text, title=f"Story {number} of troops", events=OF_ARTICLE), events


if __name__ == "__main__":
    main()
