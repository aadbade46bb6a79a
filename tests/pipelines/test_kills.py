"""A short form of `kills.py`: killed a few times, the main job ends with the rows of a run left alone."""

import json
from pathlib import Path

import pytest
from kills import Job, prove

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the source is, and the run left alone that all are compared with."""
    lines = [
        json.dumps({"id": f"k{n}", "text": f"Ministers met for talk {n}. " + "They agreed. " * 20}) for n in range(60)
    ]
    lines[7::11] = ["no JSON", '{"title": "no text"}', '["no object"]', '{"text": " "}', "{"]
    made = tmp_path_factory.mktemp("kills")
    (made / "articles.jsonl").write_text("\n".join(lines))
    return made


@pytest.mark.parametrize(("workers", "kills"), [(1, 2), (2, 4)])
def test_killed_at_random_moments_it_ends_with_the_rows_of_a_run_left_alone(
    folder: Path, workers: int, kills: int
) -> None:
    job = Job(folder / "articles.jsonl", workers, chunk_bytes=3000, cheap=True)
    killed, found = prove(job, folder, kills, seed=20 + workers)
    assert len(killed) == kills
    assert {name: held for name, held in found.items() if not held} == {}
