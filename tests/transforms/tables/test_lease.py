import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.fs as pafs
import pytest

from transforms.tables.lease import FOLDER, Lease, Times, lease
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage

QUICK = Times(beat=0.05, dead=0.6)
Take = Callable[..., Lease]


@pytest.fixture
def store(tmp_path: Path) -> Storage:
    """A folder as if it were a bucket: nothing in it can be locked."""
    (tmp_path / FOLDER).mkdir(parents=True)
    return Storage(pafs.LocalFileSystem(), tmp_path.as_posix(), local=False)


@pytest.fixture
def take(store: Storage) -> Iterator[Take]:
    held = list[Lease]()

    def one(*sources: str, times: Times = QUICK) -> Lease:
        held.append(lease(store, sources, times))
        return held[-1]

    yield one
    for each in held:
        each.release()


def test_a_second_run_on_a_source_is_refused_and_leaves_nothing(store: Storage, take: Take) -> None:
    first = take("kafka://a/news", "kafka://a/press")
    with pytest.raises(OutputError, match=r"another run reads kafka://a/news into .* wait for it"):
        take("kafka://a/press")
    assert list(store.names(FOLDER)) == [first.name]


def test_runs_on_other_sources_go_side_by_side(store: Storage, take: Take) -> None:
    take("kafka://a/news")
    take("kafka://a/press")
    assert len(list(store.names(FOLDER))) == 2


def test_a_run_begins_when_the_one_before_has_released(store: Storage, take: Take) -> None:
    take("kafka://a/news").release()
    second = take("kafka://a/news")
    assert list(store.names(FOLDER)) == [second.name]


def test_the_lease_of_a_killed_run_dies(store: Storage, take: Take) -> None:
    store.write(f"{FOLDER}/dead.json", json.dumps({"sources": ["a"], "process": 1, "host": "gone"}).encode())
    held = take("a")
    assert list(store.names(FOLDER)) == [held.name]


def test_a_run_whose_lease_was_taken_away_is_told(store: Storage) -> None:
    told = threading.Event()
    held = Lease(store, ["a"], QUICK, told.set)
    store.delete(held.name)
    assert told.wait(30)
    held.release()


def test_of_two_that_begin_at_once_at_most_one_runs(store: Storage) -> None:
    outcomes, start = list[object](), threading.Barrier(2)

    def begin() -> None:
        start.wait(30)
        try:
            outcomes.append(lease(store, ["a"], QUICK))
        except OutputError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    held = [outcome for outcome in outcomes if isinstance(outcome, Lease)]
    assert len(outcomes) == 2
    assert len(held) <= 1
    for each in held:
        each.release()
