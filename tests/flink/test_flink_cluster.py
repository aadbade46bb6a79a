"""The local Flink cluster by its own commands. What a stream makes of its kills is tested with the stream."""

import subprocess

import pytest
from flink_cluster import LocalFlink

from pipelines.stream.cluster import Cluster


@pytest.mark.slow
def test_a_cluster_that_lost_a_part_says_so_and_gets_it_back(flink: LocalFlink) -> None:
    assert Cluster(flink.address).slots() == flink.task_managers * flink.slots
    flink.do("kill", "pool-1")
    with pytest.raises(subprocess.CalledProcessError):
        flink.do("status")
    flink.do("up")
    flink.do("status")
