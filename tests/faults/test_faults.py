"""Faults of disk, memory, descriptors and clock at some calls; `python tests/support/faults.py` tries every one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).parents[1] / "support" / "faults.py"
FAULTS = 13


def test_no_fault_loses_or_doubles_a_row() -> None:
    if shutil.which("cc") is None:
        assert os.environ.get("CI") != "true"
        pytest.skip("faults of system calls need a C compiler")
    ended = subprocess.run([sys.executable, SCRIPT, "--every", "40"], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    table = [line[36:].split(None, 3) for line in ended.stdout.splitlines()[1:]]
    assert len(table) == FAULTS
    assert all(int(tried) > 0 and (lost, twice) == ("0", "0") for tried, lost, twice, _ in table)
