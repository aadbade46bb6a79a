"""An article's text taken out of an output for legal reasons; that there was one, where, and its hashes stay.

Its events go with it: what they say is words of the text and names of people in it, and an event whose words cannot be
shown could not be proven any more. The position keeps its outcome, so nothing is read a second time.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.dead_letter import Refused
from transforms.parsing.decode import decode, without_schema_prefix
from transforms.parsing.json_object import json_object
from transforms.tables.audit_files import files_of
from transforms.tables.commit import Commit
from transforms.tables.compaction import growing, seal
from transforms.tables.coverage import Coverage
from transforms.tables.live import beside, live_files
from transforms.tables.parts import Place, places
from transforms.tables.rewrite import Part, rewrite
from transforms.tables.storage import Storage

MESSAGE = "its bytes were removed by `dateline forget`"
_LETTERS_AT_ONCE = 64
Held = tuple[str, Commit]
Row = dict[str, Any]


class Found(NamedTuple):
    """Where an article stands.

    Attributes:
        files: The files of `articles` of the chunks that hold it, or a dead letter of it, with all their commits.
        places: Its positions.
        left: How many rows there are of it in each table that still say something.
    """

    files: tuple[tuple[str, tuple[Held, ...]], ...]
    places: frozenset[Place]
    left: dict[str, int]

    @property
    def growing(self) -> set[str]:
        """The sources whose chunks could still grow, and no longer will: they would be read again from their start."""
        return growing(commit for _, held in self.files for _, commit in held)


def find_article(store: Storage, held: Coverage, article_id: str) -> Found:
    """Look for an article in all tables."""
    files: dict[str, None] = {}
    here: set[Place] = set()
    left = dict.fromkeys(("articles", "events", "quarantine", "dead_letters"), 0)
    for name in live_files(store, "articles"):
        rows = _rows(store, name, ["source", "partition", "offset", "text"], article_id)
        here.update(places(rows, "articles"))
        left["articles"] += sum(text != "" for text in rows["text"].to_pylist())
        files |= {name: None} if rows.num_rows else {}
    for table in ("events", "quarantine"):
        for name in live_files(store, table):
            left[table] += _rows(store, name, ["event_id"], article_id).num_rows
    for name in live_files(store, "dead_letters"):
        if letters := sum(is_letter_of(row, article_id, frozenset(here)) for row in _letters(store, name)):
            left["dead_letters"] += letters
            files[beside(name, "articles")] = None
    return Found(tuple(_with_replays(held, list(files))), frozenset(here), left)


def _rows(store: Storage, name: str, columns: list[str], article_id: str) -> pa.Table:
    wanted = [("article_id", "=", article_id)]
    return pq.read_table(
        store.path(name), filesystem=store.files, columns=columns, filters=wanted, partitioning=None
    )  # fmt: skip


def _letters(store: Storage, name: str) -> Iterator[Row]:
    with pq.ParquetFile(store.path(name), filesystem=store.files) as file:
        for batch in file.iter_batches(_LETTERS_AT_ONCE):
            yield from batch.to_pylist()


def _with_replays(held: Coverage, files: Sequence[str]) -> Iterator[tuple[str, tuple[Held, ...]]]:
    """Yield, by the file of a chunk, all commits that are to be written anew with it: a chunk and its replays."""
    everything = [*held.commits, *held.replays]
    chunks = {commit.chunk._replace(replay=0) for name, commit in everything if name in files}
    homes = {commit.chunk: name for name, commit in held.commits}
    of_home: dict[str, list[Held]] = {homes[chunk]: [] for chunk in sorted(chunks)}
    for name, commit in sorted(everything, key=_order):
        home = homes.get(commit.chunk._replace(replay=0))
        if home in of_home:
            of_home[home].append((name, commit))
    yield from ((home, tuple(commits)) for home, commits in of_home.items())


def forget_article(store: Storage, found: Found, article_id: str) -> None:
    """Write the chunks that hold an article anew without it, day by day, each day all at once.

    Needs `lock_tables`, and the locks of `found.growing`.
    """
    change = partial(without_article, article_id=article_id, here=found.places)
    for folder in sorted({home.split("/")[1] for home, _ in found.files}):
        groups = [held for home, held in found.files if home.split("/")[1] == folder]
        rewrite(store, folder, groups, files_of(one for held in groups for one in held), change)


def without_article(part: Part, article_id: str, here: frozenset[Place]) -> Part:
    """Return a chunk without what an article said: a blank text, no title, no address, no events, no bytes.

    The chunk is sealed: one that grew would be read again from its start, and the text would be back.
    """
    tables = {**part.tables, "articles": _blank_articles(part.tables["articles"], article_id)}
    for table in ("events", "quarantine"):
        tables[table] = tables[table].filter(pc.not_equal(tables[table]["article_id"], article_id))
    tables["dead_letters"] = _blank_letters(tables["dead_letters"], article_id, here)
    rows = {table: tables[table].num_rows for table in part.commit.rows}
    return Part(seal(part.commit)._replace(rows=rows), tables)


def _blank_articles(table: pa.Table, article_id: str) -> pa.Table:
    blank = {"text": "", "title": None, "url": None, "events": 0, "quarantined": 0}
    return _changed(table, pc.equal(table["article_id"], article_id), blank)


def _blank_letters(table: pa.Table, article_id: str, here: frozenset[Place]) -> pa.Table:
    hit = pa.array([is_letter_of(row, article_id, here) for row in table.to_pylist()], pa.bool_())
    blank: Row = {"key": None, "value": b"", "headers": [], "declared": [], "truncated": True, "message": MESSAGE}
    return _changed(table, hit, blank)


def _changed(table: pa.Table, hit: pa.Array, values: Mapping[str, object]) -> pa.Table:
    hits = hit.to_pylist()
    if not any(hits):
        return table
    for name, value in values.items():
        at = table.schema.get_field_index(name)
        column = [value if one else kept for one, kept in zip(hits, table[name].to_pylist(), strict=True)]
        table = table.set_column(at, table.schema.field(at), pa.array(column, table.schema.field(at).type))
    return table


def is_letter_of(row: Row, article_id: str, here: frozenset[Place]) -> bool:
    """Tell whether a dead letter is of an article, as far as it can be told, and still says something.

    It is if a replay made the article of it, if its key or its field `id` is the article's id, or if the id would have
    been made of its address or its text.
    """
    if row["message"] == MESSAGE:
        return False
    place = (row["source"], row["partition"], row["offset"])
    return place in here or row["key"] == article_id.encode() or _says(row, article_id)


def _says(row: Row, article_id: str) -> bool:
    value = row["value"] or b""
    said = "|".join({re.escape(json.dumps(article_id, ensure_ascii=plain)) for plain in (True, False)})
    if re.search(rf'"id"\s*:\s*({said})'.encode(), value):
        return True
    told = [field["value"].decode() for field in row["declared"] if field["key"] == "url"]
    told += [str(fields[name]) for fields in _fields(row, value) for name in ("url", "text") if name in fields]
    return article_id in {row["sha256"], *(hashlib.sha256(text.encode()).hexdigest() for text in told)}


def _fields(row: Row, value: bytes) -> Iterator[dict[str, Any]]:
    if row["media"] == "json" and value:
        try:
            yield json_object(decode(without_schema_prefix(value)))
        except Refused:  # what it says cannot be told: that is why it is here
            return


def _order(held: Held) -> tuple[object, ...]:
    return held[1].chunk
