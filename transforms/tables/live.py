"""Which files of a table count now: while files are exchanged for others, the old ones or the new ones, never both."""

from transforms.tables.storage import Storage
from transforms.tables.swap import read_swap, unswapped


def live_files(store: Storage, table: str) -> list[str]:
    """Return the names of the files that hold a table's rows now, each row once, in order.

    A file of the list can be gone a moment later, if it is exchanged for another just then: list again.
    """
    return unswapped(store, lambda: _listed(store, table))


def _listed(store: Storage, table: str) -> list[str]:
    hidden = read_swap(store).hidden
    return [name for name in store.names(table) if name.endswith(".parquet") and name not in hidden]


def is_compacted(name: str) -> bool:
    """Tell from a file's name whether it holds the rows of several chunks, or of one that was rewritten."""
    return name.rpartition("/")[2].startswith("compacted-")


def beside(name: str, table: str) -> str:
    """Return the file that holds in another table what a file holds in its own.

    >>> beside("articles/ingest_date=2024-05-01/a.parquet", "events")
    'events/ingest_date=2024-05-01/a.parquet'
    """
    return f"{table}/{name.partition('/')[2]}"
