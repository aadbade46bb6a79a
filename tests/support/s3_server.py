"""A real S3 server for tests: started and stopped by deploy/s3/server, loopback, its own folder of buckets and port."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(__file__).parents[2] / "deploy" / "s3" / "server"
BUILT = SCRIPT.parent / "data" / "libs"


class S3Server(NamedTuple):
    """A running server: its data folder and port. What a bucket holds stands as plain files in `data/buckets`."""

    data: Path
    port: int

    def do(self, *what: str) -> str:
        environment = {**os.environ, "S3_DATA": str(self.data), "S3_PORT": str(self.port)}
        done = subprocess.run([SCRIPT, *what], env=environment, check=True, timeout=900, capture_output=True, text=True)
        return done.stdout

    def environment(self) -> dict[str, str]:
        """Return the variables by which it is found."""
        words = self.do("env").removeprefix("export ").split()
        return dict(word.split("=", 1) for word in words)

    def bucket(self, name: str) -> Path:
        """Make a bucket; return where its files are."""
        self.do("bucket", name)
        return self.data / "buckets" / name


@contextmanager
def running(data: Path) -> Iterator[S3Server]:
    """Run a server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = S3Server(data, probe.getsockname()[1])
    try:
        server.do("up")
        yield server
    finally:
        server.do("down")


def missing() -> list[str]:
    """Return the programs that are needed and not there."""
    needed = ["openssl", "setsid"] + ([] if any(BUILT.glob("versitygw-*")) else ["go"])
    return [name for name in needed if shutil.which(name) is None]
