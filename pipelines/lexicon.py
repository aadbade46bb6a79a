"""`dateline lexicon check|try`: a user's own entries, checked, and what they change."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipelines.endings import DONE, FOUND
from pipelines.extract import articles_of
from schemas.article import Article
from schemas.event import Actor, Event
from transforms.coding import own_lexicon
from transforms.coding.coder import Coder

SILENT = {"explanation", "coder_version", "confidence"}  # differ with every lexicon, or say nothing to an analyst


def check_lexicon(folder: Path) -> int:
    """Print how many entries each file of a folder adds, or all that is wrong in it; return the exit status."""
    broken = list(own_lexicon.errors(folder))
    for error in broken:
        sys.stderr.write(f"dateline: {error}\n")
    for name, number in own_lexicon.entries(folder).items() if not broken else ():
        sys.stdout.write(f"{name}: {number} entries\n")
    return FOUND if broken else DONE


def try_lexicon(folder: Path, files: list[str], published: str | None) -> int:
    """Print which events of some files appear, vanish or change with a user's folder; return the exit status."""
    if check_lexicon(folder) != DONE:
        return FOUND
    shipped, own = Coder(), Coder(folder)
    refused: list[str] = []
    seen: Counter[str] = Counter()
    for articles in (group for file in files for group in articles_of(file, published, refused)):
        for article, before, after in zip(articles, shipped.code(articles), own.code(articles), strict=True):
            seen["articles"] += 1
            for what, event in differences(before, after):
                seen[what.split(":")[0]] += 1
                sys.stdout.write(_line(what, article, event))
    told = ", ".join(f"{seen[what]} {what}" for what in ("appear", "vanish", "change"))
    sys.stdout.write(f"{seen['articles']} articles: {told}\n")
    return FOUND if refused else DONE


def differences(before: tuple[Event, ...], after: tuple[Event, ...]) -> Iterator[tuple[str, Event]]:
    """Yield what a lexicon changes in an article: `appear`, `vanish`, or `change: fields`, and the event."""
    old, new = ({event.event_id: event for event in events} for events in (before, after))
    for name in sorted(old | new, key=lambda name: (old.get(name) or new[name]).trigger.start):
        if name not in old:
            yield "appear", new[name]
        elif name not in new:
            yield "vanish", old[name]
        elif fields := [f for f in Event._fields if f not in SILENT and getattr(old[name], f) != getattr(new[name], f)]:
            yield f"change: {', '.join(fields)}", new[name]


def _line(what: str, article: Article, event: Event) -> str:
    sentence = " ".join(article.text[event.sentence.start : event.sentence.end].split())
    sides = f"{_side(event.actors)} -> {_side(event.recipients)}"
    return f"{what}\n    {article.id} {event.event_type} <{event.trigger.text}> {sides}\n    {sentence}\n"


def _side(actors: tuple[Actor, ...]) -> str:
    return ", ".join(f"{actor.text} ({actor.country or 'unknown'})" for actor in actors) or "nobody"
