"""The local Flink cluster by its own commands. What a stream makes of its kills is tested with the stream."""

import subprocess
import sys
from pathlib import Path

import pytest
from flink_cluster import SCRIPT, running, skip_if_missing

from pipelines.stream_cluster import Cluster

JOBS = SCRIPT.with_name("jobs.py")


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


def test_the_newest_checkpoint_is_one_that_was_written_to_its_end(tmp_path: Path) -> None:
    for name in ("a1/chk-7/_metadata", "a1/chk-9/half", "a1/shared/x"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    command = [sys.executable, str(JOBS), "newest", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == f"{tmp_path}/a1/chk-7\n"


def test_without_a_checkpoint_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(JOBS), "newest", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "start from the tables" in done.stderr
