"""What the samples and probes must give: cases of an article and the rows expected of it."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from schemas.article import Article
from schemas.position import Position
from transforms.coding.lexicon import rows

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "pipelines" / "samples" / "articles.jsonl"
PROBES = HERE / "probes"
WRITTEN = dt.datetime(2025, 6, 18, 12, tzinfo=dt.UTC)  # every probe's publication, a Wednesday

Place = tuple[int, int]


class Side(NamedTuple):
    """Who, or whom.

    Attributes:
        parties: For each party the words of which one must be met.
        countries: Codes that the parties must bring.
        judged: False where nothing is said about this side.
        complete: Whether any other party is wrong.
    """

    parties: tuple[tuple[str, ...], ...] = ()
    countries: frozenset[str] = frozenset()
    judged: bool = True
    complete: bool = True


class Row(NamedTuple):
    """An event that is expected: columns as in `samples.tsv` and `probes/README.md`."""

    must: bool
    types: tuple[str, ...]
    modes: tuple[str, ...]
    words: tuple[Place, ...]
    actors: Side
    recipients: Side
    auxiliary: frozenset[str]
    either: frozenset[str]
    sources: tuple[str, ...] | None
    stance: str
    dates: tuple[dt.date, dt.date] | None
    place: tuple[str, str]
    counts: tuple[tuple[str, int, int | None], ...]


class Case(NamedTuple):
    """An article and what is expected of it."""

    part: str
    article: Article
    rows: tuple[Row, ...]


def cases(parts: list[str]) -> list[Case]:
    """Return the cases of the parts `samples` and `1`, `2` ... (batches of probes); of all parts if none is named."""
    batches = sorted(folder.name for folder in PROBES.iterdir() if folder.is_dir())
    parts = parts or ["samples", *batches]
    return [case for part in parts for case in (samples() if part == "samples" else probes(part))]


def samples() -> Iterator[Case]:
    """Yield the sample articles with their rows."""
    expected: dict[str, list[tuple[str, ...]]] = {}
    for row in rows(HERE / "samples.tsv", 12):
        expected.setdefault(row.cells[0], []).append(row.cells[1:])
    for line in SAMPLES.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        wanted = tuple(sample_row(cells, text) for cells in expected.pop(record["id"]) if cells[0] != "none")
        when = dt.datetime.fromisoformat(record["published_at"]).astimezone(dt.UTC)
        yield Case("samples", article(record["id"], text, when, record["title"]), wanted)
    assert not expected, f"rows of articles that are not there: {list(expected)}"


def probes(batch: str) -> Iterator[Case]:
    """Yield the probe sentences of a batch with their rows."""
    for file in sorted((PROBES / batch).glob("*.tsv")):
        gathered: list[list[tuple[str, ...]]] = []
        for row in rows(file, 10):
            if row.cells[0] != "+":
                gathered.append([])
            gathered[-1].append(row.cells)
        for number, group in enumerate(gathered, 1):
            text = group[0][0]
            wanted = tuple(probe_row(cells[1:], text) for cells in group if cells[1])
            yield Case(batch, article(f"{batch}/{file.stem}-{number}", text, WRITTEN), wanted)


def article(name: str, text: str, published: dt.datetime, title: str = "") -> Article:
    """Return a record as an article."""
    return Article(Position("quality", 0, 0), 0, name, text, "", published, title=title, published_at=published)


def sample_row(cells: tuple[str, ...], text: str) -> Row:
    """Return a row of `samples.tsv`."""
    rank, types, modes, words, actors, recipients, auxiliary, source, date, place, counts = cells
    return Row(
        rank == "must", tuple(types.split()), tuple(filter(None, modes.split("/"))),
        tuple(found(word, text) for word in words.split(" // ")), any_of(actors), any_of(recipients),
        *moods(auxiliary), *claim(source, ", "), days(date), where(place), numbers(counts),
    )  # fmt: skip


def probe_row(cells: tuple[str, ...], text: str) -> Row:
    """Return a row of a probe file; its words are the whole sentence."""
    types, modes, actors, recipients, auxiliary, source, date, place, counts = cells
    must = not types.split()[0].endswith("?")
    kinds = tuple(word.rstrip("?") for word in types.split())
    who, whom = (each_of(actors), each_of(recipients)) if must else (unjudged(), unjudged())
    return Row(
        must, kinds, tuple(modes.split()), ((0, len(text)),), who, whom,
        *moods(auxiliary), *claim(source, " / "), days(date), where(place), numbers(counts),
    )  # fmt: skip


def found(words: str, text: str) -> Place:
    assert text.count(words) == 1, f"{text.count(words)} times: {words}"
    return text.index(words), text.index(words) + len(words)


def any_of(cell: str) -> Side:
    names, _, codes = cell.partition("=")
    parties = (tuple(names.split(", ")),) if names else ()
    return Side(parties, frozenset(filter(None, codes.split("/"))), judged=bool(cell), complete=False)


def each_of(cell: str) -> Side:
    if cell == "?":
        return unjudged()
    parties = [party.strip().partition("=") for party in cell.split(";") if party.strip()]
    codes = frozenset(code for _, _, code in parties if code)
    return Side(tuple(tuple(names.split(" / ")) for names, _, _ in parties), codes)


def unjudged() -> Side:
    return Side(judged=False, complete=False)


def moods(cell: str) -> tuple[frozenset[str], frozenset[str]]:
    labels = cell.split()
    either = frozenset(label[:-1] for label in labels if label.endswith("?"))
    return frozenset(label for label in labels if not label.endswith("?")), either


def claim(cell: str, parted: str) -> tuple[tuple[str, ...] | None, str]:
    names, _, stance = cell.partition(":")
    return None if cell == "?" else tuple(filter(None, names.split(parted))), stance


def days(cell: str) -> tuple[dt.date, dt.date] | None:
    if not cell:
        return None
    first, _, last = cell.partition("/")
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)


def where(cell: str) -> tuple[str, str]:
    country, _, name = cell.partition(" ")
    return country, name


def numbers(cell: str) -> tuple[tuple[str, int, int | None], ...]:
    parsed = [re.fullmatch(r"(\w+) (\d+)(-?)(\d*)", part.strip()) for part in cell.split(",") if part.strip()]
    assert all(parsed), cell
    counts = [match.groups() for match in parsed if match]
    return tuple(
        (kind, int(low), int(high) if high else None if dash else int(low)) for kind, low, dash, high in counts
    )
