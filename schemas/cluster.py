"""Reports of the same event joined: the derived tables `event_clusters` and `cluster_members`."""

import pyarrow as pa

from schemas.column import INSTANT, column, required

JOINED = ("first", "copy", "report")
_BLOCK = required(
    "block", pa.string(), "What it was compared with: the events of that day, or of that family of copies."
)
CLUSTER = pa.schema(
    [
        required("cluster_id", pa.string(), "The smallest event_id of its members."),
        required("face", pa.string(), "event_id of the most detailed report."),
        required("event_type", pa.string(), "One of PLOVER's 16 event types."),
        column("event_date", pa.date32(), "First day of the event, as its face says."),
        column("event_date_end", pa.date32(), "Last day of the event, as its face says."),
        column("country", pa.string(), "Where it happened, as its face says: ISO 3166-1 alpha-3."),
        required("reports", pa.int32(), "How many articles report it."),
        required("sources", pa.int32(), "How many of them are independent: copies, and one publisher's, count once."),
        required("first_seen", INSTANT, "When its first report was published; if unknown, ingested."),
        required("last_seen", INSTANT, "When its last report was published; if unknown, ingested."),
        required("matched", pa.list_(pa.string()), "On what all its reports agree; empty where there is only one."),
        _BLOCK,
    ]
)
MEMBER = pa.schema(
    [
        required("event_id", pa.string(), "The event's id."),
        required("cluster_id", pa.string(), "The cluster that it belongs to; every event belongs to one."),
        required("article_id", pa.string(), "The article's id."),
        required("family", pa.string(), "Near-duplicates of one article have one family."),
        required("joined", pa.string(), f"Why it is in: {', '.join(JOINED)}."),
        required("matched", pa.list_(pa.string()), "On what it agrees with those before it; empty for the first."),
        _BLOCK,
    ]
)
DERIVED: dict[str, pa.Schema] = {"event_clusters": CLUSTER, "cluster_members": MEMBER}
