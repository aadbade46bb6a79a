"""The main job on a real S3 server: killed and run again, audited and queried, over the addresses that people use."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cheap
import pytest
from kills import CHEAP, COMMAND
from rows import TABLES_OF_A_CHUNK, outcomes_on_disk, outcomes_to_expect, rows, same
from s3_server import S3Server, missing, running
from sessions import Session, start

from pipelines.audit import show_audit
from pipelines.request import Request
from pipelines.run import run_main_job

pytestmark = pytest.mark.slow
SIZE = 2000
SHORT_LEASE = """
from functools import partial; from transforms.tables import lease, lock
lock.lease = partial(lease.lease, times=lease.Times(beat=1, dead=10))
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    if absent := missing():
        message = f"an S3 server needs {', '.join(absent)}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with running(tmp_path_factory.mktemp("s3")) as started:
        yield started


@pytest.fixture
def bucket(server: S3Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bucket, as the folder that the server keeps it in; who runs from now on finds the server."""
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    return server.bucket("news")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    lines = [
        json.dumps({"id": f"s{n}", "text": f"Envoys met for talk {n}. " + "They agreed. " * 20}) for n in range(60)
    ]
    lines[7::11] = ["no JSON", '{"title": "no text"}', '["no object"]', '{"text": " "}', "{"]
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(lines))
    return source


def test_a_run_killed_on_a_bucket_and_run_again_ends_with_the_rows_of_a_run_left_alone(
    bucket: Path, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killed = _begin(articles, "s3://news/killed", tmp_path)
    late = time.monotonic() + 400
    while killed.running() and not list((bucket / "killed" / "articles").glob("*/*")) and time.monotonic() < late:
        time.sleep(0.01)
    killed.kill_all()
    committed = len(list((bucket / "killed" / "articles").glob("*/*")))
    assert _begin(articles, "s3://news/killed", tmp_path).wait(500) in {0, 1}
    calm = Request((str(articles),), str(tmp_path / "calm"), chunk_bytes=SIZE, load=cheap.load_slow)
    assert run_main_job(calm) in {0, 1}
    assert 0 < committed < len(list((bucket / "killed" / "articles").glob("*/*")))
    assert outcomes_on_disk(bucket / "killed") == outcomes_to_expect(articles)
    for table in TABLES_OF_A_CHUNK:
        assert same(rows(bucket / "killed", table), rows(tmp_path / "calm", table)), table
    assert show_audit("s3://news/killed", [str(articles)]) == 0, capsys.readouterr().out
    found = _dateline("sql", "s3://news/killed", "select count(*) as n from articles", "--format", "csv")
    assert found.stdout.split() == ["n", str(rows(bucket / "killed", "articles").num_rows)]  # type: ignore[union-attr]


def test_a_bucket_that_is_not_there_is_named(bucket: Path, articles: Path) -> None:
    ended = _dateline("run", str(articles), "--output", "s3://no-such-bucket/events")
    assert ended.returncode in {2, 3}
    assert "no-such-bucket" in ended.stderr
    assert "Traceback" not in ended.stderr


def _begin(source: Path, output: str, folder: Path) -> Session:
    here = str(Path(__file__).parents[1] / "support")
    code = SHORT_LEASE + CHEAP.format(here=here, source=str(source), output=output, workers=1, size=SIZE)
    return start([sys.executable, "-c", code], folder / "run.log")


def _dateline(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", COMMAND, *arguments], capture_output=True, text=True, check=False)
