import os
from collections.abc import Iterator

import pytest
from broker import Broker, missing, running
from flink_cluster import flink

__all__ = ["flink", "flink_broker"]


@pytest.fixture(scope="session")
def flink_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A real broker of its own: it is killed."""
    if absent := missing():
        message = f"Kafka needs {', '.join(absent)}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with running(tmp_path_factory.mktemp("kafka")) as started:
        yield started
