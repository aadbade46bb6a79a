"""What a worker was at when it died, noted on disk: the third death at one position makes a dead letter.

Before a group of articles is coded its positions are noted; the note goes when their chunk is committed. A note that is
still there at the next attempt says where the last one died. A group's positions are then tried one by one, so that the
count is of one article and not of its neighbours.
"""

import json
import os
import signal
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from schemas.position import Position
from transforms.tables.chunk import Chunk
from transforms.tables.lock import exclusive
from transforms.tables.storage import Storage

FOLDER = "_dateline/attempts"
DEATHS = 3
_TRIAL = threading.Lock()


class Note(NamedTuple):
    """What is known of the attempts at a chunk.

    Attributes:
        at: Positions that were being coded.
        deaths: How often a worker died or failed at a position that it coded alone.
        suspects: Positions that are to be coded alone.
    """

    at: tuple[Position, ...] = ()
    deaths: tuple[tuple[Position, int], ...] = ()
    suspects: tuple[Position, ...] = ()

    def count(self, position: Position) -> int:
        """Return how often a worker died at a position."""
        return dict(self.deaths).get(position, 0)


def recall(store: Storage, chunk: Chunk, *, died: bool = True) -> Note:
    """Return the note of a chunk; `died` says that it is an earlier attempt's: what that was at is now suspect."""
    name = note_file(chunk)
    note = _read(store, name)[0] if store.exists(name) else Note()
    return blame(note) if died else note


def _read(store: Storage, name: str) -> tuple[Note, int]:
    """Return a note and the process that wrote it."""
    try:
        written = json.loads(store.read(name))
        at, suspects = (tuple(_positions(written[name])) for name in ("at", "suspects"))
        return Note(at, tuple(_deaths(written["deaths"])), suspects), int(written["worker"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):  # not found: whoever else was at it is done with it
        return Note(), 0  # a note is advice: an unreadable one costs one more attempt, never a record


def blame(note: Note) -> Note:
    """Return the note after a death: a position that was coded alone is one death richer."""
    deaths = dict(note.deaths)
    if len(note.at) == 1:
        deaths[note.at[0]] = note.count(note.at[0]) + 1
    return Note((), tuple(deaths.items()), tuple(dict.fromkeys((*note.suspects, *note.at))))


def begin(store: Storage, chunk: Chunk, note: Note, positions: Sequence[Position]) -> None:
    """Note what is being parsed or coded now, and by which process."""
    content = note._replace(at=tuple(positions))._asdict()
    store.write(note_file(chunk), json.dumps({**content, "worker": os.getpid()}).encode())


@contextmanager
def trying(store: Storage, chunk: Chunk, note: Note, positions: Sequence[Position]) -> Iterator[None]:
    """Note what is being parsed or coded for as long as the body runs.

    Suspects are tried one at a time in all processes: of two that are tried when one dies, both would be blamed.
    """
    if not set(positions) & set(note.suspects):
        begin(store, chunk, note, positions)
        with _mortal():
            yield
        return
    begin(store, chunk, note, ())
    with _TRIAL, exclusive(store, "trial"):
        begin(store, chunk, note, positions)
        with _mortal():
            yield
        begin(store, chunk, note, ())


@contextmanager
def _mortal() -> Iterator[None]:
    """End this process when its memory runs out, as the kernel does where nothing else limits it.

    An error would stop the run, as bad code does; a death is counted, and the third one refuses what ate the memory.
    """
    try:
        yield
    except MemoryError:
        os.write(2, b"memory ran out: this worker ends\n")  # what asks for no memory
        os.kill(os.getpid(), signal.SIGKILL)


def end(store: Storage, chunk: Chunk, note: Note) -> None:
    """Note that what comes now, writing, is no article's fault; what is known of deaths stays until it is committed."""
    if note.deaths or note.suspects:
        begin(store, chunk, note, ())
    else:
        forget(store, chunk)


def spare(store: Storage, workers: Collection[int]) -> None:
    """Take back what processes were at that were stopped for no fault of their articles."""
    for name in list(store.names(FOLDER)) if workers else ():
        note, worker = _read(store, name)
        if worker in workers:
            store.write(name, json.dumps({**note._replace(at=())._asdict(), "worker": worker}).encode())


def forget(store: Storage, chunk: Chunk) -> None:
    """Take a chunk's note away: it is committed."""
    store.delete(note_file(chunk))


def groups(positions: Sequence[Position], note: Note, size: int) -> Iterator[tuple[int, int]]:
    """Yield ranges [i, j) of positions to be coded together: `size` of them, suspects alone."""
    suspects = set(note.suspects)
    first = 0
    for i, position in enumerate(positions):
        if position in suspects:
            if first < i:
                yield first, i
            yield i, i + 1
            first = i + 1
        elif i + 1 - first == size:
            yield first, i + 1
            first = i + 1
    if first < len(positions):
        yield first, len(positions)


def note_file(chunk: Chunk) -> str:
    """Return the name of a chunk's note, relative to the output."""
    return f"{FOLDER}/{chunk.name.removesuffix('.parquet')}.json"


def _positions(plain: list[list[object]]) -> Iterator[Position]:
    return (Position(str(source), int(str(partition)), int(str(offset))) for source, partition, offset in plain)


def _deaths(plain: list[tuple[list[object], int]]) -> Iterator[tuple[Position, int]]:
    return ((next(_positions([position])), int(count)) for position, count in plain)
