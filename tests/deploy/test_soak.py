"""What a soak draws and says of what was seen, and the wire that it makes rough."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from flink_faults import Phase
from flink_sample import COLUMNS
from rough_wire import Wire, rough_wire
from soak import growth
from soak_plot import plot


@pytest.fixture
def samples() -> pd.DataFrame:
    """A stream of which only the memory of workers grows; its JobManager was away once."""
    frame = pd.DataFrame([[15 * n, 120 * n, *[7.0] * (len(COLUMNS) - 2)] for n in range(1, 41)], columns=list(COLUMNS))
    return frame.assign(mb_workers=frame["seconds"], checkpoint_ms=frame["checkpoint_ms"].where(frame.index != 3))


def test_growth_is_the_second_quarter_beside_the_last(samples: pd.DataFrame) -> None:
    told = {line.split()[0]: line.split()[1:] for line in growth(samples).splitlines()}
    assert told["mb_workers"] == ["225", "532"]
    assert told["files_pool"] == told["state_bytes"] == told["checkpoint_ms"] == ["7", "7"]


def test_the_plot_names_every_fault(samples: pd.DataFrame, tmp_path: Path) -> None:
    faults = pd.DataFrame([(60, *Phase("broker", 0, 0, 12.5, 480))], columns=["at", *Phase._fields])
    plot(samples, faults, tmp_path / "soak.svg")
    drawn = (tmp_path / "soak.svg").read_text()
    assert drawn.startswith("<svg")
    assert all(words in drawn for words in ("broker", "MB resident", "open files", "bytes of a checkpoint"))


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A calm wire to a server that says everything back."""

    def echo(client: socket.socket) -> None:
        with client:
            while data := client.recv(1024):
                client.sendall(data)

    def serve() -> None:
        for _ in range(2):
            echo(server.accept()[0])

    with socket.create_server(("127.0.0.1", 0)) as server, rough_wire(server.getsockname()[1], 0, seed=1) as wire:
        thread = threading.Thread(target=serve)
        thread.start()
        yield wire
        thread.join()


def test_a_wire_that_becomes_rough_cuts_what_is_open_and_a_calm_one_carries_on(wire: Wire) -> None:
    address = ("127.0.0.1", wire.port)
    with socket.create_connection(address, 5) as client:
        client.sendall(b"one")
        assert client.recv(3) == b"one"
        wire.roughen()
        assert client.recv(3) == b""
    wire.calm()
    with socket.create_connection(address, 5) as client:
        client.sendall(b"two")
        assert client.recv(3) == b"two"
    assert wire.met == {"calm": 2}
