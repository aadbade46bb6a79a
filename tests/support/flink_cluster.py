"""A real Flink cluster for tests: started and stopped by deploy/flink/cluster, loopback, its own data folder and ports.

In a conftest: `from flink_cluster import flink`.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

SCRIPT = Path(__file__).parents[2] / "deploy" / "flink" / "cluster"
NEEDED = ("java", "mvn", "curl", "setsid")


class LocalFlink(NamedTuple):
    """A cluster: its data folder, the port of its REST address, the one of its pools, and its size."""

    data: Path
    port: int
    pool_port: int
    task_managers: int = 2
    slots: int = 2

    @property
    def address(self) -> str:
        return f"localhost:{self.port}"

    @property
    def pool(self) -> str:
        """What `--environment_config` is."""
        return f"worker-pool:{self.pool_port}"

    def do(self, *what: str) -> None:
        """Run `deploy/flink/cluster`: up, down, kill pool-1, start pool-1 ..."""
        settings = {
            "FLINK_DATA": self.data, "FLINK_PORT": self.port, "FLINK_POOL_PORT": self.pool_port,
            "FLINK_TASKMANAGERS": self.task_managers, "FLINK_SLOTS": self.slots,
            "PYTHONPATH": f"{SCRIPT.parents[2]}:{Path(__file__).parent}",
        }  # fmt: skip
        environment = os.environ | {name: str(value) for name, value in settings.items()}
        subprocess.run([SCRIPT, *what], env=environment, check=True, timeout=1200, stdout=subprocess.DEVNULL)


@contextmanager
def running(data: Path, task_managers: int = 2, slots: int = 2) -> Iterator[LocalFlink]:
    """Run a cluster."""
    port = _free_port()
    cluster = LocalFlink(data, port, port + 3, task_managers, slots)
    try:
        cluster.do("up")
        yield cluster
    finally:
        cluster.do("down")


@pytest.fixture(scope="session")
def flink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalFlink]:
    """A real cluster for the whole session; nothing of it is left afterwards."""
    skip_if_missing()
    with running(tmp_path_factory.mktemp("flink")) as started:
        yield started
    with pytest.raises(subprocess.CalledProcessError):
        started.do("status")


def skip_if_missing() -> None:
    """Skip a test where programs are missing; in CI it fails."""
    if absent := [name for name in NEEDED if shutil.which(name) is None]:
        message = f"a Flink cluster needs {', '.join(absent)}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def _free_port() -> int:
    """Return the first of four free ports below those that the system hands out itself."""
    for first in range(26_100 + os.getpid() % 700 * 4, 32_000, 4):
        try:
            for port in range(first, first + 4):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise RuntimeError("no four free ports in a row")
