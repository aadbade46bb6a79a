"""A slow and flapping network between dateline and a real broker: records are read late, and each once."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from broker import Broker
from faults import compiled
from rough_wire import rough_wire
from rows import rows

from pipelines.audit_topics import compare_topics
from transforms.reading.topics.survey import survey_all
from transforms.tables.audit import audit
from transforms.tables.storage import storage

pytestmark = pytest.mark.slow
SUPPORT = Path(__file__).parents[1] / "support"
INGEST = """
import sys; sys.path.insert(0, {support!r})
from pathlib import Path
from ingest import ingest
from transforms.tables.settings import Settings
ingest(Path({output!r}), {source!r}, Settings(chunk_records=16))
"""
RECORDS, TRIES = 200, 4


def test_a_wire_that_delays_trickles_and_is_cut_loses_and_doubles_nothing(
    broker: Broker, new_topic: Callable[..., str], tmp_path: Path
) -> None:
    if shutil.which("cc") is None:
        pytest.skip("to lead a connection elsewhere needs a C compiler")
    topic, output = new_topic(), tmp_path / "out"
    broker.produce(topic, [json.dumps({"id": f"a{n}", "text": f"Story {n}. " * 20}).encode() for n in range(RECORDS)])
    source = broker.source(topic)
    with rough_wire(broker.port, rough=8, seed=3) as wire:
        ended = _drained(
            source, output, {"LD_PRELOAD": str(compiled(tmp_path)), "FAULT_CONNECT": f"{broker.port}:{wire.port}"}
        )
    assert ended[-1] == 0, ended
    assert wire.met["cut"] >= 2, wire.met
    found = rows(output, "articles")
    assert found is not None
    assert sorted(found["offset"].to_pylist()) == list(range(RECORDS))
    result = audit(storage(str(output)))
    assert [*result.findings, *compare_topics(survey_all([source]), result)] == []


def _drained(source: str, output: Path, environment: dict[str, str]) -> list[int]:
    """Drain until it ends well, a few times at most; return how each ended."""
    code = INGEST.format(support=str(SUPPORT), output=str(output), source=source)
    ended: list[int] = []
    while len(ended) < TRIES and 0 not in ended:
        run = subprocess.run([sys.executable, "-c", code], env=os.environ | environment, check=False, timeout=120)
        ended.append(run.returncode)
    return ended
