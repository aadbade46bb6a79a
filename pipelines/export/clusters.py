"""What `dateline link` knows of exported events: which report stands for a cluster, and how often it is told."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import duckdb

from pipelines.export.rows import BATCH
from transforms.exporting.left_out import left_out

SEVERAL = """
    select cluster_id, event_id, event_id = face as is_face, reports, sources, auxiliary, attribution, event_date,
        date_source, 1 + len(mentions) as told
    from cluster_members
    join (select cluster_id, face, reports, sources from event_clusters where reports > 1) using (cluster_id)
    join events using (event_id)
    order by cluster_id, is_face desc, event_id
"""


class Clusters(NamedTuple):
    """Reports of the same event.

    Attributes:
        heard: Of each event that stands for several: reports, independent sources, times it is told in all of them.
        folded: The events for which another stands.
    """

    heard: dict[str, dict[str, int]]
    folded: frozenset[str]


def clusters(connection: duckdb.DuckDBPyConnection) -> Clusters:
    """Return the clusters of several events; none if `dateline link` has not run.

    A cluster's face stands for it, unless it is left out itself: then the first that is not.
    """
    heard: dict[str, dict[str, int]] = {}
    standing: dict[str, str] = {}
    folded: set[str] = set()
    for row in (row for batch in connection.sql(SEVERAL).to_arrow_reader(BATCH) for row in batch.to_pylist()):
        if left_out(row):
            continue
        event = standing.setdefault(row["cluster_id"], row["event_id"])
        known = heard.setdefault(event, {"reports": row["reports"], "sources": row["sources"], "mentioned": 0})
        known["mentioned"] += row["told"]
        if event != row["event_id"]:
            folded.add(row["event_id"])
    return Clusters(heard, frozenset(folded))


def counted_once(found: Iterable[Mapping[str, Any]], known: Clusters) -> Iterator[Mapping[str, Any]]:
    """Yield events with how often they are told; `folded` says that another event stands for it."""
    for event in found:
        told = known.heard.get(event["event_id"], {})
        yield {**event, **told, "folded": event["event_id"] in known.folded}
