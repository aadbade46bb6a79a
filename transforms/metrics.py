"""Every metric by name: what it counts, once."""

from typing import Literal

from apache_beam.metrics import Metrics
from apache_beam.metrics.metric import Counter, Distribution, Gauge

Count = Literal[
    "records_read",  # counter: records that a source gave
    "articles_parsed",  # counter: records that became articles
    "records_refused",  # counter: records that became dead letters
    "events_coded",  # counter: events that the coder found
    "events_quarantined",  # counter: events that broke a rule
    "rules_not_evaluated",  # counter: chunks with a rule that could not be evaluated
    "chunks_written",  # counter: chunks committed
    "batches_read",  # counter: batches of records that a stream has read
    "chunks_completed",  # counter: chunks of a stream of which everything has come
    "chunks_flushed",  # counter: chunks of a stream handed on before everything of them had come
    "sources_failed",  # counter: sources that could not be read to their end
]
Spread = Literal[
    "coding_ms",  # distribution: milliseconds to code a chunk
    "writing_ms",  # distribution: milliseconds to write a chunk
]
NAMESPACE = "dateline"


def counter(name: Count) -> Counter:
    """Return a counter of dateline's."""
    return Metrics.counter(NAMESPACE, name)


def distribution(name: Spread) -> Distribution:
    """Return a distribution of dateline's."""
    return Metrics.distribution(NAMESPACE, name)


def offsets_behind(topic: str, partition: int) -> Gauge:
    """Return the gauge `offsets_behind_<topic>_<partition>`: offsets from what a stream has read to the end there."""
    return Metrics.gauge(NAMESPACE, f"offsets_behind_{topic}_{partition}")
