"""The six tables of an output, by name."""

import pyarrow as pa

from schemas.article import ARTICLE
from schemas.dead_letter import DEAD_LETTER
from schemas.event import EVENT, QUARANTINE
from schemas.gap import GAP
from schemas.quality import QUALITY

TABLES: dict[str, pa.Schema] = {
    "articles": ARTICLE,
    "events": EVENT,
    "quarantine": QUARANTINE,
    "dead_letters": DEAD_LETTER,
    "quality": QUALITY,
    "gaps": GAP,
}

DESCRIPTIONS: dict[str, str] = {
    "articles": "A row is a record that became an article. Key: source, partition, offset.",
    "events": "A row is an event that passed its rules. Key: event_id, source, partition, offset.",
    "quarantine": "A row is an event that broke a rule. Key: event_id, source, partition, offset.",
    "dead_letters": "A row is a record that could not become an article. Key: source, partition, offset.",
    "quality": "A row is what a rule found in a chunk, or in a whole partition of a table.",
    "gaps": "A row is a range of offsets that is known not to be there. Key: source, partition, first.",
}
