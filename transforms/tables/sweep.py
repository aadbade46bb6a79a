"""What runs that were killed left behind is taken away before a new one writes."""

import os
from collections import defaultdict
from collections.abc import Collection

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.tables import attempts
from transforms.tables.commit import decode
from transforms.tables.coverage import Coverage
from transforms.tables.live import beside, is_compacted, live_files
from transforms.tables.storage import Storage
from transforms.tables.write import BESIDE, WRITTEN_WITH


def sweep(store: Storage, held: Coverage, sources: Collection[str]) -> list[str]:
    """Delete files of chunks that were never committed, and half-written ones; return their names.

    Args:
        store: The output.
        held: Its coverage.
        sources: The sources that this run has locked: nobody else's files are touched.
    """
    committed = {beside(name, table) for name, _ in (*held.commits, *held.replays) for table in BESIDE}
    orphans = [name for table in BESIDE for name in live_files(store, table) if not is_compacted(name)]
    doomed = [name for name in orphans if name not in committed and _sources(store, name) & set(sources)]
    doomed += [name for name, process in store.unfinished() if not _alive(process)]
    doomed += _notes_of_committed(store, held, set(sources))
    for name in doomed:
        store.delete(name)
    return doomed


def _sources(store: Storage, name: str) -> set[str]:
    try:
        metadata = pq.read_metadata(store.path(name), filesystem=store.files).metadata or {}
    except (OSError, pa.ArrowException):
        return set()  # a file is always written whole, so this one is nobody's: audit names it
    commits = decode(metadata.get(WRITTEN_WITH, b"[]"))
    return {covered.source.split("#")[0] for commit in commits for covered in commit.covers}


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _notes_of_committed(store: Storage, held: Coverage, sources: set[str]) -> list[str]:
    """Return the notes about complete chunks, and about the parts of them that a stream coded one by one.

    A replay tries what is committed: its notes are its own, and it takes them away when it ends.
    """
    ended: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for _, commit in held.commits:
        chunk = commit.chunk
        if commit.reach >= chunk.stop - chunk.start and {c.source.split("#")[0] for c in commit.covers} & sources:
            ended[_place(attempts.note_file(chunk))[0]].append((chunk.start, chunk.stop))
    noted = [(note, *_place(note)) for note in store.names(attempts.FOLDER) if ".replay" not in note]
    return [note for note, where, start in noted if any(first <= start < stop for first, stop in ended[where])]


def _place(note: str) -> tuple[str, int]:
    """Return the partition that a note is about, and the offset."""
    where, _, start = note.removesuffix(".json").rpartition("-")
    return where, int(start)
