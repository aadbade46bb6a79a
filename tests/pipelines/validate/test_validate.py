"""`dateline validate`: what rules of whole days find is kept, shown in Data Docs, told by the exit status."""

import datetime as dt
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from small_output import Row, article, output, write_rows

from pipelines.validate.data_docs import Day, check_site, day_page, index_page, write_site
from pipelines.validate.run import validate
from pipelines.views.connect import connect
from schemas.partition_suite import PARTITION_RULES
from schemas.quality import Quality
from transforms.reading.errors import UsageError
from transforms.tables.audit import audit
from transforms.tables.settings import OutputError
from transforms.tables.storage import Storage

Make = Callable[..., Row]
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def healthy(store: Storage, make: Make, day: str) -> None:
    kinds = ("COERCE", "ASSAULT", "AID", "AGREE")
    first = int(day[-2:]) * 1000
    long = "A text that is long enough to be an article. " * 9
    rows = [article(first + n, f"{first + n} {long}", events=2) for n in range(60)]
    found = [make(first + n, event_type=kinds[n % 4], offset=first + n // 2) for n in range(120)]
    write_rows(store, "articles", rows, day)
    write_rows(store, "events", found, day)


@pytest.fixture
def store(tmp_path: Path, event_row: Make) -> Storage:
    made = output(tmp_path / "out")
    healthy(made, event_row, "2024-01-02")
    return made


def held(store: Storage) -> dict[tuple[dt.date, str, str], bool | None]:
    query = 'select ingest_date, "table", expectation, success from quality where source is null'
    return {(day, table, rule): success for day, table, rule, success in connect(store.root).sql(query).fetchall()}


def test_a_healthy_day_keeps_every_rule(store: Storage, capsys: pytest.CaptureFixture[str]) -> None:
    assert validate(store.root) == 0
    assert capsys.readouterr().out == "15 rules over 1 day(s): 0 broken, 0 could not be evaluated\n"
    found = held(store)
    assert {rule for _, _, rule in found} == PARTITION_RULES.keys()
    assert set(found.values()) == {True}


def test_a_broken_day_is_told_and_its_result_replaced(
    store: Storage, event_row: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    write_rows(store, "articles", [article(n, "Read on.", events=2) for n in range(60)], "2024-01-03")
    assert validate(store.root) == 1
    assert "2024-01-03 articles: articles_short is 1.0, at most 0.5: Under 200 characters" in capsys.readouterr().out
    assert held(store)[dt.date(2024, 1, 3), "articles", "articles_short"] is False
    healthy(store, event_row, "2024-01-03")
    assert validate(store.root) == 0
    found = held(store)
    assert (len(found), set(found.values())) == (2 * len(PARTITION_RULES), {True})


def test_what_is_found_again_is_not_written_again(store: Storage) -> None:
    validate(store.root)
    files = {path: path.stat().st_mtime_ns for path in Path(store.root).rglob("*") if path.is_file()}
    validate(store.root)
    assert {path: path.stat().st_mtime_ns for path in Path(store.root).rglob("*") if path.is_file()} == files
    assert [finding for finding in audit(store).findings if "whole-day" in finding.message] == []


def test_a_rule_that_cannot_be_evaluated_is_an_exit_status_of_one(
    store: Storage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any) -> tuple[Quality, ...]:
        return (Quality("articles_short", None, 0, 0, EVIL, "articles"),)

    monkeypatch.setattr("pipelines.validate.run.validate_partition", broken)
    assert validate(store.root) == 1
    assert "articles_short could not be evaluated" in capsys.readouterr().out


def test_an_output_without_articles_has_nothing_to_check(tmp_path: Path) -> None:
    assert validate(output(tmp_path / "out").root, str(tmp_path / "site")) == 0
    assert "Every day" in (tmp_path / "site" / "index.html").read_text()


def test_bad_folders_are_named(store: Storage, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("<h1>mine</h1>")
    with pytest.raises(UsageError, match="holds something else than Data Docs"):
        validate(store.root, str(tmp_path / "mine"))
    with pytest.raises(UsageError, match="lies in the output"):
        validate(store.root, f"{store.root}/site")
    with pytest.raises(OutputError, match="is no output of dateline's"):
        validate(str(tmp_path / "mine"))


class Tags(HTMLParser):
    """The tags of a page, their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def test_pages_fetch_nothing_and_markup_in_messages_stays_text() -> None:
    found = (Quality("articles_short", None, 3, 0, EVIL, "articles"), Quality("event_types", False, 1, 0, "4"))
    day = Day(dt.date(2024, 1, 2), {"articles": 3, "events": 1}, found)
    for page in (day_page(day), index_page(EVIL, [day])):
        tags = Tags(page)
        assert EVIL in tags.words
        assert not {"script", "img", "link", "iframe", "object"} & set(tags.tags)
        assert not re.search(r"https?:|//|url\(|@import", page.split("</head>")[1])
        assert {name for name, _ in tags.attributes if name.startswith("on") or name == "src"} == set()
        assert {value for name, value in tags.attributes if name == "href"} <= {"index.html", "day-2024-01-02.html"}
        assert ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'") in (
            tags.attributes
        )


def test_pages_of_days_that_are_gone_go(tmp_path: Path) -> None:
    days = [Day(dt.date(2024, 1, number), {}, ()) for number in (1, 2)]
    write_site(tmp_path / "site", "out", days)
    check_site(tmp_path / "site", str(tmp_path / "out"))
    write_site(tmp_path / "site", "out", days[1:])
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["day-2024-01-02.html", "index.html"]
