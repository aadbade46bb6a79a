import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def test_the_work_of_a_worker_is_split_into_its_steps(tmp_path: Path) -> None:
    source = tmp_path / "few.jsonl"
    samples = ROOT / "pipelines" / "samples" / "articles.jsonl"
    source.write_text("".join(samples.read_text(encoding="utf-8").splitlines(keepends=True)[:3]), encoding="utf-8")
    command = [sys.executable, "-m", "tests.bench.steps", str(source), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    spent = json.loads(done.stdout.splitlines()[-1])
    assert spent.keys() >= {"read", "tokenise", "tag", "parse", "coding", "Great Expectations", "Arrow", "Parquet"}
    assert min(spent.values()) >= 0
