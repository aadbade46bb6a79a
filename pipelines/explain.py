"""`dateline explain`: the path by which an event came about, and why a sentence has none."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
from rich.console import Console
from rich.text import Text

from pipelines.endings import DONE, NOT_STARTED
from pipelines.views.connect import connect
from schemas.article import Article
from schemas.position import Position
from transforms.coding import lexicon as lexicons
from transforms.load_coder import load_coder
from transforms.published import instant
from transforms.tables.rows import plain
from transforms.tables.unresolved import POSITION

# What stands in `events` first: an event that a replay released is in `quarantine` too.
FOUND = """from (select *, null as violations from written_events union all by name from written_quarantine)
    where starts_with(event_id, ?) order by violations is not null, event_id, source, "partition", "offset\""""
TEXT = 'select text from written_articles where source = ? and "partition" = ? and "offset" = ?'
FORGOTTEN = "select count(*) from articles where text = ''"
SHOWN = "select 1 from events where event_id = ? limit 1"
MARKS = (("trigger", "bold red"), ("actors", "green"), ("recipients", "blue"), ("date_text", "yellow"))


def explain_event(event_id: str, directory: str) -> int:
    """Print how an event of an output came about, as it was written then; its id may be cut short."""
    connection = connect(directory)
    found = connection.sql(FOUND, params=[event_id]).to_arrow_table().to_pylist()
    if len({row["event_id"] for row in found}) != 1:
        sys.stderr.write(f"dateline: {_not_one(event_id, found, connection)}\n")
        return NOT_STARTED
    event, place = found[0], [found[0][name] for name in POSITION]
    [text] = connection.execute(TEXT, place).fetchone() or [""]
    _print(_event(event, text))
    _print(dict.fromkeys(f"  {row['source']} partition {row['partition']} offset {row['offset']}" for row in found))
    _print(_remarks(event, connection))
    return DONE


def _not_one(event_id: str, found: list[dict[str, Any]], connection: duckdb.DuckDBPyConnection) -> str:
    names = list(dict.fromkeys(row["event_id"] for row in found))
    if names:
        some = ", ".join(name[: len(event_id) + 8] for name in names[:5])
        return f"{len(names)} events have ids that begin with {event_id!r}: give more of it ({some})"
    [forgotten] = connection.execute(FORGOTTEN).fetchone() or [0]
    gone = f"; the events of {forgotten} forgotten article(s) are gone" if forgotten else ""
    return f"no event has an id that begins with {event_id!r}{gone}; `dateline sql DIR` lists what is in `events`"


def _remarks(event: dict[str, Any], connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield what is to be known about an event that is not today's."""
    today = lexicons.version()
    if event["coder_version"] != today:
        yield f"  written by coder {event['coder_version']}, today's is {today}: see `dateline recode` and `diff`"
    if event["violations"] is None and not connection.execute(SHOWN, [event["event_id"]]).fetchone():
        yield "  its article was corrected since: the view `events` leaves it out"


def explain_text(text: str, published: str | None, lexicon: str | None) -> int:
    """Print what became of each verb and noun of a text, and for those without an event, which gate refused them."""
    from transforms.coding.explain import explained

    epoch, moment = dt.datetime.fromtimestamp(0, dt.UTC), instant(published)
    when = dt.datetime.fromisoformat(moment) if moment else None
    article = Article(Position("-", 0, 0), 0, "-", text, "", epoch, published_at=when)
    told = None
    for clause in explained(load_coder(lexicon), article):
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
            if start <= span["start"] < end:  # a party or a date may stand in another sentence
                marked.stylize(style, span["start"] - start, span["end"] - start)
    return marked
