import os
from collections.abc import Iterator

import pytest
from broker import Broker, missing, running_behind_a_wire
from flink_cluster import flink

__all__ = ["flink", "flink_broker"]


@pytest.fixture(scope="session")
def flink_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A real broker of its own: it is killed, and so is the wire to it."""
    if absent := missing():
        message = f"Kafka needs {', '.join(absent)}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with running_behind_a_wire(tmp_path_factory.mktemp("kafka")) as started:
        yield started
