"""A wire between a client and a server that delays, trickles, and is cut again and again: a TCP proxy on loopback.

Rough for its first connections, or from one moment to another.
"""

import contextlib
import math
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

DELAY, DROP, PAUSE = 0.3, 200, 0.002
LONGEST_LIFE = 20_000


class Wire:
    """A proxy that gives each of its first connections, or each while it is rough, a fault drawn by a seed.

    Attributes:
        port: Where it listens.
        met: What connections met: `delayed`, `trickled`, `cut`, `refused`, `calm`.
    """

    def __init__(self, to: int, rough: float, seed: int) -> None:
        self.to, self.rough, self.chance = to, rough, Random(seed)
        self.met: Counter[str] = Counter()
        self.open: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # closed: the end
            while True:
                client, _ = self.listener.accept()
                kind = self._kind()
                self.met[kind] += 1
                self.open.add(client)
                threading.Thread(target=self._connect, args=(client, kind), daemon=True).start()

    def _kind(self) -> str:
        if self.met.total() >= self.rough:
            return "calm"
        return self.chance.choice(["delayed", "trickled", "cut", "cut", "cut", "refused"])

    def _connect(self, client: socket.socket, kind: str) -> None:
        life = self.chance.randrange(LONGEST_LIFE) if kind == "cut" else 0
        with contextlib.suppress(OSError), client:
            if kind == "refused":
                return
            with socket.create_connection(("127.0.0.1", self.to)) as server:
                back = threading.Thread(target=_pump, args=(server, client, kind, life), daemon=True)
                back.start()
                _pump(client, server, "calm", 0)
                back.join()
        self.open.discard(client)

    def roughen(self) -> None:
        """Cut every connection, and let each that comes meet a fault."""
        self.rough = math.inf
        self._cut()

    def calm(self) -> None:
        """Cut every connection, and leave those that come alone."""
        self.rough = 0
        self._cut()

    def _cut(self) -> None:
        for client in list(self.open):
            with contextlib.suppress(OSError):  # closed meanwhile
                client.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.listener.close()


def _pump(one: socket.socket, other: socket.socket, kind: str, life: int) -> None:
    """Carry bytes until one side ends, or until its life is over."""
    with contextlib.suppress(OSError):
        while data := one.recv(DROP if kind == "trickled" else 65536):
            if kind == "delayed":
                time.sleep(DELAY)
            elif kind == "trickled":
                time.sleep(PAUSE)
            elif kind == "cut" and (life := life - len(data)) <= 0:
                other.sendall(data[: len(data) // 2])
                break
            other.sendall(data)
    for end in (one, other):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def rough_wire(to: int, rough: float, seed: int) -> Iterator[Wire]:
    """Run a proxy to a port of this machine."""
    wire = Wire(to, rough, seed)
    try:
        yield wire
    finally:
        wire.close()
