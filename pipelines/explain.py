"""`dateline explain`: the path by which an event came about, and why a sentence has none."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from rich.console import Console
from rich.text import Text

from pipelines.endings import DONE, NOT_STARTED
from schemas.article import ARTICLE, Article
from schemas.event import EVENT, QUARANTINE
from schemas.position import Position
from transforms.published import instant
from transforms.tables.live import live_files
from transforms.tables.rows import plain
from transforms.tables.settings import read_settings
from transforms.tables.storage import Storage, storage
from transforms.tables.swap import unswapped

MARKS = (("trigger", "bold red"), ("actors", "green"), ("recipients", "blue"), ("date_text", "yellow"))


def explain_event(event_id: str, directory: str) -> int:
    """Print how an event of an output came about; its id may be cut short."""
    store = storage(directory)
    read_settings(store)
    wanted = pc.starts_with(ds.field("event_id"), event_id)
    found = [*_rows(store, "events", EVENT, wanted), *_rows(store, "quarantine", QUARANTINE, wanted)]
    if len({row["event_id"] for row in found}) != 1:
        sys.stderr.write(f"dateline: {_not_one(event_id, found)}\n")
        return NOT_STARTED
    _print(_event(found[0], _text(store, found[0])))
    _print(f"  {row['source']} partition {row['partition']} offset {row['offset']}" for row in found)
    return DONE


def _not_one(event_id: str, found: list[dict[str, Any]]) -> str:
    if not found:
        return f"no event has an id that begins with {event_id!r}; `dateline sql DIR` lists what is in `events`"
    return f"{len({row['event_id'] for row in found})} events have ids that begin with {event_id!r}: give more of it"


def _text(store: Storage, event: dict[str, Any]) -> str:
    here = (ds.field(name) == event[name] for name in ("source", "partition", "offset"))
    return str(next(_rows(store, "articles", ARTICLE, reduce(and_, here)))["text"])


def _rows(store: Storage, table: str, schema: pa.Schema, wanted: pc.Expression) -> Iterator[dict[str, Any]]:
    yield from unswapped(store, lambda: _read(store, table, schema, wanted)).to_pylist()


def _read(store: Storage, table: str, schema: pa.Schema, wanted: pc.Expression) -> pa.Table:
    files = [store.path(name) for name in live_files(store, table)]
    rows = ds.dataset(files, schema=schema, filesystem=store.files, format="parquet")
    return rows.to_table(filter=wanted)


def explain_text(text: str, published: str | None, lexicon: str | None) -> int:
    """Print what became of each verb and noun of a text, and for those without an event, which gate refused them."""
    from transforms.coding.coder import Coder
    from transforms.coding.explain import explained

    epoch, moment = dt.datetime.fromtimestamp(0, dt.UTC), instant(published)
    when = dt.datetime.fromisoformat(moment) if moment else None
    article = Article(Position("-", 0, 0), 0, "-", text, "", epoch, published_at=when)
    told = None
    for clause in explained(Coder(Path(lexicon) if lexicon else None), article):
        if clause.sentence != told:
            _print([Text(" ".join(text[clause.sentence.start : clause.sentence.end].split()), "bold")])
            told = clause.sentence
        if clause.event and clause.trigger:
            _print([f"  {clause.verdict}:", *_event(plain(clause.event), text)])
        else:
            _print([f"  {f'no event at {clause.trigger.text!r}: ' if clause.trigger else ''}{clause.verdict}"])
    return DONE


def _print(lines: Iterable[str | Text]) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for line in lines:
        console.print(line)


def _event(row: dict[str, Any], text: str) -> Iterator[str | Text]:
    """Yield an event's lines: what, the sentence with its parts marked, who, who says so, when, where, the path."""
    kind = "/".join([row["event_type"], *row["modes"]])
    yield f"  {kind}  CAMEO {row['cameo_code']}  confidence {row['confidence']:.2f}  {' '.join(row['auxiliary'])}"
    yield Text("    ").append_text(_marked(row, text))
    for role in ("actors", "recipients"):
        for each in row[role]:
            yield f"    {role[:-1]}: {party(each)}"
    for claim in row["attribution"]:
        yield f"    {claim['source']['text']} {claim['stance']} it: {claim['cue']['text']!r}"
    date = (
        f"{row['event_date']}, a {row['date_granularity']} from {row['date_source']}"
        if row["event_date"]
        else "unknown"
    )
    yield f"    date: {date}"
    if place := row["location"]:
        yield f"    place: {place['text']!r} = {place['name']}, {place['country']}"
    for count in row["counts"]:
        yield f"    {count['kind']}: {count['minimum']} to {count['maximum']} ({count['text']!r})"
    yield from (f"    because: {step}" for step in row["explanation"])
    yield from (f"    broke the rule: {rule}" for rule in row.get("violations") or ())


def party(actor: dict[str, Any]) -> str:
    """Return an actor for people: the words, and what they were resolved to."""
    known = ", ".join(filter(None, (actor["name"], actor["country"], "/".join(actor["sectors"]))))
    return f"{actor['text']!r}{f' = {known}' if known else ''}"


def _marked(row: dict[str, Any], text: str) -> Text:
    start, end = row["sentence"]["start"], row["sentence"]["end"]
    marked = Text(text[start:end].replace("\n", " "))
    for field, style in MARKS:
        for span in row[field] if isinstance(row[field], list) else [row[field]] * bool(row[field]):
            marked.stylize(style, span["start"] - start, span["end"] - start)
    return marked
