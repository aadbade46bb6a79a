"""The six tables of an output by name, and what is derived of them."""

import pyarrow as pa

from schemas.article import ARTICLE
from schemas.cluster import DERIVED
from schemas.dead_letter import DEAD_LETTER
from schemas.event import EVENT, QUARANTINE
from schemas.gap import GAP
from schemas.quality import QUALITY
from schemas.view import VIEWS

TABLES: dict[str, pa.Schema] = {
    "articles": ARTICLE,
    "events": EVENT,
    "quarantine": QUARANTINE,
    "dead_letters": DEAD_LETTER,
    "quality": QUALITY,
    "gaps": GAP,
}
CONTRACT: dict[str, pa.Schema] = TABLES | DERIVED | VIEWS

DESCRIPTIONS: dict[str, str] = {
    "articles": "A row is a record that became an article. Key: source, partition, offset.",
    "events": "A row is an event that passed its rules. Key: event_id, source, partition, offset.",
    "quarantine": "A row is an event that broke a rule. Key: event_id, source, partition, offset.",
    "dead_letters": "A row is a record that could not become an article. Key: source, partition, offset.",
    "quality": "A row is what a rule found in a chunk, or in a whole partition of a table.",
    "gaps": "A row is a range of offsets that is known not to be there. Key: source, partition, first.",
    "event_clusters": "A row is an event, whoever reports it, as `dateline link` joins reports. Key: cluster_id.",
    "cluster_members": "A row is a report in a cluster; in `dateline sql` also with `event_month`. Key: event_id.",
    "event_actors": "A view of `dateline sql`; a row is a pair of actor and recipient; null where one lacks.",
    "claims": "A view of `dateline sql`; a row is an event and one who speaks of it. Key: event_id, nesting.",
    "statements": "A view of `dateline sql`; a row is an event and one who claims, denies, accuses or rejects by it.",
    "contested": "A view of `dateline sql`; a row is an event that the accused denies. Key: event_id.",
    "sentences": "A view of `dateline sql`; a row is an event and its sentence. Key: event_id.",
    "daily_counts": "A view of `dateline sql`; a row is a day, country and type. Key: day, country, event_type.",
}
