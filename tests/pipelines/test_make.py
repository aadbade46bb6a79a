import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_make_run_shows_events_of_the_sample_articles_and_where_they_are(tmp_path: Path) -> None:
    made = subprocess.run(
        ["make", "run", f"OUT={tmp_path / 'out'}"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    assert "44 articles" in made.stdout
    assert "ASSAULT" in made.stdout.partition("next:")[2]
    assert f"all events: {tmp_path / 'out'}/events" in made.stdout
