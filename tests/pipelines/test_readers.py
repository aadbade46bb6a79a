"""Five questions, four readers, the same rows: the code that README shows is what runs here."""

import datetime as dt
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pyarrow.parquet as pq
import pytest
from nbclient import NotebookClient
from sample_output import DAYS, write_sample_output

pytestmark = pytest.mark.slow
NOTEBOOK = Path(__file__).parents[2] / "deploy" / "notebook" / "findings.ipynb"
README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"<details><summary>(\w+)</summary>\n\n```python\n(.*?)```", re.DOTALL)
BLOCKS = dict(BLOCK.findall(README.read_text("utf-8")))
Row = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds the output `events`."""
    folder = tmp_path_factory.mktemp("readers") / "with a space"
    folder.mkdir()
    write_sample_output(folder)
    return folder


@pytest.fixture(scope="module")
def events(folder: Path) -> list[Row]:
    """Every event once, file by file, the day taken from the folder's name: no reader's own idea of partitions."""
    rows = {
        row["event_id"]: {**row, "ingest_date": dt.date.fromisoformat(file.parent.name.removeprefix("ingest_date="))}
        for file in (folder / "events" / "events").glob("*/*.parquet")
        for row in pq.ParquetFile(file).read().to_pylist()
    }
    return list(rows.values())


@pytest.fixture(scope="module")
def answers(events: list[Row]) -> dict[str, Counter[Any]]:
    """What plain Python answers: rows of each question with how often each is there."""
    dyads = Counter(
        (actor["country"], event["event_type"], recipient["country"])
        for event in events
        for actor in event["actors"]
        for recipient in event["recipients"]
        if actor["country"] and recipient["country"] and actor["country"] != recipient["country"]
    )
    killed = Counter[Any]()
    for event in events:
        for count in event["counts"]:
            place, day = event["location"], event["event_date"]
            if count["kind"] == "killed" and place and place["name"] and event["date_granularity"] in {"day", "week"}:
                killed[place["name"], day - dt.timedelta(days=day.weekday())] += count["minimum"]
    claims = Counter(
        (event["event_id"], event["event_type"], claim["source"]["text"], claim["stance"])
        for event in events
        for claim in event["attribution"]
        if "RUS" in {actor["country"] for actor in event["actors"]}
    )
    plans = Counter(
        (event["event_date"], event["event_type"], event["trigger"]["text"], tuple(a["text"] for a in event["actors"]))
        for event in events
        if "future" in event["auxiliary"]
    )
    by_day = Counter((event["ingest_date"], event["event_type"]) for event in events)
    counted: dict[str, Counter[Any]] = {"by_day": by_day, "dyads": dyads, "killed": killed}
    flat = {name: Counter((*row, number) for row, number in counts.items()) for name, counts in counted.items()}
    return {**flat, "claims": claims, "plans": plans}


def test_every_question_has_an_answer(events: list[Row], answers: dict[str, Counter[Any]]) -> None:
    least = {"by_day": 30, "dyads": 30, "killed": 3, "claims": 3, "plans": 3}
    assert {name: answers[name].total() for name in least if answers[name].total() < least[name]} == {}
    assert {event["ingest_date"] for event in events} == set(DAYS)
    assert {row[3] for row in answers["claims"]} >= {"asserts", "denies"}


def test_readme_asks_four_readers() -> None:
    assert list(BLOCKS) == ["DuckDB", "Polars", "pandas", "PySpark"]


@pytest.mark.filterwarnings("ignore")  # Jupyter's own
def test_the_notebook_comes_to_three_findings_with_plots(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_OUTPUT", str(folder / "events"))
    notebook = nbformat.read(NOTEBOOK, 4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    said = "".join(output.text for output in outputs if output.output_type == "stream")
    plots = [output.data["image/svg+xml"] for output in outputs if "image/svg+xml" in output.get("data", {})]
    assert re.findall(r"^Finding (\d): .*\d", said, re.MULTILINE) == ["1", "2", "3"]
    assert len(plots) == 3
    assert all("<path" in plot for plot in plots)


FETCH: dict[str, Callable[[Any], list[Any]]] = {
    "DuckDB": lambda found: found.fetchall(),
    "Polars": lambda found: found.collect().rows(),
    "pandas": lambda found: list(
        (found.reset_index() if found.ndim == 1 else found).itertuples(index=False, name=None)
    ),
    "PySpark": lambda found: [tuple(row) for row in found.collect()],
}


@pytest.mark.parametrize("reader", ["DuckDB", "Polars", "pandas"])
def test_what_readme_shows_answers_the_five_questions(
    reader: str, folder: Path, answers: dict[str, Counter[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert _answered(reader, {}) == answers


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_spark_answers_them_too(folder: Path, answers: dict[str, Counter[Any]], spark: Any) -> None:
    block = BLOCKS["PySpark"].replace('"events/events"', f'"{folder}/events/events"')  # Java does not change folders
    assert _answered("PySpark", {"spark": spark}, block) == answers


def _answered(reader: str, names: dict[str, Any], block: str | None = None) -> dict[str, Counter[Any]]:
    exec(block or BLOCKS[reader], names)
    return {
        question: Counter(tuple(map(_plain, row)) for row in FETCH[reader](names[question]))
        for question in ("by_day", "dyads", "killed", "claims", "plans")
    }


def _plain(value: Any) -> Any:
    """Return a value without what readers make of days, lists and nulls."""
    if isinstance(value, dt.datetime):
        return value.date()
    if value is pd.NA:
        return None
    return tuple(value) if isinstance(value, list) else value


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A small Spark on this machine that talks to nobody."""
    if not shutil.which("java"):
        if os.environ.get("CI") == "true":
            pytest.fail("PySpark needs Java, and CI must show that it reads the tables")
        pytest.skip("PySpark needs Java")
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession

    options = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "512m",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "1",
    }
    builder = SparkSession.builder.master("local[1]").appName("readers")
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()
