import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pipelines.audit import compare
from schemas.gap import Gap
from transforms.reading.find import find
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.gaps import write_gaps
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


def said(store: Storage) -> list[str]:
    """Return the findings; <articles> stands for a file of that table, <id> for a digest, <source> for the source."""
    lines = (f"{finding.kind}: {finding.message}" for finding in audit(store).findings)
    lines = (re.sub(r"(\w+)/ingest_date=[\w-]+/[\w.-]+", r"<\1>", line) for line in lines)
    return [re.sub(r"\b[0-9a-f]{64}\b", "<id>", re.sub(r"file:///[\w./-]+", "<source>", line)) for line in lines]


def first_again(table: pa.Table) -> pa.Table:
    return pa.concat_tables([table, table.slice(0, 1)])


OTHER_OUTCOMES = "digest: <articles>: positions or content hashes are not those that were committed"


@pytest.mark.parametrize(
    ("table", "change", "findings"),
    [
        ("articles", replaced("offset", 0, 1), [
            OTHER_OUTCOMES,
            "rows: <articles>: the article at ('<source>', 0, 1) has 1 rows in events, 0 are there",
            "no article: <articles>: event <id> has no article at its position",
        ]),
        ("articles", replaced("text", 0, "Story 0! "), [
            "text: <articles>: the text at offset 0 is not the one that was hashed",
            "event id: <articles>: event <id>: the id is not that of its article, text, type and trigger",
            "span: <articles>: event <id>: not the words of the text: sentence",
        ]),
        ("articles", replaced("content_hash", 0, "0" * 64), [
            OTHER_OUTCOMES,
            "text: <articles>: the text at offset 0 is not the one that was hashed",
        ]),
        ("articles", lambda table: table.slice(1), [
            "rows: <articles>: 3 rows of articles were committed, 2 are there",
            OTHER_OUTCOMES,
            "no article: <articles>: event <id> has no article at its position",
        ]),
        ("articles", first_again, [
            "rows: <articles>: 3 rows of articles were committed, 4 are there",
            OTHER_OUTCOMES,
            "two outcomes: <articles>: <source> partition 0 offset 0 has another outcome too",
        ]),
        ("articles", replaced("offset", 2, 1024), [
            OTHER_OUTCOMES,
            "outside: <articles>: <source> partition 0 offset 1024 is outside of what it covers",
            "rows: <articles>: the article at ('<source>', 0, 1024) has 1 rows in events, 0 are there",
            "no article: <articles>: event <id> has no article at its position",
        ]),
        ("articles", replaced("quarantined", 0, 1), [
            "rows: <articles>: the article at ('<source>', 0, 0) has 1 rows in quarantine, 0 are there",
        ]),
        ("articles", replaced("article_id", 0, "other"), [
            "article id: <articles>: event <id> names the article <id>, not other",
        ]),
        ("articles", lambda table: table.drop_columns(["content_hash"]), [
            "unreadable: <articles>: 'Field \"content_hash\" does not exist in schema'",
        ]),
        ("events", lambda table: table.slice(1), [
            "rows: <articles>: 3 rows of events were committed, 2 are there",
            "rows: <articles>: the article at ('<source>', 0, 0) has 1 rows in events, 0 are there",
        ]),
        ("events", first_again, [
            "rows: <articles>: 3 rows of events were committed, 4 are there",
            "rows: <articles>: the article at ('<source>', 0, 0) has 1 rows in events, 2 are there",
            "twice: <articles>: event <id> stands 2 times at one position",
        ]),
        ("events", replaced("event_id", 0, "0" * 64), [
            "event id: <articles>: event <id>: the id is not that of its article, text, type and trigger",
        ]),
        ("events", replaced("trigger", 0, {"text": "X", "start": 0, "end": 1}), [
            "span: <articles>: event <id>: not the words of the text: trigger",
        ]),
        ("events", replaced("offset", 0, 7), [
            "rows: <articles>: the article at ('<source>', 0, 0) has 1 rows in events, 0 are there",
            "no article: <articles>: event <id> has no article at its position",
        ]),
        ("dead_letters", lambda table: table.slice(0, 0), [
            "rows: <articles>: 1 rows of dead_letters were committed, 0 are there",
            OTHER_OUTCOMES,
        ]),
        ("dead_letters", replaced("sha256", 0, "0" * 64), [
            OTHER_OUTCOMES,
            "bytes: <articles>: the bytes of the dead letter at offset 5306 are not those hashed",
        ]),
        ("dead_letters", replaced("value", 0, b"{}"), [
            "bytes: <articles>: the bytes of the dead letter at offset 5306 are not those hashed",
        ]),
        ("dead_letters", replaced("truncated", 0, True), []),
        ("dead_letters", replaced("value", 0, None), []),
    ],
)  # fmt: skip
def test_a_changed_table_is_found(
    output: tuple[Storage, Path], table: str, change: Change, findings: list[str]
) -> None:
    store, _ = output
    assert said(store) == []
    rewrite(store, table, change)
    assert said(store) == findings


def test_a_deleted_file_in_the_middle_is_a_hole(output: tuple[Storage, Path]) -> None:
    store, _ = output
    store.delete(list(store.names("articles"))[1])
    assert said(store) == [
        "hole: <source> partition 0: nothing accounts for [1024, 2048); 0 known gaps. Files that were removed by hand: "
        "put them back, or run the source again; days are removed by `dateline prune`",
        "uncommitted: <events> belongs to no committed chunk: the next run of its source clears it",
    ]


def test_holes_are_named_with_the_gaps_that_are_known(output: tuple[Storage, Path]) -> None:
    store, _ = output
    source = coverage(store).commits[0][1].chunk.source
    names = list(store.names("articles"))
    for name in (names[0], names[2], names[3]):
        store.delete(name)
    write_gaps(store, [Gap(source, 0, 2048, 3072, "expired")])
    [hole] = [line for line in said(store) if line.startswith("hole")]
    assert "nothing accounts for [0, 1024), [3072, 4096); 1 known gaps." in hole


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
    assert said(store) == ["moved: <articles> was written as <articles>: move it back"]


def test_an_event_without_a_trigger_is_found(output: tuple[Storage, Path]) -> None:
    store, _ = output
    path = store.path(next(iter(store.names("events"))))
    table = pq.read_table(path, partitioning=None)
    field = table.schema.field("trigger").with_nullable(True)
    values = pa.array([None, *table["trigger"].to_pylist()[1:]], field.type)
    pq.write_table(table.set_column(table.schema.get_field_index("trigger"), field, values), path)
    assert said(store) == [
        "event id: <articles>: event <id>: the id is not that of its article, text, type and trigger",
        "span: <articles>: event <id>: not the words of the text: sentence",
    ]


def test_a_duplicated_file_is_found(output: tuple[Storage, Path]) -> None:
    store, _ = output
    name = next(iter(store.names("articles")))
    shutil.copy(store.path(name), store.path(name.replace(".parquet", "-copy.parquet")))
    assert said(store) == [
        *["twice: <articles> is one of 2 files of the chunk of <source> at 0"] * 2,
        "moved: <articles> was written as <articles>: move it back",
        "overlap: <source> partition 0: [0, 1024) is covered twice",
        *(
            f"two outcomes: <articles>: <source> partition 0 offset {offset} has another outcome too"
            for offset in (0, 442, 884)
        ),
    ]


def test_a_file_that_is_not_datelines_is_found(output: tuple[Storage, Path]) -> None:
    store, _ = output
    for name, content in (("articles/x.parquet", b"PAR1"), ("articles/y.parquet", b"")):
        store.write(name, content)
    pq.write_table(pa.table({"a": [1]}), store.path("articles/z.parquet"))
    found = [line for line in said(store) if line.startswith("unreadable: articles/")]
    assert len(found) == 3
    assert found[2] == "unreadable: articles/z.parquet: articles/z.parquet is no file of dateline's: " + repr(
        KeyError(b"dateline.commits")
    )


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
