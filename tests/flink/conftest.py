import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from broker import Broker, missing, running
from flink_stream import LocalFlink


@pytest.fixture(scope="session")
def flink_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A real broker of its own: it is killed."""
    if absent := missing():
        message = f"Kafka and Flink need {', '.join(absent)}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with running(tmp_path_factory.mktemp("kafka")) as started:
        yield started


@pytest.fixture(scope="session")
def flink(flink_broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalFlink]:
    """A real cluster of its own: a JobManager, two TaskManagers with two slots each, their pools of workers."""
    data: Path = tmp_path_factory.mktemp("flink")
    cluster = LocalFlink(data, flink_broker.port + 100, flink_broker.port + 200)
    try:
        cluster.do("up")
        yield cluster
    finally:
        cluster.do("down")
