"""An article, and the table `articles`."""

import datetime as dt
from typing import NamedTuple

import pyarrow as pa

from schemas.column import INSTANT, column, required
from schemas.position import POSITION, Position


class Article(NamedTuple):
    """A record that became an article. Fields as in `ARTICLE`; `text` is what every offset of an event counts in."""

    position: Position
    stop: int
    id: str
    text: str
    content_hash: str
    ingested_at: dt.datetime
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    published_at: dt.datetime | None = None
    unknown_fields: int = 0


ARTICLE = pa.schema(
    [
        *POSITION,
        required("article_id", pa.string(), "The record's own id; else sha256 of the URL, else of the text."),
        column("url", pa.string(), "Where the article was published."),
        column("publisher", pa.string(), "Who published it, as the record says."),
        column("title", pa.string(), "Headline: context for the coder, never the place of an event."),
        required("text", pa.string(), "The text that was coded; offsets of events are code points into it."),
        column("language", pa.string(), "Language that the record declares (BCP 47); null if it declares none."),
        column("published_at", INSTANT, "When it was published (RFC 3339 in the record), in UTC; null if unknown."),
        required("content_hash", pa.string(), "sha256 (hex) of the text in UTF-8."),
        required("events", pa.int32(), "How many rows of `events` this record has."),
        required("quarantined", pa.int32(), "How many rows of `quarantine` this record has."),
        required(
            "unknown_fields",
            pa.int32(),
            "How many fields of the record are not in the article contract and were left out.",
        ),
        required(
            "ingested_at", INSTANT, "Kafka record timestamp; for a file its modification time when it was first read."
        ),
        required("processed_at", INSTANT, "When dateline wrote the row: the only column that a rerun changes."),
        required("coder_version", pa.string(), "Version of the coder that read it; ends in the hash of its lexicon."),
    ]
)
