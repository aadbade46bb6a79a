"""An article, parsed: what every part of the coder looks at."""

import datetime as dt
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from schemas.event import Span


@dataclass(slots=True)
class Story:
    """An article, parsed.

    Attributes:
        article_id: The article's id.
        text: The article's whole text; offsets of events count in it.
        title: Its headline: names and topic, never an event.
        published_at: When it was published, in UTC.
        doc: The parse of `text[base:]`, where single characters may have been replaced but none added or taken away.
        base: Code points before the parsed part (the dateline is kept out of the grammar).
        dateline_place: The dateline's place, such as KABUL.
        dateline_date: The dateline's date, such as "Aug 14".
        memory: What parts of the coder remember of this story (resolved names, sentence facts), by part.
    """

    article_id: str
    text: str
    title: str
    published_at: dt.datetime | None
    doc: Doc
    base: int = 0
    dateline_place: Span | None = None
    dateline_date: Span | None = None
    memory: dict[str, object] = field(default_factory=dict)

    def words(self, first: int, stop: int) -> Span:
        """Return tokens `doc[first:stop]` as words of the article."""
        last = self.doc[stop - 1]
        return self.characters(self.doc[first].idx, last.idx + len(last))

    def characters(self, start: int, end: int) -> Span:
        """Return code points [start, end) of the doc as words of the article."""
        start, end = start + self.base, end + self.base
        return Span(self.text[start:end], start, end)

    def word(self, token: Token) -> Span:
        """Return one token as words of the article."""
        return self.words(token.i, token.i + 1)
