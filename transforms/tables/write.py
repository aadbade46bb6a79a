"""A chunk is written: every table's file whole, `articles` last, because that is the commit."""

from collections.abc import Mapping
from importlib.metadata import version

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.plover import ONTOLOGY_VERSION
from transforms.tables.chunk import Chunk, Covered
from transforms.tables.commit import COMMITS, Commit, digest, encode, read_commits
from transforms.tables.coverage import grown
from transforms.tables.locate import locate
from transforms.tables.lock import exclusive
from transforms.tables.settings import check_settled
from transforms.tables.storage import Storage

BESIDE = ("events", "quarantine", "dead_letters", "quality")
ROW_GROUP = 1024 * 128
WRITTEN_WITH = b"dateline.chunk"  # the commit as it is to be, in the files beside it


def write_chunk(
    store: Storage, chunk: Chunk, covers: tuple[Covered, ...], tables: Mapping[str, pa.Table], *, evaluated: bool
) -> bool:
    """Write a chunk's tables and commit it; tell whether anything was written.

    Exactly once: the same chunk written again has the same files; a commit that reaches as far or further is not
    replaced; a crash before the commit leaves files that the next attempt writes again under the same names.
    A chunk that has grown was read again from its start: what replays added to it is in it, or is no longer so.

    Raises:
        OutputError: The output was deleted meanwhile.
    """
    new = describe(chunk, covers, tables, evaluated=evaluated)
    with exclusive(store, chunk.name):  # a worker that was given up may still write: it must not undo what came later
        check_settled(store)
        old = committed(store, chunk)
        if not grown(old, chunk, covers):
            return False
        if old:
            _withdraw_replays(store, chunk)
        for table in BESIDE:
            _write(store, chunk.file(table), tables[table], new)
        _write(store, chunk.file("articles"), tables["articles"], new, always=True)
    return True


def _withdraw_replays(store: Storage, chunk: Chunk) -> None:
    """Take away what replays added, the newest first, its commit before its rows: no outcome ever stands twice."""
    folder, _, name = chunk.file("articles").rpartition("/")
    added = (
        file for file in store.names(folder) if file.startswith(f"{folder}/{name.removesuffix('.parquet')}.replay")
    )
    numbers = sorted((read_commits(store, file)[0].chunk.replay for file in added), reverse=True)
    for replay in (chunk._replace(replay=number) for number in numbers):
        for table in ("articles", *BESIDE):
            store.delete(replay.file(table))


def committed(store: Storage, chunk: Chunk) -> Commit | None:
    """Return what is committed of a chunk."""
    found = locate(store, chunk)
    return found[1] if found else None


def describe(chunk: Chunk, covers: tuple[Covered, ...], tables: Mapping[str, pa.Table], *, evaluated: bool) -> Commit:
    """Return the commit of a chunk's tables."""
    rows = {name: tables[name].num_rows for name in ("articles", *BESIDE)}
    coders = sorted(set(tables["articles"]["coder_version"].to_pylist()))
    versions = {"dateline": version("dateline"), "coder": " ".join(coders), "ontology": ONTOLOGY_VERSION}
    return Commit(
        chunk, covers, digest(outcomes(tables["articles"], tables["dead_letters"])), rows, evaluated, versions
    )


def outcomes(articles: pa.Table, dead_letters: pa.Table) -> list[tuple[str, int, int, str]]:
    """Return (source, partition, offset, content hash) of every outcome."""
    return [*_outcomes(articles, "content_hash"), *_outcomes(dead_letters, "sha256")]


def _outcomes(table: pa.Table, content: str) -> list[tuple[str, int, int, str]]:
    columns = (table[name].to_pylist() for name in ("source", "partition", "offset", content))
    return list(zip(*columns, strict=True))


def _write(store: Storage, name: str, table: pa.Table, commit: Commit, *, always: bool = False) -> None:
    if not table.num_rows and not always:
        store.delete(name)  # an earlier attempt, by other code, may have had rows
        return
    key = COMMITS if always else WRITTEN_WITH
    metadata = {f"dateline.{what}".encode(): number.encode() for what, number in commit.versions.items()}
    write_parquet(store, name, table, {key: encode([commit]), **metadata}, ROW_GROUP)


def write_parquet(store: Storage, name: str, table: pa.Table, metadata: dict[bytes, bytes], row_group: int) -> None:
    """Write a table's file, with what its footer is to say."""
    sink = pa.BufferOutputStream()
    pq.write_table(
        table.replace_schema_metadata({**(table.schema.metadata or {}), **metadata}),
        sink,
        compression="zstd",
        row_group_size=row_group,
        write_page_index=True,
        write_page_checksum=True,  # audit finds a changed byte in any column
    )
    store.write(name, sink.getvalue())
