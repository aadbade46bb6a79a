"""Files exchanged for others all at once: a journal says which of both count, so that a crash never shows rows twice.

`preparing`: the added files do not count yet; who finds it left behind deletes them. `decided`: the removed files
count no more; who finds it left behind deletes them. The journal is one file, written atomically, and its number grows
with every exchange: who reads the same journal before and after a look at the files has seen one state of them.
"""

import json
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from transforms.tables.storage import Storage

FILE = "_dateline/swap.json"
IDLE, PREPARING, DECIDED = "idle", "preparing", "decided"
Seen = TypeVar("Seen")


class Swap(NamedTuple):
    """An exchange of files.

    Attributes:
        number: Grows with every exchange, undone ones too.
        state: `idle`, `preparing` or `decided`.
        added: The files that are to count.
        removed: The files that they stand for, in the order in which they are deleted.
    """

    number: int = 0
    state: str = IDLE
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def hidden(self) -> frozenset[str]:
        """The files that do not count now."""
        return frozenset({PREPARING: self.added, DECIDED: self.removed}.get(self.state, ()))


def read_swap(store: Storage) -> Swap:
    """Return the journal; of an output in which nothing was ever exchanged an idle one."""
    try:
        written = json.loads(store.read(FILE))
    except FileNotFoundError:
        return Swap()
    return Swap(written["number"], written["state"], tuple(written["added"]), tuple(written["removed"]))


def unswapped(store: Storage, look: Callable[[], Seen]) -> Seen:
    """Return what a look at the files found while none were exchanged; look again if some were."""
    while True:
        before = read_swap(store)
        try:
            seen = look()
        except OSError:
            if read_swap(store) == before:
                raise
            continue
        if read_swap(store) == before:
            return seen


def prepare(store: Storage, added: Callable[[int], tuple[str, ...]], removed: tuple[str, ...]) -> Swap:
    """Begin an exchange; `added` names the new files by its number. Nothing may be under way: see `finish`."""
    number = read_swap(store).number + 1
    return _write(store, Swap(number, PREPARING, added(number), removed))


def decide(store: Storage, swap: Swap) -> None:
    """Let the added files count and the removed ones no more, from this instant on; then delete those."""
    _write(store, swap._replace(state=DECIDED))
    finish(store)


def finish(store: Storage) -> Swap:
    """End what is under way: undo what was only prepared, complete what was decided. Return what it was."""
    found = read_swap(store)
    if found.state != IDLE:
        for name in sorted(found.hidden, key=(found.added + found.removed).index):
            store.delete(name)
        _write(store, Swap(found.number))
    return found


def _write(store: Storage, swap: Swap) -> Swap:
    store.write(FILE, json.dumps(swap._asdict()).encode())
    return swap
