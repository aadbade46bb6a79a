"""The short form of flink_kills.py: no record is lost or doubled whatever part of a stream dies."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from broker import Broker
from flink_cluster import LocalFlink
from flink_kills import PHASES, disturbed

BY_HAND = {"network", "launcher"}  # the long form and the soak have them: CI gives the stream eight minutes
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture(autouse=True)
def forgotten_sockets() -> Iterator[None]:
    """The Kafka library forgets to close sockets on which no connection came about."""
    yield
    gc.collect()


@pytest.mark.timeout(1500)
def test_every_record_is_there_once_whatever_dies(flink_broker: Broker, flink: LocalFlink, tmp_path: Path) -> None:
    phases = [phase for phase in PHASES if phase not in BY_HAND]
    found = disturbed(
        flink_broker, flink, tmp_path / "out", articles=300, rate=3, partitions=4, parallelism=2, phases=phases
    )
    assert found == []
