"""A real broker for tests: started and stopped by deploy/kafka/broker, loopback, its own data folder and ports."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

SCRIPT = Path(__file__).parents[2] / "deploy" / "kafka" / "broker"
NEEDED = ("java", "mvn", "openssl")


class Broker(NamedTuple):
    """A running broker: its first port, and its data folder with settings for each of its listeners."""

    port: int
    data: Path

    @property
    def server(self) -> str:
        return f"localhost:{self.port}"

    def source(self, *topics: str, listener: int = 0) -> str:
        return f"kafka://localhost:{self.port + listener}/{','.join(topics)}"

    def config(self, name: str) -> str:
        return str(self.data / f"{name}.properties")

    def do(self, what: str) -> None:
        environment = {**os.environ, "KAFKA_DATA": str(self.data), "KAFKA_PORT": str(self.port)}
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
    broker = Broker(_free_port(), data)
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
