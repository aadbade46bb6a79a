"""What the launcher of a stream does when the JobManager goes, comes back, and knows nothing of the job."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.stream.cluster import AwayError, Cluster, newest_complete
from pipelines.stream.supervise import supervise
from transforms.reading.errors import UsageError


class FakeCluster(Cluster):
    """Answers from a list: each look takes the next (state, checkpoint)."""

    def __new__(cls, answers: list[tuple[str | None, str | None]]) -> "FakeCluster":
        return super().__new__(cls, "flink:8081")

    def __init__(self, answers: list[tuple[str | None, str | None]]) -> None:
        self.answers, self.now, self.asked = iter(answers), ("", None), list[str]()

    def state(self, job: str) -> str | None:
        self.asked.append(job)
        try:
            self.now = next(self.answers)  # type: ignore[assignment]
        except StopIteration:
            raise KeyboardInterrupt from None
        if self.now[0] == "AWAY":
            raise AwayError
        return self.now[0]

    def newest_checkpoint(self, job: str) -> str | None:
        return self.now[1]

    def root_cause(self, job: str) -> str | None:
        return "java.lang.Exception: no\nCaused by: RuntimeError: a bug"

    def stop(self, job: str) -> str:
        return "request"

    def stopped(self, job: str, request: str) -> str | None:
        return "file:///savepoint"


class Sent(list[str | None]):
    """From where a job was sent again."""

    def __call__(self, checkpoint: str | None) -> str:
        self.append(checkpoint)
        return "new"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)


@pytest.fixture
def checkpoints(tmp_path: Path) -> str:
    """A folder in which the newest checkpoint is half written and the one before is complete."""
    for number, name in ((3, "_metadata"), (12, "_metadata"), (13, "part")):
        (tmp_path / f"chk-{number}").mkdir()
        (tmp_path / f"chk-{number}" / name).touch()
    return f"file://{tmp_path}"


def test_the_newest_checkpoint_is_the_highest_that_is_complete(checkpoints: str, tmp_path: Path) -> None:
    assert newest_complete(checkpoints) == f"{checkpoints}/chk-12"
    assert newest_complete(f"file://{tmp_path}/chk-13") is None


def test_a_job_that_is_lost_is_sent_again_from_its_newest_checkpoint(checkpoints: str) -> None:
    lost: list[Any] = [("RUNNING", f"{checkpoints}/chk-3"), ("AWAY", None), ("AWAY", None), (None, None), (None, None)]
    cluster, sent = FakeCluster([*lost, ("RUNNING", None)]), Sent()
    assert supervise(cluster, "old", sent) == 0
    assert sent == [f"{checkpoints}/chk-12"]
    assert cluster.asked[-1] == "new"


def test_a_job_without_a_checkpoint_goes_on_from_the_tables() -> None:
    sent = Sent()
    supervise(FakeCluster([("RUNNING", None), (None, None), (None, None)]), "old", sent)
    assert sent == [None]


def test_a_jobmanager_that_finds_its_jobs_again_is_left_alone() -> None:
    def never(_: str | None) -> str:
        raise AssertionError

    answers: list[Any] = [("RUNNING", None), ("AWAY", None), (None, None), ("RUNNING", None), ("RUNNING", None)]
    assert supervise(FakeCluster(answers), "old", never) == 0


def test_what_cannot_be_sent_again_yet_is_tried_on() -> None:
    tries: Iterator[int] = iter(range(10))

    def send(_: str | None) -> str:
        if (number := next(tries)) < 3:
            raise (AwayError(), UsageError("no broker answers"), ConnectionError())[number]
        return "new"

    cluster = FakeCluster([(None, None)] * 8 + [("RUNNING", None)])
    supervise(cluster, "old", send)
    assert cluster.asked[-2:] == ["new", "new"]


@pytest.mark.parametrize(("state", "status"), [("FAILED", 3), ("FINISHED", 0), ("CANCELED", 0)])
def test_a_job_that_has_ended_ends_its_supervisor(state: str, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert supervise(FakeCluster([("RUNNING", None), (state, None)]), "old", lambda _: "") == status
    assert ("a bug" in capsys.readouterr().err) == (state == "FAILED")


def test_whoever_interrupts_the_supervisor_stops_the_job_with_a_savepoint(capsys: pytest.CaptureFixture[str]) -> None:
    assert supervise(FakeCluster([("RUNNING", None)]), "old", lambda _: "") == 0
    assert "savepoint: file:///savepoint" in capsys.readouterr().out
