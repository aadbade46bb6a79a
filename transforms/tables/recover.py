"""What a killed compact, prune or forget left behind is ended by the next run: plain readers see no row twice then."""

from transforms.tables.lock import try_tables, unlock_tables
from transforms.tables.storage import Storage
from transforms.tables.swap import IDLE, finish, read_swap


def recover(store: Storage) -> None:
    """Undo or complete an exchange of files whose process is gone; on an object store the next compact does.

    Not for a process that has `lock_tables`: it would lose it.
    """
    if read_swap(store).state != IDLE and store.local and try_tables(store):
        try:
            finish(store)
        finally:
            unlock_tables(store)
