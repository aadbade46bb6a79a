"""Texts and details of events, in blocks that the page reads when it needs them."""

from typing import IO, NamedTuple

import duckdb

from pipelines.report.details import Details, details
from pipelines.report.embed import as_json
from pipelines.report.excerpt import Piece, excerpt
from pipelines.report.overview import Overview
from pipelines.report.tables import Reported, one, reported
from pipelines.report.utf16 import units

# Beyond these the page holds excerpts: a browser should still open it at once.
WHOLE_ARTICLES, WHOLE_CHARACTERS = 2_000, 20_000_000
_BLOCK = 500_000  # characters of JSON


class Extent(NamedTuple):
    """How much of the output there is, and whether its texts are embedded whole."""

    articles: int
    characters: int

    @property
    def whole(self) -> bool:
        """Whether texts are embedded whole rather than as excerpts."""
        return self.articles <= WHOLE_ARTICLES and self.characters <= WHOLE_CHARACTERS


class Told(NamedTuple):
    """An article in a block: the number of its first event, its pieces in UTF-16 code units, its events."""

    first: int
    pieces: list[Piece]
    events: list[Details]


def extent(connection: duckdb.DuckDBPyConnection) -> Extent:
    """Return how much text there is."""
    characters = one(connection, "select coalesce(sum(length(text)), 0)::bigint from articles")
    return Extent(one(connection, "select count(*) from articles"), characters)


def write_blocks(
    connection: duckdb.DuckDBPyConnection, embedded: Extent, overview: Overview, file: IO[str]
) -> list[int]:
    """Write every article that has events as an element of the page, and tell the overview.

    Returns:
        The number of the first article of each block.
    """
    firsts: list[int] = []
    block: list[str] = []
    size = 0
    for number, article in enumerate(reported(connection)):
        if not block:
            firsts.append(number)
        block.append(as_json(_told(article, embedded.whole, len(overview.events))))
        overview.add(article)
        size += len(block[-1])
        if size > _BLOCK:
            _write(file, block)
            block, size = [], 0
    if block:
        _write(file, block)
    return firsts


def _write(file: IO[str], block: list[str]) -> None:
    file.write(f'<script type="application/json" class="block">[{",".join(block)}]</script>\n')


def _told(one: Reported, whole: bool, first: int) -> Told:
    text = one.article["text"]
    unit = units(text)
    sentences = [(event["sentence"]["start"], event["sentence"]["end"]) for event in one.events]
    pieces = [Piece(0, text)] if whole and text else excerpt(text, sentences)
    in_units = [Piece(unit(piece.start), piece.words) for piece in pieces]
    return Told(first, in_units, [details(event, unit) for event in one.events])
