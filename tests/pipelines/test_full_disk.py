"""A disk that fills up stops the run, and the same command completes it once there is room."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from transforms.tables.audit import audit
from transforms.tables.storage import storage

pytestmark = pytest.mark.slow


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk, and not in every container")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_stops_with_3_and_the_rerun_completes(
    tmp_path: Path, small_disk: Path, run: Callable[..., int], capfd: pytest.CaptureFixture[str]
) -> None:
    source, output = tmp_path / "a.jsonl", small_disk / "out"
    source.write_text("".join(json.dumps({"id": f"a{n}", "text": f"Story {n}. " * 40}) + "\n" for n in range(60)))
    ballast = small_disk / "ballast"
    ballast.write_bytes(os.urandom(900 * 1024))
    assert run(source, output=output, chunk_bytes=4096) == 3
    assert "No space left on device" in capfd.readouterr().err
    assert not list(small_disk.rglob("*.tmp"))
    ballast.unlink()
    assert run(source, output=output, chunk_bytes=4096) == 0
    assert pq.read_table(output / "articles")["article_id"].to_pylist() == [f"a{n}" for n in range(60)]
    assert not audit(storage(str(output))).findings
