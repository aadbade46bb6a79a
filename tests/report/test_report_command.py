import json
import re
from pathlib import Path
from typing import Any

import pytest
from reported_events import event
from small_output import article, output, write_rows

from pipelines.report import blocks
from pipelines.report.write import run_report
from transforms.reading.errors import UsageError
from transforms.tables.settings import OutputError

TEXT = "Nothing was heard. It was night. Guards attacked the camp. Nobody slept. Day came."
PLACE = {"index": 2, "start": TEXT.index("Guards"), "end": TEXT.index(" Nobody")}


def write_output(folder: Path, articles: int = 2) -> str:
    store = output(folder)
    write_rows(store, "articles", [article(number, TEXT) for number in range(articles)])
    write_rows(
        store, "events", [event(number, TEXT, "attacked", sentence=PLACE) for number in reversed(range(articles))]
    )
    return str(folder)


def known(page: Path) -> dict[str, Any]:
    found = re.search(r'id="known">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_the_same_tables_make_the_same_bytes(tmp_path: Path) -> None:
    folder = write_output(tmp_path / "out")
    pages = [tmp_path / "one.html", tmp_path / "two.html"]
    assert [run_report(folder, page) for page in pages] == [0, 0]
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_many_articles_are_embedded_as_excerpts_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, page = write_output(tmp_path / "out"), tmp_path / "page.html"
    run_report(folder, page)
    assert known(page)["whole"]
    assert "Nothing was heard." in page.read_text("utf-8")
    monkeypatch.setattr(blocks, "WHOLE_ARTICLES", 1)
    run_report(folder, page)
    assert not known(page)["whole"]
    assert "Nothing was heard." not in page.read_text("utf-8")
    assert "It was night. Guards attacked the camp. Nobody slept." in page.read_text("utf-8")
    assert "neighbours instead of whole texts" in capsys.readouterr().out


def test_an_output_without_rows_has_a_report(tmp_path: Path) -> None:
    output(tmp_path / "out")
    assert run_report(str(tmp_path / "out"), tmp_path / "page.html") == 0
    assert known(tmp_path / "page.html")["events"]["id"] == []


def test_events_without_their_articles_are_reported(tmp_path: Path) -> None:
    store = output(tmp_path / "out")
    write_rows(store, "events", [event(0, TEXT, "attacked")])
    assert run_report(str(tmp_path / "out"), tmp_path / "page.html") == 0
    assert known(tmp_path / "page.html")["events"]["trigger"] == ["attacked"]


def test_a_folder_that_is_no_output_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is no output"):
        run_report(str(tmp_path), tmp_path / "page.html")


@pytest.mark.parametrize("place", [".", "missing/page.html", "file/page.html"])
def test_a_page_that_cannot_be_written_is_refused_by_name(tmp_path: Path, place: str) -> None:
    folder = write_output(tmp_path / "out")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"with -o|name the page's file"):
        run_report(folder, tmp_path / place)


def test_a_report_that_fails_leaves_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, page = write_output(tmp_path / "out"), tmp_path / "page.html"
    page.write_text("old")
    monkeypatch.setattr("pipelines.report.write.write_blocks", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_report(folder, page)
    assert page.read_text() == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out", "page.html"]
