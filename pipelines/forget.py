"""`dateline forget`: an article's text out of an output, for legal reasons; its position keeps its outcome."""

import sys

from pipelines.endings import DONE
from transforms.reading.errors import UsageError
from transforms.tables.coverage import coverage
from transforms.tables.forget import Found, find_article, forget_article
from transforms.tables.lock import lock_sources, lock_tables
from transforms.tables.settings import read_settings
from transforms.tables.storage import Storage, storage
from transforms.tables.swap import finish


def forget(article_id: str, directory: str) -> int:
    """Forget an article and return the exit status."""
    store = storage(directory)
    read_settings(store)
    lock_tables(store)
    finish(store)
    if growing := _found(store, article_id).growing:
        lock_sources(store, growing)
    found = _found(store, article_id)
    if not any(found.left.values()):
        sys.stdout.write(f"{article_id} is forgotten already: nothing of it is left in {store.root}\n")
        return DONE
    forget_article(store, found, article_id)
    counts = ", ".join(f"{number} in {table}" for table, number in found.left.items())
    sys.stdout.write(
        f"forgotten: {counts}; position and hashes stay\n"
        "what was made of the tables before still holds it: exports, reports, clusters; and so do its sources\n"
    )
    return DONE


def _found(store: Storage, article_id: str) -> Found:
    found = find_article(store, coverage(store), article_id)
    if not found.files:
        message = (
            f"no article or dead letter of {store.root} has the id {article_id!r}; "
            "`dateline sql DIR` shows the ids: they are `article_id` of `articles`"
        )
        raise UsageError(message)
    return found
