"""From which checkpoint a job on the local Flink cluster goes on: `deploy/flink/jobs.py newest`."""

import subprocess
import sys
from pathlib import Path

from flink_cluster import SCRIPT

from pipelines.stream.note import Noted, note_job
from transforms.tables.storage import storage

JOBS, JOB = SCRIPT.with_name("jobs.py"), "a" * 32


def test_the_newest_checkpoint_is_one_of_the_output_s_job_that_was_written_to_its_end(tmp_path: Path) -> None:
    for name in (f"{JOB}/chk-7/_metadata", f"{JOB}/chk-9/half", f"{JOB}/shared/x", f"{'b' * 32}/chk-11/_metadata"):
        (tmp_path / "checkpoints" / name).parent.mkdir(parents=True)
        (tmp_path / "checkpoints" / name).touch()
    note_job(storage(str(tmp_path / "out")), Noted("news -> out", JOB, f"file:{tmp_path}/checkpoints"))
    wanted = f"{tmp_path}/checkpoints/{JOB}/chk-7\n"
    assert _newest(str(tmp_path / "out")).stdout == f"file://{wanted}"
    assert _newest(JOB, str(tmp_path / "checkpoints")).stdout == wanted


def test_without_a_checkpoint_it_says_what_to_do(tmp_path: Path) -> None:
    done = _newest(JOB, str(tmp_path))
    assert done.returncode == 1
    assert "start from the tables" in done.stderr


def test_of_two_streams_into_an_output_the_job_is_to_be_named(tmp_path: Path) -> None:
    for job in (JOB, "b" * 32):
        note_job(storage(str(tmp_path)), Noted(f"topic of {job} -> out", job, None))
    done = _newest(str(tmp_path))
    assert done.returncode == 1
    assert all(words in done.stderr for words in ("name the job", JOB, f"topic of {'b' * 32}"))


def _newest(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(JOBS), "newest", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)
