"""One run at a time for a source and an output.

On a local disk a POSIX record lock, one byte for each source: the kernel lets go when the process is gone, however it
died. Workers share a second byte, so that a new run waits for what a killed one left behind. On an object store a run
has a lease.
"""

import errno
import fcntl
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from transforms.tables.lease import lease
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage

FILE = "_dateline/lock"
TABLES = "the tables themselves"  # as a source, for those who exchange files
_REGION = 2**61  # runs lock below it, workers above, what one process at a time may do above twice of it


def lock_sources(store: Storage, sources: Iterable[str], seconds: float = 60) -> None:
    """Lock each source for this process until it ends, and wait until no worker of a killed run is left.

    Args:
        store: The output.
        sources: URIs.
        seconds: How long to wait for such workers.

    Raises:
        OutputError: Another run reads one of them into this output, or its workers do not end.
    """
    for source in lock_run(store, sources):
        _await_workers(store, source, seconds)


def lock_run(store: Storage, sources: Iterable[str]) -> list[str]:
    """Lock each source for this process until it ends, though workers may be at it; return those that were locked.

    Raises:
        OutputError: Another run reads one of them into this output.
    """
    if not store.local:
        lease(store, sources)
        return []
    wanted = sorted(set(sources))
    for source in wanted:
        if not _try(store, _byte(source), fcntl.LOCK_EX):
            message = f"another run reads {source} into {store.root}: wait for it, or end it"
            raise OutputError(message)
    return wanted


def join_run(store: Storage, source: str) -> None:
    """Say, as a worker, that this process writes what it reads from a source, until it ends."""
    if store.local:
        fcntl.lockf(_file(store.path(FILE)), fcntl.LOCK_SH, 1, _REGION + _byte(source))


def lock_tables(store: Storage) -> None:
    """Lock the exchange of files for this process until it ends: one compact, prune, forget or replay at a time.

    Raises:
        OutputError: Another process holds it.
    """
    if not store.local:
        lease(store, [TABLES])
    elif not try_tables(store):
        message = f"another compact, prune, forget or replay is at work in {store.root}: wait for it, or end it"
        raise OutputError(message)


def try_tables(store: Storage) -> bool:
    """Lock the exchange of files on a local disk if nobody else has; tell whether that went well."""
    return _try(store, 2 * _REGION + _byte(TABLES), fcntl.LOCK_EX)


def unlock_tables(store: Storage) -> None:
    """Let others exchange files again."""
    fcntl.lockf(_file(store.path(FILE)), fcntl.LOCK_UN, 1, 2 * _REGION + _byte(TABLES))


@contextmanager
def exclusive(store: Storage, what: str) -> Iterator[None]:
    """Let one process at a time do something to an output; threads of one process are not kept apart."""
    if not store.local:
        yield
        return
    byte = 2 * _REGION + _byte(what)
    fcntl.lockf(_file(store.path(FILE)), fcntl.LOCK_EX, 1, byte)
    try:
        yield
    finally:
        fcntl.lockf(_file(store.path(FILE)), fcntl.LOCK_UN, 1, byte)


def _await_workers(store: Storage, source: str, seconds: float) -> None:
    for _ in range(int(seconds * 10)):
        if _try(store, _REGION + _byte(source), fcntl.LOCK_EX):
            return fcntl.lockf(_file(store.path(FILE)), fcntl.LOCK_UN, 1, _REGION + _byte(source))
        time.sleep(0.1)
    message = f"workers of an earlier run still write what they read from {source} to {store.root}: end them"
    raise OutputError(message)


def _try(store: Storage, byte: int, kind: int) -> bool:
    try:
        fcntl.lockf(_file(store.path(FILE)), kind | fcntl.LOCK_NB, 1, byte)
    except (BlockingIOError, PermissionError):  # EAGAIN or EACCES, as the system likes: fcntl(2)
        return False
    return True


def _byte(source: str) -> int:
    uri = source.partition("#")[0]  # workers know a source that was read again as URI#2, runs as URI
    return int.from_bytes(hashlib.sha256(uri.encode()).digest()[:7]) % _REGION


@cache
def _file(path: str) -> int:
    """Open the lock file once and for ever: closing any descriptor of it would drop all locks of the process."""
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        message = f"{path} cannot be written: {error.strerror}"
        raise OutputError(message) from error
