"""One output, four readers, the same rows: the options used here are those that README shows."""

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cheap
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from pipelines.run import Request, run_main_job

pytestmark = pytest.mark.slow
Row = tuple[Any, ...]
DAYS = (dt.date(2024, 1, 31), dt.date(2024, 2, 29), dt.date(2025, 1, 1))
COLUMNS = ("ingest_date", "source", "offset", "event_id", "event_type", "score", "published_at")
ARTICLES = 25


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output of three days, and a file that a run is just writing."""
    folder = tmp_path_factory.mktemp("readers")
    for number, day in enumerate(DAYS):
        lines = [
            json.dumps(
                {"id": f"{number}-{n}", "text": f"Story {n} of {day}: żółć.", "published_at": f"{day}T12:30:00Z"}
            )
            for n in range(ARTICLES)
        ]
        file = folder / "in" / f"{number}.jsonl"
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(lines), encoding="utf-8")
        noon = dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp()
        os.utime(file, (noon, noon))
    output = folder / "out with a space"
    assert run_main_job(Request((str(folder / "in"),), str(output), load=cheap.load)) == 0
    written = next((output / "events").glob("*/*.parquet"))
    written.with_name(f".{written.name}.1.tmp").write_bytes(b"half")
    return output


@pytest.fixture(scope="module")
def expected(output: Path) -> list[Row]:
    """Every event, file by file, the day taken from the folder's name: no reader's own idea of partitions."""
    return sorted(
        (dt.date.fromisoformat(file.parent.name.removeprefix("ingest_date=")), *row.values())
        for file in (output / "events").glob("*/*.parquet")
        for row in pq.ParquetFile(file).read(list(COLUMNS[1:])).to_pylist()
    )


def test_there_are_events_of_every_day(expected: list[Row]) -> None:
    assert {row[0] for row in expected} == set(DAYS)
    assert len(expected) > 2 * ARTICLES


def test_duckdb(output: Path, expected: list[Row]) -> None:
    found = duckdb.execute(
        f"from read_parquet('{output}/events/**/*.parquet', hive_partitioning = true, union_by_name = true) "
        'select ingest_date, source, "offset", event_id, event_type, score, epoch_us(published_at)'
    ).fetchall()
    assert sorted((*row[:-1], instant(row[-1])) for row in found) == expected


def test_polars(output: Path, expected: list[Row]) -> None:
    events = pl.scan_parquet(f"{output}/events/**/*.parquet", hive_partitioning=True, try_parse_hive_dates=True)
    assert sorted(events.select(COLUMNS).collect().rows()) == expected


def test_pandas(output: Path, expected: list[Row]) -> None:
    day = ds.partitioning(pa.schema([("ingest_date", pa.date32())]), flavor="hive")
    events = pd.read_parquet(output / "events", partitioning=day, dtype_backend="pyarrow")
    assert sorted(events[list(COLUMNS)].itertuples(index=False, name=None)) == expected


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


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_spark(output: Path, expected: list[Row], spark: Any) -> None:
    events = spark.read.option("mergeSchema", "true").parquet(f"{output}/events")
    select = ["ingest_date", "source", "offset", "event_id", "event_type", "score", "unix_micros(published_at)"]
    found = [tuple(row) for row in events.selectExpr(*select).collect()]
    assert sorted((*row[:-1], instant(row[-1])) for row in found) == expected


@pytest.mark.parametrize("table", ["articles", "quality"])
def test_the_other_tables_are_read_the_same_way(output: Path, table: str) -> None:
    files = f"{output}/{table}/**/*.parquet"
    [(count, days)] = duckdb.execute(
        f"select count(*), count(distinct ingest_date) from read_parquet('{files}', hive_partitioning = true)"
    ).fetchall()
    frame = pl.read_parquet(files, hive_partitioning=True)
    assert (count, days) == (frame.height, frame["ingest_date"].n_unique())
    assert days == len(DAYS)


def instant(microseconds: int) -> dt.datetime:
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=microseconds)
