"""One run at a time for a source and an output on an object store, where no kernel holds locks.

A run writes a lease that names its sources, then looks who else has one, and beats: it writes the lease again and
again. As a store shows to everybody what it has accepted, of two runs that begin at once at least one sees the other.
A lease that does not change is a dead run's. Clocks are not compared.

What this cannot exclude: a run that slept for longer than a lease lives (a suspended machine, a store out of reach) may
write once more before it sees that its lease is gone; and workers of a stream whose launcher has ended write on
without one. Audit finds what happened then.
"""

import atexit
import json
import os
import platform
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage

FOLDER = "_dateline/leases"


class Times(NamedTuple):
    """Seconds: between two beats, and without one after which a lease counts as dead."""

    beat: float = 10.0
    dead: float = 60.0


class Lease:
    """A lease of this process, beating until it is released.

    Args:
        store: The output.
        sources: URIs that this run reads.
        times: How often it beats.
        lost: Called when another run has taken the lease away, or none could be written for as long as one lives.
    """

    def __init__(self, store: Storage, sources: Iterable[str], times: Times, lost: Callable[[], None]) -> None:
        self.store, self.times, self.lost = store, times, lost
        self.sources = sorted(set(sources))
        self.name = f"{FOLDER}/{secrets.token_hex(8)}.json"
        self.beats = 0
        self._write()
        self._released = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._thread.start()

    def others(self) -> dict[str, bytes]:
        """Return the leases of other runs that read a source of this one's: name and content."""
        names = [name for name in self.store.names(FOLDER) if name != self.name]
        found = {name: content for name in names if (content := _content(self.store, name)) is not None}
        return {name: content for name, content in found.items() if self._overlaps(content)}

    def release(self) -> None:
        """Give it up."""
        self._released.set()
        self._thread.join()
        self.store.delete(self.name)

    def _write(self) -> None:
        who = {"host": platform.node(), "process": os.getpid(), "beats": self.beats, "sources": self.sources}
        self.store.write(self.name, json.dumps(who).encode())
        self.beats += 1

    def _beat(self) -> None:
        last = time.monotonic()
        while not self._released.wait(self.times.beat):
            try:
                if not self.store.exists(self.name):
                    return self.lost()
                self._write()
                last = time.monotonic()
            except OSError:
                if time.monotonic() - last > self.times.dead - self.times.beat:
                    return self.lost()
        return None

    def _overlaps(self, content: bytes) -> bool:
        return not set(self.sources).isdisjoint(json.loads(content)["sources"])


def lease(store: Storage, sources: Iterable[str], times: Times = Times()) -> Lease:  # noqa: B008 (immutable)
    """Take a lease for this process until it ends, and wait until leases of killed runs have died.

    Raises:
        OutputError: Another run reads one of the sources into this output.
    """
    held = Lease(store, sources, times, _stop)
    atexit.register(held.release)
    seen, until = held.others(), time.monotonic() + times.dead
    while seen:
        now = held.others()
        if alive := [name for name, content in now.items() if seen.get(name) != content]:
            atexit.unregister(held.release)
            held.release()
            raise OutputError(_refusal(store, now[alive[0]]))
        if time.monotonic() > until:
            for name in now:
                store.delete(name)
            return held
        seen = now
        time.sleep(times.beat / 5)
    return held


def _refusal(store: Storage, content: bytes) -> str:
    who = json.loads(content)
    return (
        f"another run reads {who['sources'][0]} into {store.root} (process {who['process']} on {who['host']}): "
        "wait for it, or end it"
    )


def _content(store: Storage, name: str) -> bytes | None:
    try:
        return store.read(name)
    except FileNotFoundError:  # released since it was listed
        return None


def _stop() -> None:
    """End this run as if it had been told to: what it would still write may be another's by now."""
    sys.stderr.write("dateline: another run has taken over, or the store was out of reach for too long\n")
    os.kill(os.getpid(), signal.SIGTERM)
