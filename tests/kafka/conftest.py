import gc
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from broker import Broker, missing, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The library forgets to close sockets on which no connection came about: that is no failure of ours."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))


@pytest.fixture(autouse=True)
def forgotten_sockets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let each be found in the test that left it, not in one of somebody else's."""
    yield
    if request.node.get_closest_marker("slow"):
        gc.collect()


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A real broker for the whole session; or the one that `deploy/kafka/broker up` started with these variables."""
    if "KAFKA_DATA" in os.environ:
        yield Broker(int(os.environ["KAFKA_PORT"]), Path(os.environ["KAFKA_DATA"]))
        return
    if absent := missing():
        message = f"a broker needs {', '.join(absent)}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with running(tmp_path_factory.mktemp("kafka")) as started:
        yield started


_NUMBERS = itertools.count(os.getpid() * 1000)


@pytest.fixture
def new_topic(broker: Broker) -> Callable[..., str]:
    """Create a topic of a name that nobody else has: `new_topic(partitions=2, cleanup_policy="compact")`."""

    def create(partitions: int = 1, **settings: str) -> str:
        name = f"news-{next(_NUMBERS)}"
        broker.create(name, partitions, **settings)
        return name

    return create
