"""What runs that were killed left behind is taken away before a new one writes."""

import os
import re
from collections.abc import Collection

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.tables import attempts
from transforms.tables.commit import decode
from transforms.tables.coverage import Coverage
from transforms.tables.storage import Storage
from transforms.tables.write import BESIDE, WRITTEN_WITH

_TEMPORARY = re.compile(r"(?:^|/)\.[^/]+\.(\d+)\.tmp$")


def sweep(store: Storage, held: Coverage, sources: Collection[str]) -> list[str]:
    """Delete files of chunks that were never committed, and half-written ones; return their names.

    Args:
        store: The output.
        held: Its coverage.
        sources: The sources that this run has locked: nobody else's files are touched.
    """
    committed = {commit.chunk.file(table) for _, commit in held.commits for table in BESIDE}
    orphans = [name for table in BESIDE for name in store.names(table) if name.endswith(".parquet")]
    doomed = [name for name in orphans if name not in committed and _sources(store, name) & set(sources)]
    doomed += [name for name in store.names() if _left_by_the_dead(name)]
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


def _left_by_the_dead(name: str) -> bool:
    temporary = _TEMPORARY.search(name)
    return temporary is not None and not _alive(int(temporary[1]))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _notes_of_committed(store: Storage, held: Coverage, sources: set[str]) -> list[str]:
    notes = set(store.names(attempts.FOLDER))
    ended = (
        commit.chunk
        for _, commit in held.commits
        if commit.reach >= commit.chunk.stop - commit.chunk.start
        and {covered.source.split("#")[0] for covered in commit.covers} & sources
    )
    return [note for chunk in ended if (note := attempts.note_file(chunk)) in notes]
