"""Syndicated variants of articles: what agencies' customers make of a story. `python syndicate.py IN.jsonl OUT.jsonl`.

Ten variants each of a hundred articles: new ids, new publishers, hours later, trimmed at the end or the beginning,
words edited. The same every time. A variant's id ends in the id of its original: `v3 of a-17`.
"""

import datetime as dt
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COPIES, ARTICLES, LEAST_WORDS = 10, 100, 120
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
EDITS = {
    "announced": "said", "approximately": "about", "however, ": "", "also ": "", "according to": "as stated by",
    "around": "about", "currently ": "", "a number of": "several", "near": "close to", "large": "big",
    "yesterday": "a day ago", "in order to": "to", "reportedly ": "", "while": "as",
    "additional": "more", "began": "started",
}  # fmt: skip


def variants(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the variants of an article."""
    for number in range(COPIES):
        choice = random.Random(f"{article['id']} {number}")
        made = {**article, "id": f"v{number} of {article['id']}", "publisher": f"Daily {choice.randrange(400)}"}
        if published := article.get("published_at"):
            later = dt.datetime.fromisoformat(published) + dt.timedelta(minutes=choice.randrange(30, 1800))
            made["published_at"] = later.isoformat()
        yield made | {"text": _edit(_trim(article["text"], choice), choice)}


def _trim(text: str, choice: random.Random) -> str:
    """Cut up to three tenths of the sentences: mostly at the end, one at the beginning now and then."""
    sentences = _SENTENCE_END.split(text)
    kept = sentences[: max(3, round(len(sentences) * choice.uniform(0.7, 1.0)))]
    return " ".join(kept[1:] if choice.random() < 0.15 and len(kept) > 5 else kept)


def _edit(text: str, choice: random.Random) -> str:
    for old, new in EDITS.items():
        if choice.random() < 0.5:
            text = text.replace(old, new)
    return f"{choice.choice(['(Wire) ', '', 'UPDATE: ', ''])}{text}"


def syndicate(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the variants of the hundred articles whose ids come first when shuffled, long enough to be trimmed."""
    long = [article for article in articles if len(article["text"].split()) >= LEAST_WORDS]
    chosen = random.Random(1).sample(sorted(long, key=lambda article: article["id"]), ARTICLES)
    return [variant for article in chosen for variant in variants(article)]


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    made = syndicate([json.loads(line) for line in lines])
    Path(sys.argv[2]).write_text("".join(json.dumps(one) + "\n" for one in made), encoding="utf-8")
