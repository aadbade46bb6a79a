"""A coder that costs nothing and stands in where many records count: events, broken events and crashes by text."""

import hashlib
import os
import resource
import shutil
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from schemas.article import Article
from schemas.event import Event, Sentence, Span
from schemas.plover import ONTOLOGY_VERSION, TYPES


class CheapCoder:
    """One event an article, of a type that its text decides.

    Text with POISON kills the process, HUNGRY eats all the memory that the process may have, BUG raises; DELETE deletes
    the folder that it names.
    """

    version = "0.0.0+cheap"

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Event, ...]]:
        for article in articles:
            if "POISON" in article.text:
                os.kill(os.getpid(), signal.SIGSEGV)
            if "GREEDY" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does when memory runs out
            if "HUNGRY" in article.text:
                eat(64 * 2**20)
            if article.text.startswith("DELETE "):
                shutil.rmtree(article.text.removeprefix("DELETE "))
            if "BUG" in article.text:
                raise RuntimeError("a bug of the coder")
            time.sleep(self.seconds)
            yield (event(article),)


def eat(most: int) -> None:
    """Eat memory, of which this process may have so many bytes more."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + most, resource.RLIM_INFINITY))
    eaten: list[bytearray] = []
    while True:
        eaten.append(bytearray(2**20))


def load() -> CheapCoder:
    return CheapCoder()


def load_slow() -> CheapCoder:
    return CheapCoder(seconds=0.02)


def event(article: Article) -> Event:
    """Return an event; every seventh one breaks a rule (confidence above 1)."""
    digest = hashlib.sha256(article.text.encode()).digest()
    kind = sorted(set(TYPES) - {name for name, known in TYPES.items() if known.needs_recipient})[digest[0] % 10]
    trigger = Span(article.text[:1], 0, 1)
    text_hash = hashlib.sha256(article.text.encode()).hexdigest()
    identity = hashlib.sha256("\0".join((article.id, text_hash, kind, "0")).encode()).hexdigest()
    known = TYPES[kind]
    return Event(
        identity, article.id, kind, (), (), known.quad_class, known.score, known.cameo_roots[0], (),
        1.5 if digest[1] % 7 == 0 else 0.5, trigger, Sentence(0, 0, len(article.text)), (), (), (),
        None, None, None, None, None, None, (), (), ("cheap",), article.published_at,
        CheapCoder.version, ONTOLOGY_VERSION,
    )  # fmt: skip


class MendedCoder(CheapCoder):
    """The coder after its bug was mended."""

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Event, ...]]:
        for article in articles:
            time.sleep(self.seconds)
            yield (event(article),)


def load_mended() -> CheapCoder:
    """Return the mended coder, and mend the rule that its events broke, in this process."""
    from schemas.event_suite import EVENT_RULES

    EVENT_RULES["confidence_in_range"].arguments["max_value"] = 2
    return MendedCoder(seconds=0.02)


def load_bare() -> CheapCoder:
    """Load the cheap coder, and put one cheap rule in the place of all others in this process."""
    from ingest import checking

    from transforms import validate_chunk

    validate_chunk.validate_events = checking(1.0)  # type: ignore[attr-defined]
    return CheapCoder(seconds=0.002)
