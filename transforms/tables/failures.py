"""Sources that a run could not read to their end, noted on disk by the worker for the summary of the run."""

import hashlib
import json
from collections.abc import Iterator

from transforms.tables.storage import Storage

FOLDER = "_dateline/failures"


def note_failure(store: Storage, source: str, reason: str) -> None:
    """Note that a source could not be read to its end."""
    store.write(_file(source), json.dumps([source, reason]).encode())


def failures(store: Storage) -> Iterator[tuple[str, str]]:
    """Yield (source, reason) of what the last run could not read."""
    for name in list(store.names(FOLDER)):
        source, reason = json.loads(store.read(name))
        yield source, reason


def clear_failures(store: Storage, sources: list[str]) -> None:
    """Forget the failures of sources that are about to be read again."""
    for source in sources:
        store.delete(_file(source))


def _file(source: str) -> str:
    uri = source.partition("#")[0]  # a source that was read again is cleared by the name that a run knows it by
    return f"{FOLDER}/{hashlib.sha256(uri.encode()).hexdigest()[:16]}.json"
