"""Records in, articles and dead letters out."""

from collections.abc import Iterator

import apache_beam as beam

from schemas.article import Article
from schemas.dead_letter import DeadLetter, Refused
from schemas.record import Record
from transforms.batch import ArticleBatch, RecordBatch
from transforms.metrics import counter
from transforms.parse_article import parse_article
from transforms.tables.attempts import DEATHS, Note, begin, recall
from transforms.tables.storage import storage


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
        note = recall(self.store, batch.chunk)
        begin(self.store, batch.chunk, note, [record.position for record in batch.records])
        parsed = parse_articles(batch, note)
        counter("records_read").inc(len(batch.records))
        counter("articles_parsed").inc(len(parsed.articles))
        counter("records_refused").inc(len(parsed.dead_letters))
        yield parsed


def parse_articles(batch: RecordBatch, note: Note) -> ArticleBatch:
    """Return the articles and the dead letters of a batch: together as many as it has records."""
    outcomes = [_outcome(record, note) for record in batch.records]
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
