"""What shows, links and exports an output takes what is odd in it, or says what is wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from difficult_output import write_difficult_output
from joined_output import write_joined_output
from small_output import output

from pipelines.export.run import run_export
from pipelines.link import run_link
from pipelines.report.write import run_report
from pipelines.sql import run_sql
from transforms.tables.settings import FILE, OutputError

pytestmark = pytest.mark.slow
Use = Callable[[Path, Path], int]
USES: dict[str, Use] = {
    "report": lambda folder, to: run_report(str(folder), to),
    "sql": lambda folder, _: run_sql(str(folder), "select * from statements", "json"),
    "link": lambda folder, _: run_link(str(folder)),
    **{
        form: lambda folder, to, form=form: run_export(str(folder), form, str(to))  # type: ignore[misc]
        for form in ("gdelt", "polecat", "plover-json", "csv", "delta")
    },
}
EVERY_USE = pytest.mark.parametrize("use", USES)


@EVERY_USE
def test_markup_emoji_a_crowd_and_a_long_article_are_taken(tmp_path: Path, use: str) -> None:
    write_difficult_output(tmp_path / "out")
    assert USES[use](tmp_path / "out", tmp_path / "to") == 0


@EVERY_USE
@pytest.mark.parametrize("table", ["events", "articles", "quarantine"])
def test_a_table_that_is_missing_is_empty(tmp_path: Path, use: str, table: str) -> None:
    write_joined_output(tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / table, ignore_errors=True)
    assert USES[use](tmp_path / "out", tmp_path / "to") == 0


@EVERY_USE
def test_an_output_without_rows_is_taken(tmp_path: Path, use: str) -> None:
    output(tmp_path / "out")
    assert USES[use](tmp_path / "out", tmp_path / "to") == 0


@EVERY_USE
def test_what_is_no_output_is_damaged_or_newer_is_refused_with_what_to_do(tmp_path: Path, use: str) -> None:
    write_joined_output(tmp_path / "out")
    (file,) = (tmp_path / "out/events").glob("*/*.parquet")
    file.write_bytes(file.read_bytes()[:-50])
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer" / FILE).write_text('{"format": 99, "chunk_bytes": 1, "chunk_records": 1}')
    (tmp_path / "none").mkdir()
    for folder, words in (("out", "dateline audit"), ("newer", "update dateline"), ("none", "name the folder")):
        with pytest.raises(OutputError, match=words):
            USES[use](tmp_path / folder, tmp_path / "to")


@EVERY_USE
def test_lost_files_of_link_are_named(tmp_path: Path, use: str) -> None:
    write_joined_output(tmp_path / "out")
    run_link(str(tmp_path / "out"))
    shutil.rmtree(tmp_path / "out/event_clusters")
    with pytest.raises(OutputError, match=r"event_clusters.*link\.json"):
        USES[use](tmp_path / "out", tmp_path / "to")
