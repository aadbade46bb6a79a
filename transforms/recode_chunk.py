"""A chunk as another output is to hold it: the texts that were kept, to be coded again, and what stayed refused."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from schemas.article import Article
from schemas.dead_letter import DeadLetter
from schemas.position import Position
from schemas.record import Record
from transforms.batch import ArticleBatch
from transforms.replay_chunk import Commits, record_of
from transforms.tables.attempts import DEATHS, Note
from transforms.tables.commit import Commit, digest
from transforms.tables.coverage import Coverage, grown, within
from transforms.tables.read import read_rows
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage
from transforms.tables.unresolved import POSITION, chunks, open_dead_letters
from transforms.tables.write import outcomes


class OtherChunkError(OutputError):
    """The other output holds a part of a chunk, and not as this one does."""


class ChangedError(OutputError):
    """What a chunk holds is not what it was committed with."""


def plan_recode(held: Coverage, into: Coverage) -> tuple[Commits, ...]:
    """Return the chunks, each with its replays, that another output does not hold, or not as far.

    Raises:
        OtherChunkError: The other output has read the same records in other chunks.
    """
    there, accounted = into.chunks(), into.accounted()
    return tuple(tuple(commits) for commits in chunks(held) if _lacks(commits[0], there, accounted))


def _lacks(
    commit: Commit, there: dict[tuple[str, int, int], Commit], accounted: dict[tuple[str, int], list[tuple[int, int]]]
) -> bool:
    if all(within(c.first, c.stop, accounted.get((c.source, c.partition), [])) for c in commit.covers):
        return False
    old = there.get((commit.chunk.source, commit.chunk.partition, commit.chunk.start))
    other = (c for c in commit.covers if within(c.first, c.first + 1, accounted.get((c.source, c.partition), [])))
    if grown(old, commit.chunk, commit.covers) and (old or not any(other)):
        return True
    where = f"{commit.covers[0].source} at {commit.chunk.start}"
    message = f"the other output has read a part of the chunk of {where} by itself: name an output of its own"
    raise OtherChunkError(message)


def read_kept(store: Storage, commits: Commits, note: Note) -> ArticleBatch:
    """Return a chunk's articles, those of its replays among them, and the dead letters that are open.

    Args:
        store: The output that holds the chunk.
        commits: The chunk and its replays.
        note: What is known of attempts: an article at which workers died becomes a dead letter again.

    Raises:
        ChangedError: The chunk's files are not those that were committed.
    """
    _check(store, commits[0])
    rows = [row for commit in commits for row in read_rows(store, commit.chunk, "articles").to_pylist()]
    order = {(covered.source, covered.partition): n for n, covered in enumerate(commits[0].covers)}
    articles = sorted(map(_article, rows), key=lambda article: (order[article.position[:2]], article.position.offset))
    crashed = tuple(_letter(article, note) for article in articles if note.count(article.position) >= DEATHS)
    kept = tuple(article for article in articles if note.count(article.position) < DEATHS)
    return ArticleBatch(commits[0].chunk, commits[0].covers, kept, (*_letters(store, commits), *crashed))


def _check(store: Storage, commit: Commit) -> None:
    articles = read_rows(store, commit.chunk, "articles", [*POSITION, "content_hash"])
    letters = read_rows(store, commit.chunk, "dead_letters", [*POSITION, "sha256"])
    if digest(outcomes(articles, letters)) != commit.digest:
        message = f"{commit.chunk.name} of {store.root} changed while it was read, or is damaged: run again, or audit"
        raise ChangedError(message)


def _letters(store: Storage, commits: Commits) -> Iterator[DeadLetter]:
    letters: pa.Table = open_dead_letters(store, commits)
    for row in letters.to_pylist():
        yield DeadLetter(record_of(row), row["step"], row["code"], row["message"])


def _article(row: dict[str, Any]) -> Article:
    place = Position(*(row[name] for name in POSITION))
    same = {name: row[name] for name in Article._fields if name in row}
    return Article(position=place, stop=place.offset + 1, id=row["article_id"], **same)


def _letter(article: Article, note: Note) -> DeadLetter:
    """Return an article as a dead letter whose bytes are the article again: those that were read are gone."""
    known = {"id": article.id, "text": article.text, "title": article.title, "url": article.url}
    known |= {"publisher": article.publisher, "language": article.language}
    known |= {"published_at": article.published_at.isoformat() if article.published_at else None}
    value = json.dumps({name: said for name, said in known.items() if said is not None}, ensure_ascii=False).encode()
    sha256 = hashlib.sha256(value).hexdigest()
    told = f"a worker died or failed {note.count(article.position)} times at this article"
    again = Record(article.position, article.stop, value, "json", article.ingested_at, len(value), sha256)
    return DeadLetter(again, "code", "crashed", told)
