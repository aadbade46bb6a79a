"""Which job streams into an output, noted beside the tables: Flink's checkpoints lie under the ids of jobs."""

import hashlib
import json
from collections.abc import Iterator
from typing import NamedTuple

from transforms.tables.storage import Storage

FOLDER = "_dateline/streams"


class Noted(NamedTuple):
    """The last job of a stream.

    Attributes:
        name: The stream: its topics and its output.
        job: The job's id.
        checkpoints: Where the cluster keeps the checkpoints of all its jobs, if it said so.
    """

    name: str
    job: str
    checkpoints: str | None


def note_job(store: Storage, noted: Noted) -> None:
    """Note the job of a stream in the place of the one before."""
    store.write(f"{FOLDER}/{hashlib.sha256(noted.name.encode()).hexdigest()[:16]}.json", json.dumps(noted).encode())


def noted_jobs(store: Storage) -> Iterator[Noted]:
    """Yield the last job of each stream into an output."""
    for name in list(store.names(FOLDER)):
        yield Noted(*json.loads(store.read(name)))
