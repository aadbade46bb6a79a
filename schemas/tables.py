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
