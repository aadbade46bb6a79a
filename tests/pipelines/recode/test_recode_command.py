"""`dateline recode` in worker processes, with a coder that costs nothing."""

from pathlib import Path

import cheap
import pytest
from ingest import write_texts

from pipelines.diff.run import diff
from pipelines.recode.run import recode
from transforms.tables.audit import audit
from transforms.tables.settings import OutputError
from transforms.tables.storage import storage

TEXTS = [f"Story {number} tells that troops moved." for number in range(12)]


@pytest.mark.slow
def test_an_output_is_recoded_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store, into = write_texts(tmp_path, TEXTS), str(tmp_path / "again")
    assert recode(store.root, into, workers=2, load=cheap.load) == 0
    assert not audit(storage(into)).findings
    assert recode(store.root, into, load=cheap.load) == 0
    assert "nothing new" in capfd.readouterr().out


def test_an_output_is_not_recoded_into_itself_or_what_another_coder_wrote(tmp_path: Path) -> None:
    store = write_texts(tmp_path, TEXTS[:2])
    for into in (store.root, f"{store.root}/inside"):
        with pytest.raises(OutputError, match="name another folder"):
            recode(store.root, into, load=cheap.load)
    other = write_texts(tmp_path / "other", TEXTS[:2])
    with pytest.raises(OutputError, match=r"holds what 0\.0\.0\+cheap has coded, today's coder is 0\.1"):
        recode(store.root, other.root)
    assert diff(store.root, other.root) == 0
