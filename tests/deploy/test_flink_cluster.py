"""The local Flink cluster by its own commands. What a stream makes of its kills is tested with the stream."""

import subprocess
import sys
from pathlib import Path

import pytest
from flink_cluster import SCRIPT, running, skip_if_missing

from pipelines.stream.cluster import Cluster
from pipelines.stream.note import Noted, note_job
from transforms.tables.storage import storage

JOBS, JOB = SCRIPT.with_name("jobs.py"), "a" * 32


@pytest.mark.slow
def test_a_cluster_comes_up_loses_a_part_gets_it_back_and_ends(tmp_path: Path) -> None:
    skip_if_missing()
    with running(tmp_path, task_managers=1, slots=3) as cluster:
        assert Cluster(cluster.address).slots() == 3
        cluster.do("kill", "pool-1")
        with pytest.raises(subprocess.CalledProcessError):
            cluster.do("status")
        cluster.do("up")
        cluster.do("status")
    with pytest.raises(subprocess.CalledProcessError):
        cluster.do("status")


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
