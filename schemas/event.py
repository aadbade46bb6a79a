"""A political event, and the tables `events` and `quarantine`."""

import datetime as dt
from typing import NamedTuple

import pyarrow as pa

from schemas.column import INSTANT, column, optional, required
from schemas.position import POSITION


class Span(NamedTuple):
    """Words of the article: `text == article.text[start:end]`, in code points."""

    text: str
    start: int
    end: int


class Sentence(NamedTuple):
    """The sentence of the trigger: its number from 0 and its code points."""

    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody asks of a sentence
    start: int
    end: int


class Actor(NamedTuple):
    """Who acts, suffers or speaks: a mention and what it was resolved to (PLOVER actor)."""

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()


class Claim(NamedTuple):
    """Who says so: source, the word that says it, and the stance asserts | denies | doubts | predicts."""

    source: Actor
    cue: Span
    stance: str


class Location(NamedTuple):
    """Where it happened: a mention and its GeoNames entry (WGS 84 degrees)."""

    text: str
    start: int
    end: int
    name: str | None = None
    admin1: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None


class Count(NamedTuple):
    """How many: [minimum, maximum] persons of a kind; maximum is None where the text says "at least"."""

    kind: str
    minimum: int | None
    maximum: int | None
    text: str
    start: int
    end: int


class Event(NamedTuple):
    """What an article reports: who did what to whom, when, where, and who says so. Fields as in `EVENT`."""

    event_id: str
    article_id: str
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad_class: int
    score: float
    cameo_code: str
    auxiliary: tuple[str, ...]
    confidence: float
    trigger: Span
    sentence: Sentence
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    attribution: tuple[Claim, ...]
    event_date: dt.date | None
    event_date_end: dt.date | None
    date_granularity: str | None
    date_source: str | None
    date_text: Span | None
    location: Location | None
    counts: tuple[Count, ...]
    mentions: tuple[Span, ...]
    explanation: tuple[str, ...]
    published_at: dt.datetime | None
    coder_version: str
    ontology_version: str


STANCES = ("asserts", "denies", "doubts", "predicts")
AUXILIARIES = ("historical", "future", "hypothetical", "negation")
GRANULARITIES = ("day", "week", "month", "year")
DATE_SOURCES = ("expression", "dateline", "published")

_WORDS = [
    required("text", pa.string(), "The words, as they stand in the article's text."),
    required("start", pa.int32(), "Code point of the article's text at which they begin."),
    required("end", pa.int32(), "Code point behind the last one."),
]
SPAN = pa.struct(_WORDS)
SENTENCE = pa.struct(
    [
        required("index", pa.int32(), "Number of the sentence in the text, from 0."),
        required("start", pa.int32(), "Code point of the article's text at which it begins."),
        required("end", pa.int32(), "Code point behind the last one."),
    ]
)
ACTOR = pa.struct(
    [
        *_WORDS,
        column("name", pa.string(), "Canonical name of what the words stand for; null if unknown."),
        column(
            "country", pa.string(), "ISO 3166-1 alpha-3, or PLOVER's KOS UNO EUR IGO NGO ISM IMG MNC; null if unknown."
        ),
        required("sectors", pa.list_(pa.string()), "PLOVER sectors, the most specific first."),
    ]
)
CLAIM = pa.struct(
    [
        required("source", ACTOR, "Who says so."),
        required("cue", SPAN, "The word that says it: said, denied, according to."),
        required("stance", pa.string(), f"One of {', '.join(STANCES)}."),
    ]
)
LOCATION = pa.struct(
    [
        *_WORDS,
        column("name", pa.string(), "GeoNames name of the place, or the country's name."),
        column("admin1", pa.string(), "First-order administrative division (GeoNames ADM1 code)."),
        column("country", pa.string(), "ISO 3166-1 alpha-3."),
        column("latitude", pa.float64(), "Degrees north, WGS 84."),
        column("longitude", pa.float64(), "Degrees east, WGS 84."),
        column("geonames_id", pa.int64(), "GeoNames id."),
    ]
)
COUNT = pa.struct(
    [
        required(
            "kind",
            pa.string(),
            "What is counted: killed, injured, arrested, displaced, abducted, released, troops, protesters.",
        ),
        column("minimum", pa.int64(), "At least so many."),
        column("maximum", pa.int64(), "At most so many; null where the text sets no upper bound."),
        *_WORDS,
    ]
)

CODED = [
    required("event_id", pa.string(), "sha256 (hex) of article id, sha256 of the text, event type and trigger start."),
    required("article_id", pa.string(), "The article's id."),
    required("event_type", pa.string(), "One of PLOVER's 16 event types."),
    required("modes", pa.list_(pa.string()), "PLOVER modes of that type."),
    required("contexts", pa.list_(pa.string()), "PLOVER contexts."),
    required(
        "quad_class",
        pa.int32(),
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
    ),
    required(
        "score",
        pa.float64(),
        "PLOVER intensity score, -10 (conflict) to 10 (cooperation): the mode's where it has one, else the type's.",
    ),
    required("cameo_code", pa.string(), "CAMEO code as deep as the pattern allows: root 01-20, or longer."),
    required("auxiliary", pa.list_(pa.string()), f"PLOVER auxiliary modes: {', '.join(AUXILIARIES)}."),
    required("confidence", pa.float64(), "0 to 1."),
    required("trigger", SPAN, "The words that report the happening."),
    required("sentence", SENTENCE, "The sentence that holds the trigger."),
    required("actors", pa.list_(ACTOR), "Who did it; all sides of a mutual event."),
    required("recipients", pa.list_(ACTOR), "To whom."),
    required("attribution", pa.list_(CLAIM), "Who says so, innermost first; empty when the article itself asserts it."),
    column("event_date", pa.date32(), "First day of the event; null if no expression and no publication time tell."),
    column("event_date_end", pa.date32(), "Last day of the event."),
    column("date_granularity", pa.string(), f"One of {', '.join(GRANULARITIES)}."),
    column("date_source", pa.string(), f"Where the date comes from: {', '.join(DATE_SOURCES)}."),
    column("date_text", SPAN, "The words that date the event."),
    column("location", LOCATION, "Where it happened."),
    required("counts", pa.list_(COUNT), "How many were killed, injured, arrested, ..."),
    required("mentions", pa.list_(SPAN), "Other triggers of the same happening in the article."),
    required("explanation", pa.list_(pa.string()), "The path by which the event came about."),
    column("published_at", INSTANT, "When the article was published."),
]
EVENT = pa.schema(
    [
        *CODED,
        required(
            "ingested_at", INSTANT, "Kafka record timestamp; for a file its modification time when it was first read."
        ),
        required("processed_at", INSTANT, "When dateline wrote the row."),
        *POSITION,
        required("coder_version", pa.string(), "Version of the coder; ends in the hash of its lexicon."),
        required("ontology_version", pa.string(), "Version of the PLOVER vocabulary."),
    ]
)
# A missing value is one of the rules that an event can break, so nothing but the position is required here.
QUARANTINE = pa.schema(
    [
        *(field if field in POSITION else optional(field) for field in EVENT),
        required(
            "violations",
            pa.list_(pa.string()),
            "The rules that the event broke, by name; one that could not be evaluated too.",
        ),
    ]
)
