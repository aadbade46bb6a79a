"""The coder, loaded once a process. Knows no Beam: the launcher names it, workers load it."""

import threading
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from schemas.article import Article
from schemas.event import Event
from transforms.loading import loading

if TYPE_CHECKING:
    from transforms.coding.coder import Coder

_LOADING = threading.Lock()  # two threads of a worker may ask at once


class Codes(Protocol):
    """What codes articles: `transforms.coding.coder.Coder`."""

    version: str

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Event, ...]]:
        """Yield the events of each article, in order."""
        ...


def load_coder(lexicon: str | None = None) -> "Coder":
    """Load dateline's coder: it takes seconds and a hundred megabytes."""
    with _LOADING:
        return _load(lexicon)


@cache
def _load(lexicon: str | None) -> "Coder":
    with loading():
        from transforms.coding.coder import Coder

        return Coder(Path(lexicon) if lexicon else None)
