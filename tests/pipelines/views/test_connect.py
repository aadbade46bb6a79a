"""The views of an output: every article and event once, and no more read than a query asks for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small_output import NOON, Row, article, output, write_rows

from pipelines.views.connect import connect
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage

OTHER = "kafka://cluster/news"
Make = Callable[..., Row]


def fill(store: Storage, make: Make, *articles: Row) -> None:
    """Write articles, each with an event whose id is made of article id and text, as dateline makes it."""
    events = [
        make(
            int(row["content_hash"][:8], 16) + hash_of(row["article_id"]),
            **{name: row[name] for name in ("article_id", "source", "partition", "offset")},
        )
        for row in articles
    ]
    write_rows(store, "articles", articles)
    write_rows(store, "events", events)


def hash_of(name: str) -> int:
    return int.from_bytes(name.encode()) << 64


def positions(store: Storage, table: str) -> list[tuple[Any, ...]]:
    return connect(store.root).sql(f'select source, "partition", "offset" from {table} order by all').fetchall()


FILE = "file:///news.jsonl"
CASES: dict[str, tuple[list[Row], list[tuple[str, int, int]]]] = {
    "nothing twice": ([article(1), article(2)], [(FILE, 0, 1), (FILE, 0, 2)]),
    "delivered twice": ([article(5), article(5, offset=9)], [(FILE, 0, 5)]),
    "delivered by two sources": ([article(5), article(5, source=OTHER, offset=1)], [(FILE, 0, 5)]),
    "corrected": ([article(5), article(5, "Better.", offset=9)], [(FILE, 0, 9)]),
    "corrected and delivered twice": (
        [article(5), article(5, "Better.", offset=9), article(5, "Better.", offset=12)],
        [(FILE, 0, 9)],
    ),
    "corrected and taken back": (
        [article(5), article(5, "Better.", offset=9), article(5, offset=12)],
        [(FILE, 0, 5)],
    ),
    "another text from another source is another article": (
        [article(5), article(5, "Mine.", source=OTHER)],
        [(FILE, 0, 5), (OTHER, 0, 5)],
    ),
    "corrected in one source only": (
        [article(5), article(5, "Better.", offset=9), article(5, source=OTHER)],
        [(FILE, 0, 9), (OTHER, 0, 5)],
    ),
    "within a partition the offset decides": (
        [article(5, ingested_at=NOON.replace(hour=23)), article(5, "Better.", offset=9)],
        [(FILE, 0, 9)],
    ),
    "across partitions the time decides": (
        [article(5, source=OTHER, partition=1), article(5, "Better.", source=OTHER, ingested_at=NOON.replace(hour=13))],
        [(OTHER, 0, 5)],
    ),
}


def test_every_article_and_event_is_there_once(tmp_path: Path, event_row: Make) -> None:
    store = output(tmp_path)
    rows = [row | {"article_id": name} for name, (written, _) in CASES.items() for row in written]
    for row in rows:  # a case a thousand offsets
        row["offset"] += 1000 * list(CASES).index(row["article_id"])
    apart = [
        row | ({"article_id": f"apart {row['offset']}"} if row["article_id"] == "nothing twice" else {}) for row in rows
    ]
    fill(store, event_row, *apart)
    wanted = sorted(
        (source, partition, offset + 1000 * number)
        for number, (_, kept) in enumerate(CASES.values())
        for source, partition, offset in kept
    )
    assert positions(store, "articles") == wanted
    assert positions(store, "events") == wanted
    assert len(positions(store, "written_articles")) == len(rows)


def test_a_query_reads_only_its_days_and_columns_though_articles_are_there_twice(
    tmp_path: Path, event_row: Make
) -> None:
    store = output(tmp_path)
    fill(store, event_row, article(1), article(1, offset=2))
    write_rows(store, "events", [event_row(9, offset=9)], day="2024-01-03")
    plan = connect(store.root).sql("explain select score from events where ingest_date = date '2024-01-03'").fetchall()
    assert "Scanning Files: 1/2" in plan[0][1]
    assert "processed_at" not in plan[0][1]
    assert "ANTI" in plan[0][1]


def test_nothing_is_joined_when_nothing_is_there_twice(tmp_path: Path, event_row: Make) -> None:
    store = output(tmp_path)
    fill(store, event_row, article(1), article(2))
    assert "ANTI" not in connect(store.root).sql("explain select score from events").fetchall()[0][1]


def test_an_output_without_rows_has_empty_views(tmp_path: Path) -> None:
    connection = connect(output(tmp_path).root)
    for view in ("articles", "events", "dead_letters", "quality", "event_actors", "claims", "daily_counts"):
        assert connection.sql(f"from {view}").fetchall() == []


def test_columns_of_a_newer_dateline_do_not_matter(tmp_path: Path, event_row: Make) -> None:
    store = output(tmp_path)
    fill(store, event_row, article(1), article(2))
    path = tmp_path / "events/ingest_date=2024-01-02/a.parquet"
    pq.write_table(pq.ParquetFile(path).read().append_column("mood", pa.array(["calm"] * 2)), path)
    write_rows(store, "events", [event_row(9, offset=9)], day="2024-01-03")
    assert connect(store.root).sql("select count(*), count(mood) from events").fetchall() == [(3, 2)]


def test_a_column_that_an_older_dateline_did_not_write_is_null(tmp_path: Path, event_row: Make) -> None:
    store = output(tmp_path)
    fill(store, event_row, article(1))
    path = tmp_path / "events/ingest_date=2024-01-02/a.parquet"
    pq.write_table(pq.ParquetFile(path).read().drop_columns(["explanation", "counts"]), path)
    asked = "select explanation, counts, event_type, ingest_date::varchar from events"
    assert connect(store.root).sql(asked).fetchall() == [(None, None, "COERCE", "2024-01-02")]


def test_files_that_are_being_written_are_no_data(tmp_path: Path, event_row: Make) -> None:
    store = output(tmp_path)
    fill(store, event_row, article(1))
    (tmp_path / "events/ingest_date=2024-01-02/.b.parquet.7.tmp").write_bytes(b"half")
    assert len(positions(store, "events")) == 1


def test_a_damaged_file_is_named(tmp_path: Path, event_row: Make) -> None:
    store = output(tmp_path)
    fill(store, event_row, article(1))
    path = tmp_path / "events/ingest_date=2024-01-02/a.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(OutputError, match=r"a\.parquet.*dateline audit"):
        connect(store.root)
