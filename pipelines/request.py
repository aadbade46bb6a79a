"""What the command line asked a run for, and the sizes of its chunks."""

from collections.abc import Callable
from typing import Any, NamedTuple

from transforms.tables.settings import FILE, Settings, read_settings
from transforms.tables.storage import Storage


class Request(NamedTuple):
    """What the command line asked for: see `dateline run --help`; `load` loads another coder than dateline's."""

    sources: tuple[str, ...]
    output: str
    workers: int = 1
    published: str | None = None
    lexicon: str | None = None
    dry_run: bool = False
    reread: bool = False
    max_refused: float = 0.1
    chunk_bytes: int | None = None
    chunk_records: int | None = None
    begin: str = "earliest"
    accept_gap: bool = False
    kafka_config: str | None = None
    group: str | None = None
    streaming: bool = False
    detach: bool = False
    flush_seconds: int = 30
    beam_flags: tuple[str, ...] = ()
    load: Callable[[], Any] | None = None


def settings_of(store: Storage, request: Request) -> Settings:
    """Return the sizes that were asked for; what was not is as the output was made with."""
    made_with = read_settings(store) if store.exists(FILE) else Settings()
    return Settings(request.chunk_bytes or made_with.chunk_bytes, request.chunk_records or made_with.chunk_records)
