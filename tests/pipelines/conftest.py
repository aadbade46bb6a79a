from collections.abc import Callable
from pathlib import Path
from typing import Any

import cheap
import pytest

from pipelines.request import Request
from pipelines.run import run_main_job
from transforms.tables.storage import storage


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., int]:
    """Run the main job in worker processes with a coder that costs nothing; return the exit status."""

    def start(*sources: Path, output: Path | None = None, **options: Any) -> int:
        wanted = {"load": cheap.load, "chunk_bytes": 65536, **options}
        return run_main_job(Request(tuple(map(str, sources)), str(output or tmp_path / "out"), **wanted))

    return start


@pytest.fixture
def store(tmp_path: Path) -> Any:
    """The output that `run` writes to."""
    return storage(str(tmp_path / "out"))
