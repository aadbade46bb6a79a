"""What an output is made with: written by the first run, the same ever after."""

import errno
import json
from typing import NamedTuple

from transforms.tables.storage import Storage

FILE = "_dateline.json"
FORMAT = 1
_BESIDE_TABLES = "_dateline/"  # locks, notes on attempts: what a run whose output was deleted leaves behind


class OutputError(ValueError):
    """An output cannot be used: says which, why, and what to do."""


class Settings(NamedTuple):
    """Chunk sizes of an output.

    Attributes:
        chunk_bytes: Bytes of a file's (decompressed) stream in a chunk.
        chunk_records: Kafka offsets, or Parquet rows, or one-article files in a chunk.
    """

    chunk_bytes: int = 1024 * 1024
    chunk_records: int = 256


def read_settings(store: Storage) -> Settings:
    """Return the settings of an output.

    Raises:
        OutputError: It is not there, or is no output of dateline's.
    """
    if not store.exists(FILE):
        message = f"{store.root} is no output of dateline's: it holds no {FILE}; name the folder that --output named"
        raise OutputError(message)
    try:
        written = json.loads(store.read(FILE))
        if written["format"] > FORMAT:
            message = f"{store.root} was made by a newer dateline (format {written['format']}); update dateline"
            raise OutputError(message)
        return Settings(**{name: int(written[name]) for name in Settings._fields})
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        message = f"{store.root}/{FILE} cannot be read ({error!r}); put back the file that the first run wrote"
        raise OutputError(message) from error


def settle(store: Storage, wanted: Settings) -> None:
    """Write the settings of a new output, or make sure that an old one has the same.

    Raises:
        OutputError: The folder holds something else, was made with other sizes, or cannot be written.
    """
    try:
        _settle(store, wanted)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        message = f"{store.root} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error


def _settle(store: Storage, wanted: Settings) -> None:
    if store.exists(FILE):
        made_with = read_settings(store)
        if made_with != wanted:
            message = (
                f"{store.root} was made with {_sizes(made_with)}; a grid cannot change: use these, or another output"
            )
            raise OutputError(message)
    elif found := next(filter(_is_data, store.names()), None):
        message = f"{store.root} holds something else ({found}); name an empty folder, or one that dateline made"
        raise OutputError(message)
    else:
        store.write(FILE, json.dumps({"format": FORMAT, **wanted._asdict()}).encode())


def check_settled(store: Storage) -> None:
    """Make sure that an output that is being written is still there.

    Raises:
        OutputError: Somebody deleted or changed it.
    """
    if not store.exists(FILE):
        message = f"{store.root} was deleted or changed while it was written: {FILE} is gone; put it back or empty it"
        raise OutputError(message)


def _is_data(name: str) -> bool:
    """Tell whether a file says that a folder is in use, and not that a run of dateline died in it."""
    return not name.startswith(_BESIDE_TABLES)


def _sizes(settings: Settings) -> str:
    return " ".join(f"--{name.replace('_', '-')} {value}" for name, value in settings._asdict().items())
