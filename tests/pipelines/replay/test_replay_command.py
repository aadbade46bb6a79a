"""`dateline replay` in worker processes: what was mended is resolved, what was not stays; kills change nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import cheap
import pyarrow.parquet as pq
import pytest
from ingest import write_batch

from pipelines.replay.run import replay
from pipelines.status import show_status
from pipelines.views.connect import connect
from transforms.batch import RecordBatch
from transforms.plan_chunks import plan_chunks
from transforms.read_chunk import read_chunk
from transforms.reading.find import find
from transforms.tables.attempts import DEATHS, Note
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.settings import Settings, settle
from transforms.tables.storage import Storage

pytestmark = pytest.mark.slow
KILLED = """
import sys; sys.path.insert(0, {here!r})
import cheap; from pipelines.replay.run import replay
sys.exit(replay({output!r}, load=cheap.load_mended))
"""


def states(store: Storage) -> dict[str, int]:
    return {name: os.stat(store.path(name)).st_mtime_ns for name in store.names() if "/lock" not in name}


@pytest.fixture
def output(tmp_path: Path, store: Storage) -> Storage:
    """Several chunks with a record that killed workers, one that is no JSON, and events that break a rule."""
    source, texts = tmp_path / "a.jsonl", [f"Story {n}. " + "Troops moved. " * 50 for n in range(150)]
    texts[20] = "POISON"
    source.write_text("no json\n" + "".join(json.dumps({"text": text}) + "\n" for text in texts))
    sizes = Settings(chunk_bytes=65536)
    settle(store, sizes)
    for reading in plan_chunks(find([str(source)]).files, coverage(store), sizes):
        for batch in read_chunk(reading, sizes):
            assert isinstance(batch, RecordBatch)
            poison = [record.position for record in batch.records if b"POISON" in (record.value or b"")]
            write_batch(store, batch, 1.0, Note(deaths=tuple((place, DEATHS) for place in poison)))
    return store


def counted(store: Storage, query: str) -> Any:
    return connect(store.root).sql(query).fetchall()


OPEN = "select (select count(*) from articles), (select count(*) from events), (select count(*) from quarantine), " \
       "(select count(*) from dead_letters), (select sum(events)::int from articles), " \
       "(select sum(quarantined)::int from articles)"  # fmt: skip


def test_what_still_kills_stays_and_what_was_mended_is_resolved_once(
    output: Storage, capfd: pytest.CaptureFixture[str]
) -> None:
    before, broken = states(output), pq.read_table(output.path("quarantine")).num_rows
    assert replay(output.root, load=cheap.load) == 0
    assert states(output) == before
    assert "still refused: crashed 1" in capfd.readouterr().out
    assert replay(output.root, load=cheap.load_mended) == 0
    assert f"1 dead letter(s) became articles, with 1 events and 0 in quarantine; {broken}" in capfd.readouterr().out
    assert counted(output, OPEN) == [(150, 150, 0, 1, 150, 0)]
    assert states(output).items() >= before.items()
    assert not audit(output).findings
    after = states(output)
    assert replay(output.root, workers=2, load=cheap.load_mended) == 0
    assert states(output) == after
    show_status(output.root)
    assert "150 articles, 150 events, 0 quarantine, 1 dead_letters" in capfd.readouterr().out


def test_a_replay_that_is_killed_and_started_again_ends_like_one_that_never_was(output: Storage) -> None:
    code = KILLED.format(here=str(Path(cheap.__file__).parent), output=output.root)
    for table in ("events", "articles"):  # rows without their commit; one of two chunks
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not any(Path(output.root, table).glob("*/*.replay.parquet")):
            time.sleep(0.001)
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert replay(output.root, load=cheap.load_mended) == 0
    assert counted(output, OPEN) == [(150, 150, 0, 1, 150, 0)]
    assert not audit(output).findings
    assert not [name for name in output.names() if name.endswith(".tmp") or "attempts" in name]
