"""The coder, loaded once a process. Knows no Beam: the launcher names it, workers load it."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from schemas.article import Article
from schemas.event import Event


class Codes(Protocol):
    """What codes articles: `transforms.coding.coder.Coder`."""

    version: str

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Event, ...]]:
        """Yield the events of each article, in order."""
        ...


@cache
def load_coder(lexicon: str | None = None) -> Codes:
    """Load dateline's coder: it takes seconds and a hundred megabytes."""
    from transforms.coding.coder import Coder

    return Coder(Path(lexicon) if lexicon else None)
