"""The views that `dateline sql` shows beside the tables; `pipelines/views/flat` makes them of the tables."""

from collections.abc import Iterable

import pyarrow as pa

from schemas.column import column, required
from schemas.event import ACTOR, EVENT, STANCES
from schemas.position import POSITION

_NAMES = pa.list_(pa.string())
_DAY = required("ingest_date", pa.date32(), "The partition of `events` that the event is in.")
_TRIGGER = required("trigger", pa.string(), "The words that report the event.")


def _of_events(*names: str) -> list[pa.Field]:
    return [EVENT.field(name) for name in names]


def _party(prefix: str, who: str, fields: Iterable[str]) -> list[pa.Field]:
    """Return columns for fields of `ACTOR`, called `actor_name`, `actor_country` ...; null where there is nobody."""
    kinds = {field.name: field.type for field in ACTOR}
    return [column(f"{prefix}_{name}", kinds[name], f"{_MEANING[name]} {who}.") for name in fields]


_MEANING = {
    "name": "Canonical name, null if unknown, of",
    "country": "Country (ISO 3166-1 alpha-3) or supranational code of",
    "sectors": "PLOVER sectors of",
    "text": "The article's words for",
}
_WHOLE = ("name", "country", "sectors", "text")
VIEWS: dict[str, pa.Schema] = {
    "event_actors": pa.schema(
        [
            *_of_events("event_id", "article_id", "event_type", "modes", "quad_class", "score", "auxiliary"),
            *_of_events("confidence", "event_date", "published_at"),
            column("country", pa.string(), "Where it happened: ISO 3166-1 alpha-3."),
            *_party("actor", "who acts", _WHOLE),
            *_party("recipient", "who is acted upon", _WHOLE),
            *POSITION,
            _DAY,
        ]
    ),
    "claims": pa.schema(
        [
            *_of_events("event_id", "article_id", "event_type", "modes", "quad_class", "auxiliary", "confidence"),
            _TRIGGER,
            *_of_events("actors", "recipients", "event_date", "event_date_end", "published_at"),
            *_party("source", "who says so", _WHOLE),
            required("cue", pa.string(), "The words that say it: said, denied, according to."),
            required("stance", pa.string(), f"One of {', '.join(STANCES)}."),
            required("nesting", pa.int32(), "1 for the innermost source: the army, where the BBC quotes the army."),
            *POSITION,
            _DAY,
        ]
    ),
    "statements": pa.schema(
        [
            *_of_events("event_id", "article_id", "event_type"),
            _TRIGGER,
            *_party("speaker", "who speaks", ("name", "country", "text")),
            required("stance", pa.string(), f"{', '.join(STANCES)}; or what speaking does: accuses, rejects."),
            *_of_events("event_date", "event_date_end", "published_at"),
            _DAY,
            required("contested_by", _NAMES, "Who of the accused denies the event; empty if nobody does."),
        ]
    ),
    "contested": pa.schema(
        [
            *_of_events("event_id"),
            required("claimed_by", _NAMES, "Who claims it; empty where it is told as denied only."),
            required("accused", _NAMES, "Who is said to have done it."),
            required("contested_by", _NAMES, "Who of the accused denies it; a country if a pronoun names them."),
            required("denials", _NAMES, "event_id of each denial: a REJECT, or the same event told as denied."),
        ]
    ),
    "sentences": pa.schema(
        [
            *_of_events("event_id", "article_id"),
            required("sentence_text", pa.string(), "The sentence of the event, as the article has it."),
            _DAY,
        ]
    ),
    "daily_counts": pa.schema(
        [
            column("day", pa.date32(), "First day of the events; if unknown, the day of publication (UTC)."),
            column("country", pa.string(), "Of the place; else of the first recipient, else actor, that is a state."),
            *_of_events("event_type", "quad_class"),
            required("events", pa.int32(), "Events that articles report; each report counts."),
            required("happened", pa.int32(), "Those that are neither planned, feared, negated nor denied."),
        ]
    ),
}  # fmt: skip
