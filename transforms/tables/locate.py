"""Where a chunk stands: in a file of its own, or with others in a compacted one."""

from transforms.tables.chunk import Chunk
from transforms.tables.commit import Commit, read_commits
from transforms.tables.live import is_compacted, live_files
from transforms.tables.storage import Storage
from transforms.tables.swap import read_swap, unswapped

Key = tuple[str, int, int, int]
_KNOWN: dict[tuple[str, str], dict[Key, Commit]] = {}  # a compacted file does not change, and no name comes twice
_MOST_KNOWN = 32


def locate(store: Storage, chunk: Chunk) -> tuple[str, Commit] | None:
    """Return the file of `articles` that holds a chunk or a replay, and its commit; None if it is not committed."""
    return unswapped(store, lambda: _locate(store, chunk))


def own_file(store: Storage, chunk: Chunk) -> bool:
    """Tell whether a chunk stands in a file of its own."""
    name = chunk.file("articles")
    return store.exists(name) and name not in read_swap(store).hidden


def key_of(chunk: Chunk) -> Key:
    """Return what tells a chunk or a replay from all others, however far it reaches."""
    return chunk.source, chunk.partition, chunk.start, chunk.replay


def _locate(store: Storage, chunk: Chunk) -> tuple[str, Commit] | None:
    name = chunk.file("articles")
    if own_file(store, chunk):
        return name, read_commits(store, name)[0]
    for compacted in filter(is_compacted, live_files(store, name.rpartition("/")[0])):
        if commit := _commits(store, compacted).get(key_of(chunk)):
            return compacted, commit
    return None


def _commits(store: Storage, name: str) -> dict[Key, Commit]:
    if (store.root, name) not in _KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[store.root, name] = {key_of(commit.chunk): commit for commit in read_commits(store, name)}
    return _KNOWN[store.root, name]
