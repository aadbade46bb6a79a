import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pipelines.audit import compare
from transforms.reading.find import find
from transforms.tables.audit import audit
from transforms.tables.storage import Storage

Change = Callable[[pa.Table], pa.Table]


def replaced(column: str, row: int, value: object) -> Change:
    def change(table: pa.Table) -> pa.Table:
        values = table[column].to_pylist()
        values[row] = value
        at = table.schema.get_field_index(column)
        return table.set_column(at, table.schema.field(at), pa.array(values, table.schema.field(at).type))

    return change


def rewrite(store: Storage, table: str, change: Change) -> None:
    path = store.path(next(iter(store.names(table))))
    pq.write_table(change(pq.read_table(path, partitioning=None)), path)


@pytest.fixture
def output(tmp_path: Path, ingest: Callable[..., Storage], write_lines: Callable[..., Path]) -> tuple[Storage, Path]:
    source = write_lines([f"Story {number}. " + "Troops moved. " * 30 for number in range(12)] + [" "])
    return ingest(tmp_path / "out", [source]), source


def kinds(store: Storage) -> set[str]:
    return {finding.kind for finding in audit(store).findings}


@pytest.mark.parametrize(
    ("table", "change", "kind"),
    [
        ("articles", replaced("offset", 0, 1), "digest"),
        ("articles", replaced("text", 0, "Story 0! "), "text"),
        ("articles", replaced("content_hash", 0, "0" * 64), "digest"),
        ("articles", lambda table: table.slice(1), "rows"),
        ("articles", lambda table: pa.concat_tables([table, table.slice(0, 1)]), "two outcomes"),
        ("events", lambda table: table.slice(1), "rows"),
        ("events", lambda table: pa.concat_tables([table, table.slice(0, 1)]), "twice"),
        ("events", replaced("event_id", 0, "0" * 64), "event id"),
        ("events", replaced("trigger", 0, {"text": "X", "start": 0, "end": 1}), "span"),
        ("events", replaced("offset", 0, 7), "no article"),
        ("dead_letters", lambda table: table.slice(0, 0), "rows"),
        ("dead_letters", replaced("sha256", 0, "0" * 64), "digest"),
        ("dead_letters", replaced("value", 0, b"{}"), "bytes"),
        ("articles", replaced("article_id", 0, "other"), "article id"),
        ("articles", lambda table: table.drop_columns(["content_hash"]), "unreadable"),
    ],
)
def test_a_changed_table_is_found(output: tuple[Storage, Path], table: str, change: Change, kind: str) -> None:
    store, _ = output
    assert kinds(store) == set()
    rewrite(store, table, change)
    assert kind in kinds(store)


def test_a_deleted_file_in_the_middle_is_a_hole(output: tuple[Storage, Path]) -> None:
    store, _ = output
    store.delete(list(store.names("articles"))[1])
    assert {"hole", "uncommitted"} <= kinds(store)


def test_a_deleted_newest_file_is_found_against_the_source(output: tuple[Storage, Path]) -> None:
    store, source = output
    for table in ("articles", "events", "dead_letters"):
        store.delete(list(store.names(table))[-1])
    [file] = find([str(source)]).files
    assert [finding.kind for finding in compare(file, audit(store))] == ["missing"]


@pytest.mark.parametrize("table", ["articles", "events", "dead_letters"])
def test_a_changed_byte_or_a_cut_is_named_and_does_not_stop_the_audit(output: tuple[Storage, Path], table: str) -> None:
    store, _ = output
    path = Path(store.path(next(iter(store.names(table)))))
    whole = path.read_bytes()
    column = pq.read_metadata(path).row_group(0).column(2)
    last = column.data_page_offset + column.total_compressed_size - 1
    for damaged in (whole[:last] + bytes([whole[last] ^ 1]) + whole[last + 1 :], whole[: len(whole) // 2], b""):
        path.write_bytes(damaged)
        assert "unreadable" in kinds(store)


def test_a_file_that_was_moved_to_another_day_is_found(output: tuple[Storage, Path]) -> None:
    store, _ = output
    name = next(iter(store.names("articles")))
    moved = Path(store.path(f"articles/ingest_date=2001-01-01/{name.rpartition('/')[2]}"))
    moved.parent.mkdir()
    Path(store.path(name)).rename(moved)
    assert kinds(store) == {"moved"}


def test_an_event_without_a_trigger_is_found(output: tuple[Storage, Path]) -> None:
    store, _ = output
    path = store.path(next(iter(store.names("events"))))
    table = pq.read_table(path, partitioning=None)
    field = table.schema.field("trigger").with_nullable(True)
    values = pa.array([None, *table["trigger"].to_pylist()[1:]], field.type)
    pq.write_table(table.set_column(table.schema.get_field_index("trigger"), field, values), path)
    assert {"event id", "span"} <= kinds(store)


def test_a_duplicated_file_is_found(output: tuple[Storage, Path]) -> None:
    store, _ = output
    name = next(iter(store.names("articles")))
    shutil.copy(store.path(name), store.path(name.replace(".parquet", "-copy.parquet")))
    assert {"twice", "two outcomes"} <= kinds(store)


def test_a_file_that_is_not_datelines_is_found(output: tuple[Storage, Path]) -> None:
    store, _ = output
    for name, content in (("articles/x.parquet", b"PAR1"), ("articles/y.parquet", b"")):
        store.write(name, content)
    pq.write_table(pa.table({"a": [1]}), store.path("articles/z.parquet"))
    assert sum(finding.kind == "unreadable" for finding in audit(store).findings) == 3


def test_a_source_that_was_rewritten_is_named(output: tuple[Storage, Path]) -> None:
    store, source = output
    source.write_text('{"text": "Other."}\n')
    [file] = find([str(source)]).files
    assert [finding.kind for finding in compare(file, audit(store))] == ["rewritten"]


def test_the_audit_reads_the_columns_that_it_proves(output: tuple[Storage, Path]) -> None:
    store, _ = output
    result = audit(store)
    assert sum(len(offsets) for offsets in result.outcomes.values()) == 13
    table = pq.read_table(store.path("articles"))
    assert pc.count_distinct(table["offset"]).as_py() == 12
