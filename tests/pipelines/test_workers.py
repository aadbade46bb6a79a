"""Workers that die, fail, or are many."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from transforms.tables.audit import audit
from transforms.tables.storage import Storage

pytestmark = pytest.mark.slow


def lines(*texts: str) -> str:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts)


@pytest.mark.parametrize("deadly", ["POISON", "HUNGRY"])
def test_a_record_that_kills_its_worker_becomes_a_dead_letter_and_the_rest_goes_on(
    tmp_path: Path, run: Callable[..., int], store: Storage, deadly: str
) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(lines(*(f"Story {n}." for n in range(30)), deadly, *(f"Story {n}." for n in range(30, 60))))
    assert run(source) == 0
    [letter] = pq.read_table(store.path("dead_letters")).to_pylist()
    assert (letter["code"], json.loads(letter["value"])) == ("crashed", {"text": deadly})
    assert pq.read_table(store.path("articles")).num_rows == 60
    assert not audit(store).findings


def test_bad_code_stops_the_run_and_the_third_time_at_one_record_refuses_it(
    tmp_path: Path, run: Callable[..., int], store: Storage
) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(lines("Story 1.", "BUG", "Story 2."))
    assert [run(source) for _ in range(5)] == [3, 3, 3, 3, 1]
    assert pq.read_table(store.path("dead_letters"))["code"].to_pylist() == ["crashed"]


def test_an_output_that_is_deleted_meanwhile_stops_the_run_and_is_named(
    tmp_path: Path, run: Callable[..., int], store: Storage, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(lines("Story 1.", f"DELETE {store.root}"))
    assert run(source) == 3
    assert f"{store.root} was deleted or changed while it was written" in capfd.readouterr().err
    assert not list(store.names("articles"))


def test_two_workers_write_the_same_rows_as_one(tmp_path: Path, run: Callable[..., int]) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(lines(*(f"Story {n}. " + "Troops moved. " * 20 for n in range(600))))
    tables = []
    for workers in (1, 2):
        assert run(source, output=tmp_path / f"out{workers}", workers=workers) == 0
        folder = tmp_path / f"out{workers}"
        tables.append(
            {
                name: pq.read_table(folder / name).drop_columns("processed_at").sort_by([("offset", "ascending")])
                for name in ("articles", "events", "quarantine")
            }
        )
    assert tables[0] == tables[1]
    assert tables[0]["quarantine"].num_rows > 10
