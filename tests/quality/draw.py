"""Events drawn at random from articles, to be judged by reading: python -m tests.quality.draw NEWS.jsonl --seed 1.

Verdicts go to `judgements.tsv`. A third of the articles, by sha256 of their id, is kept unread for the final draw.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

from schemas.article import Article
from schemas.event import Actor, Event
from schemas.position import Position
from tests.quality.expected import WRITTEN
from transforms.coding.coder import Coder


def unread(name: str) -> bool:
    """Whether an article belongs to the third that nobody has read."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def articles(file: Path, of_unread: bool, limit: int, chance: random.Random) -> list[Article]:
    """Return up to `limit` articles of one of the two parts, without a publication time."""
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    mine = [record for record in records if unread(record["id"]) == of_unread]
    return [
        Article(Position("quality", 0, 0), 0, record["id"], record["text"], "", WRITTEN, title=record.get("title", ""))
        for record in chance.sample(mine, min(limit, len(mine)))
    ]


def shown(number: int, article: Article, event: Event) -> Iterator[str]:
    """Yield an event as lines to judge; its confidence is not told."""
    start, end = event.sentence.start, event.sentence.end
    left, right = article.text[max(0, start - 160) : start], article.text[end : end + 60]
    sides = [", ".join(f"{actor.text} ({actor.country})" for actor in side) or "-" for side in sides_of(event)]
    yield f"{number}\t{article.id}\t{event.trigger.start}\t{event.trigger.end}\t{event.event_type}"
    yield f"    {'/'.join(event.modes)} <{event.trigger.text}> {sides[0]} -> {sides[1]} {' '.join(event.auxiliary)}"
    yield f"    by {', '.join(f'{claim.source.text}:{claim.stance}' for claim in event.attribution) or 'the article'}"
    yield f"    {' '.join(left.split())} [[ {' '.join(article.text[start:end].split())} ]] {' '.join(right.split())}"


def sides_of(event: Event) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    return event.actors, event.recipients


def main() -> None:
    """Print events drawn with a seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="articles as JSON lines")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100, help="how many events")
    parser.add_argument("--articles", type=int, default=200, help="from how many articles")
    parser.add_argument("--unread", action="store_true", help="from the third kept unread")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    chosen = articles(options.file, options.unread, options.articles, chance)
    pairs = [(article, event) for article, found in zip(chosen, Coder().code(chosen), strict=True) for event in found]
    drawn = chance.sample(pairs, min(options.count, len(pairs)))
    print(f"seed {options.seed}: {len(drawn)} of {len(pairs)} events of {len(chosen)} articles")  # noqa: T201
    for number, (article, event) in enumerate(drawn, 1):
        print(*shown(number, article, event), sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
