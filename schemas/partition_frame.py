"""The tables of a partition as frames of what its rules measure: numbers, and noughts and ones whose mean is a share.

A null is a row of which the measure says nothing.
"""

from collections import Counter
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import pandas as pd

SHORT_TEXT = 200  # characters


def article_measures(articles: pa.Table) -> "pd.DataFrame":
    """Return a row for each article."""
    columns = {
        "repeated_text": _repeated(articles["content_hash"]),
        "short_text": pc.less(pc.utf8_length(articles["text"]), SHORT_TEXT),
        "unpublished": articles["published_at"].is_null(),
        "without_events": pc.equal(articles["events"], 0),
        "with_quarantine": pc.greater(articles["quarantined"], 0),
    }
    return pa.table({**_numbers(columns), "events": articles["events"]}).to_pandas()


def event_measures(events: pa.Table) -> "pd.DataFrame":
    """Return a row for each event."""
    actors, recipients = events["actors"], events["recipients"]
    columns = {
        "most_common_type": _most_common(events["event_type"]),
        "dated_by_fallback": pc.equal(events["date_source"], "published"),
        "undated": _where(events["published_at"].is_valid(), events["event_date"].is_null()),
        "without_actors": pc.equal(pc.list_value_length(actors), 0),
        "without_recipients": pc.equal(pc.list_value_length(recipients), 0),
        "without_location": events["location"].is_null(),
        "without_country": _without_country(actors, recipients),
    }
    return pa.table({**_numbers(columns), "event_type": events["event_type"]}).to_pandas()


def _repeated(digests: pa.ChunkedArray) -> pa.Array:
    """Return whether the same text came before."""
    return pa.array(digests.to_pandas().duplicated().to_numpy())


def _most_common(words: pa.ChunkedArray) -> pa.ChunkedArray:
    counted = Counter(words.to_pylist()).most_common(1)
    return pc.equal(words, pa.scalar(counted[0][0] if counted else None, pa.string()))


def _without_country(actors: pa.ChunkedArray, recipients: pa.ChunkedArray) -> pa.Array:
    """Return whether none of an event's parties has a country; null where it has no parties."""
    parties = [[*left, *right] for left, right in zip(actors.to_pylist(), recipients.to_pylist(), strict=True)]
    absent = [all(party["country"] is None for party in both) if both else None for both in parties]
    return pa.array(absent, pa.bool_())


def _where(told: pa.ChunkedArray, values: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(told, values, pa.scalar(None, pa.bool_()))


def _numbers(columns: dict[str, pa.ChunkedArray]) -> dict[str, pa.ChunkedArray]:
    return {name: column.cast(pa.int8()).cast(pa.float64()) for name, column in columns.items()}
