"""Records in, articles and dead letters out."""

from collections.abc import Iterator

import apache_beam as beam

from schemas.article import Article
from schemas.dead_letter import DeadLetter, Refused
from schemas.record import Record
from transforms.batch import ArticleBatch, RecordBatch, part
from transforms.metrics import counter
from transforms.parse_article import parse_article
from transforms.tables.attempts import DEATHS, Note, groups, recall, trying
from transforms.tables.storage import storage

GROUP = 256  # records that are noted together: a note costs a write to disk


class ParseArticles(beam.PTransform[beam.PCollection[RecordBatch], beam.PCollection[ArticleBatch]]):
    """Parse the records of each batch; every record becomes an article or a dead letter.

    Args:
        output: Knows at which positions earlier workers died.
    """

    def __init__(self, output: str) -> None:
        super().__init__()
        self.output = output

    def expand(self, batches: beam.PCollection[RecordBatch]) -> beam.PCollection[ArticleBatch]:
        """Parse."""
        return batches | beam.ParDo(_ParseArticlesDoFn(self.output))


class _ParseArticlesDoFn(beam.DoFn):
    def __init__(self, output: str) -> None:
        self.output = output

    def setup(self) -> None:
        self.store = storage(self.output)

    def process(self, batch: RecordBatch) -> Iterator[ArticleBatch]:
        parsed = _parted(batch, list(self._outcomes(batch)))
        counter("records_read").inc(len(batch.records))
        counter("articles_parsed").inc(len(parsed.articles))
        counter("records_refused").inc(len(parsed.dead_letters))
        yield parsed

    def _outcomes(self, batch: RecordBatch) -> Iterator[Article | DeadLetter]:
        note = recall(self.store, part(batch))
        positions = [record.position for record in batch.records]
        for first, stop in groups(positions, note, GROUP):
            with trying(self.store, part(batch), note, positions[first:stop]):
                yield from [_outcome(record, note) for record in batch.records[first:stop]]


def parse_articles(batch: RecordBatch, note: Note) -> ArticleBatch:
    """Return the articles and the dead letters of a batch: together as many as it has records."""
    return _parted(batch, [_outcome(record, note) for record in batch.records])


def _parted(batch: RecordBatch, outcomes: list[Article | DeadLetter]) -> ArticleBatch:
    articles = tuple(outcome for outcome in outcomes if isinstance(outcome, Article))
    dead_letters = tuple(outcome for outcome in outcomes if isinstance(outcome, DeadLetter))
    return ArticleBatch(batch.chunk, batch.covers, articles, dead_letters)


def _outcome(record: Record, note: Note) -> Article | DeadLetter:
    if (deaths := note.count(record.position)) >= DEATHS:
        return DeadLetter(record, "code", "crashed", f"a worker died or failed {deaths} times at this record")
    try:
        return parse_article(record)
    except Refused as refused:
        return DeadLetter(record, "parse", refused.code, refused.message)
