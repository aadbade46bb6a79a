"""Coded articles in, the tables of their chunk out: events that keep the rules apart from those that do not."""

import datetime as dt
import logging
from collections.abc import Iterator

import apache_beam as beam

from transforms.batch import CheckedBatch, EventBatch
from transforms.metrics import counter
from transforms.tables.rows import article_table, dead_letter_table, event_table, quality_table
from transforms.validate_events import validate_events

log = logging.getLogger("dateline")


class ValidateEvents(beam.PTransform[beam.PCollection[EventBatch], beam.PCollection[CheckedBatch]]):
    """Check the events of each chunk against the Arrow schema, the spans of the text and the row rules.

    Args:
        coder_version: Stands in every row.
    """

    def __init__(self, coder_version: str) -> None:
        super().__init__()
        self.coder_version = coder_version

    def expand(self, batches: beam.PCollection[EventBatch]) -> beam.PCollection[CheckedBatch]:
        """Validate."""
        return batches | beam.ParDo(_ValidateEventsDoFn(self.coder_version))


class _ValidateEventsDoFn(beam.DoFn):
    def __init__(self, coder_version: str) -> None:
        self.coder_version = coder_version

    def process(self, batch: EventBatch) -> Iterator[CheckedBatch]:
        checked = validate_chunk(batch, self.coder_version, dt.datetime.now(dt.UTC))
        counter("events_quarantined").inc(checked.tables["quarantine"].num_rows)
        if not checked.evaluated:
            counter("rules_not_evaluated").inc()
            log.error("chunk %s: a rule could not be evaluated; all its events are in quarantine", checked.chunk.name)
        yield checked


def validate_chunk(batch: EventBatch, coder_version: str, processed_at: dt.datetime) -> CheckedBatch:
    """Return the tables of a chunk; no event is lost: each is in `events` or in `quarantine`."""
    coded = event_table(batch.articles, batch.events, processed_at)
    texts = {(*article.position,): article.text for article in batch.articles}
    result = validate_events(coded, texts)
    articles = article_table(batch.articles, result.passed, result.quarantined, coder_version, processed_at)
    tables = {
        "articles": articles,
        "events": result.passed,
        "quarantine": result.quarantined,
        "dead_letters": dead_letter_table(batch.dead_letters, processed_at),
        "quality": quality_table(batch.chunk, result.quality, processed_at),
    }
    return CheckedBatch(batch.chunk, batch.covers, tables, result.evaluated)
