"""The servers of a script on Flink: a broker behind a wire, a cluster, and a folder; nothing of them stays."""

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flink_cluster
from broker import Broker, running_behind_a_wire
from flink_cluster import LocalFlink


@contextmanager
def servers() -> Iterator[tuple[Broker, LocalFlink, Path]]:
    """Run them; the path is where an output may be."""
    end_on_sigterm()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_behind_a_wire(Path(folder) / "kafka") as broker,
        flink_cluster.running(Path(folder) / "flink") as flink,
    ):
        yield broker, flink, Path(folder) / "out"


def end_on_sigterm() -> None:
    """Have SIGTERM end a script as an error does: with all that it has started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
