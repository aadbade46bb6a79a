"""Exports of an output: whole files that published readers take, nothing overwritten, the same rows the same bytes."""

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from deltalake import DeltaTable, write_deltalake
from published_types import (
    GDELT_FLOATS,
    GDELT_INTEGERS,
    GDELT_NAMES,
    POLECAT_DATES,
    POLECAT_FLOATS,
    POLECAT_NAMES,
)
from small_output import Row, article, output, write_rows

from pipelines.export.run import run_export
from transforms.exporting.flat import COLUMNS
from transforms.reading.errors import UsageError
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage

EVENTS = 40
NASTY = 'The\t"Front"\n of\r\n#Riga\\ \0'
Make = Callable[..., Row]


def events_of_a_day(make: Make, day: int, *, first: int = 0, number: int = EVENTS, **changes: Any) -> list[Row]:
    return [
        make(
            day * 10_000 + n,
            offset=n,
            article_id=f"a-{n}",
            event_date=dt.date(2024, 1, day),
            actors=[{**make()["actors"][0], "name": NASTY}],
            **changes,
        )
        for n in range(first, first + number)
    ]


@pytest.fixture
def store(tmp_path: Path, event_row: Make) -> Storage:
    made = output(tmp_path / "out")
    write_rows(made, "articles", [article(n, url=f"https://example.org/{n}", publisher=NASTY) for n in range(EVENTS)])
    write_rows(made, "events", events_of_a_day(event_row, 1))
    planned = events_of_a_day(event_row, 2, number=3, auxiliary=["future"])
    write_rows(made, "events", events_of_a_day(event_row, 2, first=3, number=2) + planned, "2024-01-03")
    write_rows(made, "articles", [article(n) for n in range(EVENTS, EVENTS + 5)], "2024-01-03")
    return made


def export(store: Storage, form: str, name: str = "export") -> Path:
    target = Path(store.root).parent / name
    assert run_export(store.root, form, str(target)) == 0
    return target


def test_gdelt_loads_with_published_types_in_three_readers(store: Storage) -> None:
    target = export(store, "gdelt")
    kinds = {name: "BIGINT" if name in GDELT_INTEGERS else "DOUBLE" if name in GDELT_FLOATS else "VARCHAR"
             for name in GDELT_NAMES}  # fmt: skip
    types = {name: "int64" if name in GDELT_INTEGERS else "float64" if name in GDELT_FLOATS else "str"
             for name in GDELT_NAMES}  # fmt: skip
    frame = pd.read_csv(target, sep="\t", header=None, names=GDELT_NAMES, dtype=types)
    as_gdelt_py_r = pd.read_csv(target, sep="\t", header=None, dtype={26: "str", 27: "str", 28: "str"})
    table = duckdb.read_csv(str(target), sep="\t", header=False, columns=kinds)
    polar = pl.read_csv(
        target, separator="\t", has_header=False, new_columns=GDELT_NAMES, schema_overrides={"EventCode": pl.String}
    )
    assert len(frame) == len(as_gdelt_py_r) == polar.height == table.count("*").fetchall()[0][0] == EVENTS + 2
    assert frame["GLOBALEVENTID"].is_unique
    assert set(frame["EventCode"]) == {"173"}
    assert len(as_gdelt_py_r.columns) == 61
    assert {line.count("\t") for line in target.read_text("utf-8").splitlines()} == {60}


def test_polecat_loads_with_published_types(store: Storage) -> None:
    target = export(store, "polecat")
    frame = pd.read_csv(
        target, sep="\t", dtype=dict.fromkeys(POLECAT_FLOATS, "float64"), parse_dates=sorted(POLECAT_DATES)
    )
    assert list(frame.columns) == POLECAT_NAMES
    assert len(frame) == EVENTS + 2
    assert {str(frame[name].dtype)[:10] for name in POLECAT_DATES} == {"datetime64"}
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", strict=True))
    assert {len(row) for row in rows} == {40}


def test_what_is_left_out_is_counted_and_noted(store: Storage, capsys: pytest.CaptureFixture[str]) -> None:
    target = export(store, "gdelt")
    assert "42 rows of 45 events\n  left out: future: 3\n" in capsys.readouterr().out
    note = json.loads(target.with_name("export.about.json").read_text())
    assert (note["form"], note["rows"], note["not_in_it"]) == ("gdelt", EVENTS + 2, {"left out: future": 3})
    assert note["bytes"] == target.stat().st_size


def test_plover_and_csv_hold_every_event(store: Storage) -> None:
    lines = export(store, "plover-json", "p").read_text("ascii").splitlines()
    assert [event["context"][-1] for event in map(json.loads, lines)].count("future") == 3
    frame = pd.read_csv(export(store, "csv", "c"))
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == len(lines) == EVENTS + 5
    assert frame["ingest_date"].value_counts().to_dict() == {"2024-01-02": EVENTS, "2024-01-03": 5}


@pytest.mark.parametrize("form", ["gdelt", "polecat", "plover-json", "csv"])
def test_the_same_rows_make_the_same_file_and_an_export_replaces_its_like(form: str, store: Storage) -> None:
    target = export(store, form)
    first = target.read_bytes()
    assert export(store, form).read_bytes() == first
    assert sorted(path.name for path in target.parent.iterdir()) == ["export", "export.about.json", "out"]


def test_what_is_no_export_is_not_replaced(store: Storage, tmp_path: Path) -> None:
    target = tmp_path / "mine.csv"
    target.write_text("mine")
    with pytest.raises(UsageError, match="no export of dateline's"):
        run_export(store.root, "csv", str(target))
    exported = export(store, "csv")
    exported.write_text("changed by hand")
    with pytest.raises(UsageError, match="was changed since"):
        run_export(store.root, "csv", str(exported))
    (tmp_path / "other.about.json").write_text("{}")
    with pytest.raises(UsageError, match=r"other\.about\.json is there"):
        run_export(store.root, "csv", str(tmp_path / "other"))
    assert target.read_text() == "mine"


def test_a_kill_between_note_and_file_does_no_harm(store: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    target = export(store, "csv")
    write_rows(store, "events", [], "2024-01-03")
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda path, to: replace(path, to) if "about" in str(to) else killed())
    with pytest.raises(KeyboardInterrupt):
        run_export(store.root, "csv", str(target))
    monkeypatch.undo()
    assert export(store, "csv").read_bytes().count(b"\r\n") == EVENTS + 1


def killed() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("form", ["gdelt", "delta"])
@pytest.mark.parametrize(("target", "words"), [("out/events/x", "lies in the output"), ("out", "lies in the output")])
def test_an_export_does_not_go_among_the_tables(form: str, target: str, words: str, store: Storage) -> None:
    with pytest.raises(UsageError, match=words):
        run_export(store.root, form, str(Path(store.root).parent / target))


def test_bad_targets_and_outputs_are_named(store: Storage, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder; make it first"):
        run_export(store.root, "csv", str(tmp_path / "nowhere" / "x"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="is no local path"):
        run_export(store.root, "delta", "s3://bucket/x")
    with pytest.raises(UsageError, match="is a folder; name a file"):
        run_export(store.root, "csv", str(tmp_path / "folder"))
    with pytest.raises(OutputError, match="is no output of dateline's"):
        run_export(str(tmp_path / "folder"), "csv", str(tmp_path / "x"))


@pytest.mark.parametrize(("form", "lines"), [("gdelt", 0), ("polecat", 1), ("plover-json", 0), ("csv", 1)])
def test_an_output_without_events_makes_an_empty_export(form: str, lines: int, tmp_path: Path) -> None:
    target = export(output(tmp_path / "out"), form)
    assert len(target.read_text("utf-8").splitlines()) == lines


def test_a_crash_leaves_the_old_export(store: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    target = export(store, "csv")
    first = target.read_bytes()

    def broken(_: object) -> list[str]:
        raise RuntimeError("a bug")

    monkeypatch.setattr("pipelines.export.run.flat_row", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        run_export(store.root, "csv", str(target))
    assert target.read_bytes() == first
    assert len(list(target.parent.iterdir())) == 3


def test_delta_commits_what_changed_and_nothing_else(store: Storage, event_row: Make) -> None:
    target = export(store, "delta")
    assert export(store, "delta") == target
    assert DeltaTable(target).version() == 0
    written = set(DeltaTable(target).file_uris())
    write_rows(store, "events", events_of_a_day(event_row, 4, number=1), "2024-01-03", "b")
    export(store, "delta")
    table = DeltaTable(target)
    assert table.version() == 1
    assert {path for path in written if "ingest_date=2024-01-02" in path} <= set(table.file_uris())
    assert duckdb.from_arrow(table.to_pyarrow_table()).count("*").fetchall() == [(EVENTS + 6,)]


def test_a_day_that_is_gone_goes_from_delta(store: Storage) -> None:
    target = export(store, "delta")
    for name in [name for name in store.names() if "ingest_date=2024-01-03" in name]:
        store.delete(name)
    export(store, "delta")
    assert DeltaTable(target).version() == 1
    assert DeltaTable(target).to_pyarrow_table(columns=["event_id"]).num_rows == EVENTS
    export(store, "delta")
    assert DeltaTable(target).version() == 1


def test_delta_of_an_output_without_events_is_a_table(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    target = export(output(tmp_path / "out"), "delta")
    assert DeltaTable(target).to_pyarrow_table().num_rows == 0
    export(output(tmp_path / "out"), "delta")
    assert DeltaTable(target).version() == 0


def test_delta_does_not_touch_what_others_made(store: Storage, tmp_path: Path) -> None:
    write_deltalake(tmp_path / "theirs", pl.DataFrame({"x": [1]}).to_arrow())
    with pytest.raises(UsageError, match="did not make"):
        run_export(store.root, "delta", str(tmp_path / "theirs"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("")
    with pytest.raises(UsageError, match="no Delta table"):
        run_export(store.root, "delta", str(tmp_path / "folder"))
