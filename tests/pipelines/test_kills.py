"""A short form of `kills.py`: killed four times, the main job ends with the rows of a run left alone."""

import json
from pathlib import Path

import pytest
from kills import Job, prove

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_random_moments_it_ends_with_the_rows_of_a_run_left_alone(tmp_path: Path, workers: int) -> None:
    lines = [
        json.dumps({"id": f"k{n}", "text": f"Ministers met for talk {n}. " + "They agreed. " * 20}) for n in range(60)
    ]
    lines[7::11] = ["no JSON", '{"title": "no text"}', '["no object"]', '{"text": " "}', "{"]
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(lines))
    killed, found = prove(Job(source, workers, chunk_bytes=3000, cheap=True), tmp_path, kills=4, seed=20 + workers)
    assert len(killed) == 4
    assert {name: held for name, held in found.items() if not held} == {}
