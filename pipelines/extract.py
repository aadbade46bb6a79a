"""`dateline extract`: the events of articles as JSON lines, without Beam."""

import datetime as dt
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from itertools import islice

from pipelines.endings import DONE, FOUND
from schemas.article import Article
from schemas.dead_letter import Refused
from schemas.event import Event
from schemas.position import Position
from schemas.record import Record
from transforms.load_coder import load_coder
from transforms.parse_article import parse_article
from transforms.published import instant
from transforms.reading.find import find
from transforms.reading.records import records
from transforms.tables.rows import plain

AT_ONCE = 16
BLOCK = 64 * 1024


def extract_file(name: str, published: str | None, lexicon: str | None, *, all_candidates: bool) -> int:
    """Print the events of a file, or of standard input, as they are found; return the exit status."""
    refused: list[str] = []
    groups = articles_of(name, published, refused)
    coder = load_coder(lexicon)
    for articles in groups:
        for article, events in zip(articles, coder.code(articles, all_candidates=all_candidates), strict=True):
            for event in events:
                sys.stdout.write(line(article, event) + "\n")
            sys.stdout.flush()
    return FOUND if refused else DONE


def articles_of(name: str, published: str | None, refused: list[str]) -> Iterator[list[Article]]:
    """Return the articles of a file, or of standard input, in groups; codes of refused records go to `refused`.

    Raises:
        SourceError: There is no such file.
        UsageError: `published` is no date.
    """
    declared = (("published_at", moment),) if (moment := instant(published)) else ()
    groups = standard_input() if name == "-" else _groups(r for file in find([name]).files for r in records(file))
    return (
        list(_articles((r._replace(declared=(*r.declared, *declared)) for r in group), refused)) for group in groups
    )


def _groups(found: Iterator[Record]) -> Iterator[list[Record]]:
    while group := list(islice(found, AT_ONCE)):
        yield group


def standard_input() -> Iterator[list[Record]]:
    """Yield the lines of standard input as records, those together that are there: nobody waits for a full group."""
    rest, offset = b"", 0
    while block := os.read(sys.stdin.fileno(), BLOCK):
        *whole, rest = (rest + block).split(b"\n")
        yield list(_records(whole, offset))
        offset += sum(len(raw) + 1 for raw in whole)
    yield list(_records([rest], offset))


def _records(lines: list[bytes], offset: int) -> Iterator[Record]:
    now = dt.datetime.fromtimestamp(0, dt.UTC)
    for raw in lines:
        value = raw.rstrip(b"\r")
        if value.strip():
            place, stop = Position("-", 0, offset), offset + len(raw) + 1
            yield Record(place, stop, value, "json", now, len(value), hashlib.sha256(value).hexdigest())
        offset += len(raw) + 1


def _articles(found: Iterator[Record], refused: list[str]) -> Iterator[Article]:
    for record in found:
        try:
            yield parse_article(record)
        except Refused as error:
            refused.append(error.code)
            place = f"{os.path.basename(record.position.source)} at {record.position.offset}"
            sys.stderr.write(f"refused: {place}: {error.code}: {error.message}\n")


def line(article: Article, event: Event) -> str:
    """Return an event as one line of JSON, with the names of the table `events`."""
    row = {**plain(event), **article.position._asdict(), "ingested_at": article.ingested_at}
    return json.dumps(row, ensure_ascii=False, default=_text)


def _text(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    message = f"{value!r} has no form in JSON"
    raise TypeError(message)
