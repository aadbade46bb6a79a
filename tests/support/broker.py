"""A real broker for tests: started and stopped by deploy/kafka/broker, loopback, its own data folder and ports."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from rough_wire import Wire, rough_wire

SCRIPT = Path(__file__).parents[2] / "deploy" / "kafka" / "broker"
NEEDED = ("java", "mvn", "openssl")


class Broker(NamedTuple):
    """A running broker.

    Attributes:
        port: Of its first listener.
        data: Its data folder, with settings for each of its listeners.
        wire: What clients of its first listener are led through, if anything is.
    """

    port: int
    data: Path
    wire: Wire | None = None

    @property
    def server(self) -> str:
        return f"localhost:{self.wire.port if self.wire else self.port}"

    def source(self, *topics: str, listener: int = 0) -> str:
        server = f"localhost:{self.port + listener}" if listener else self.server
        return f"kafka://{server}/{','.join(topics)}"

    def config(self, name: str) -> str:
        return str(self.data / f"{name}.properties")

    def do(self, what: str) -> None:
        environment = {**os.environ, "KAFKA_DATA": str(self.data), "KAFKA_PORT": str(self.port)}
        environment |= {"KAFKA_ADVERTISED": str(self.wire.port)} if self.wire else {}
        subprocess.run([SCRIPT, what], env=environment, check=True, timeout=900, stdout=subprocess.DEVNULL)

    def create(self, topic: str, partitions: int = 1, **settings: str) -> None:
        with admin(self) as client:
            configs = {name.replace("_", "."): value for name, value in settings.items()}
            client.create_topics(
                {topic: {"num_partitions": partitions, "replication_factor": 1, "configs": configs}},
                wait_for_metadata=True,
            )

    def produce(self, topic: str, values: Iterable[bytes | None], **how: Any) -> None:
        """Send values in order; `options` are the producer's, all else is `send`'s."""
        from kafka import KafkaProducer

        with KafkaProducer(bootstrap_servers=self.server, **how.pop("options", {})) as producer:
            for value in values:
                producer.send(topic, value, **how)
            producer.flush(60)


@contextmanager
def running(data: Path) -> Iterator[Broker]:
    """Run a broker."""
    with _up(Broker(_free_port(), data)) as broker:
        yield broker


@contextmanager
def running_behind_a_wire(data: Path) -> Iterator[Broker]:
    """Run a broker that clients reach through a wire, which is calm at first."""
    port = _free_port()
    with rough_wire(port, rough=0, seed=1) as wire, _up(Broker(port, data, wire)) as broker:
        yield broker


@contextmanager
def _up(broker: Broker) -> Iterator[Broker]:
    try:
        broker.do("up")
        yield broker
    finally:
        broker.do("down")


@contextmanager
def admin(broker: Broker) -> Iterator[Any]:
    from kafka import KafkaAdminClient

    client = KafkaAdminClient(bootstrap_servers=broker.server)
    try:
        yield client
    finally:
        client.close()


def missing() -> list[str]:
    """Return the programs that are needed and not there."""
    return [name for name in NEEDED if shutil.which(name) is None]


def _free_port() -> int:
    """Return the first of five free ports below those that the system hands out itself."""
    for first in range(21_100 + os.getpid() % 1000 * 5, 32_000, 5):
        try:
            for port in range(first, first + 5):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise RuntimeError("no five free ports in a row")
