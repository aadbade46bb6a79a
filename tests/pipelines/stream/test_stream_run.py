from pathlib import Path

import pytest

from pipelines.request import Request
from pipelines.run import run_main_job
from pipelines.stream.run import _savepoint
from transforms.reading.errors import UsageError

TOPIC, MASTER = "kafka://localhost:1/news", "--flink_master=localhost:1"


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        (Request(("a.jsonl",), "out", streaming=True, beam_flags=(MASTER,)), "reads topics only"),
        (Request((TOPIC,), "out", streaming=True, dry_run=True, beam_flags=(MASTER,)), "leave them out"),
        (Request((TOPIC,), "out", streaming=True), "host:port"),
        (Request((TOPIC,), "out", streaming=True, beam_flags=(MASTER,)), r"localhost:1: .*refused"),
        (Request((TOPIC,), "out", detach=True), "add --streaming"),
    ],
)
def test_what_cannot_be_a_stream_is_refused_and_nothing_is_touched(
    request_: Request, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=complaint):
        run_main_job(request_)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("named", ["{}/chk-7", "file:{}/chk-7", "file://{}/chk-7/", "{}"])
def test_state_is_taken_from_a_checkpoint_or_the_newest_in_a_folder(named: str, tmp_path: Path) -> None:
    for number in (3, 7):
        (tmp_path / f"chk-{number}").mkdir()
        (tmp_path / f"chk-{number}" / "_metadata").touch()
    (tmp_path / "chk-8").mkdir()
    assert _savepoint(named.format(tmp_path)) == f"file://{tmp_path}/chk-7"


def test_a_checkpoint_that_is_not_complete_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="from the tables"):
        _savepoint(str(tmp_path))
    assert _savepoint(None) is None
