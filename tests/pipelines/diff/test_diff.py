"""`dateline diff` says which events appear, vanish and change between two outputs."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cheap import CheapCoder
from ingest import write_texts

from pipelines.diff.run import diff
from pipelines.forget import forget
from schemas.article import Article
from schemas.event import Event
from transforms.tables.storage import Storage

TEXTS = [f"Story {number} tells that troops moved." for number in range(12)]


class OtherCoder(CheapCoder):
    """Finds nothing in story 1, another type in story 2, another score in story 3, another actor in story 4."""

    version = "0.0.0+other"

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Event, ...]]:
        for article, events in zip(articles, super().code(articles), strict=True):
            number = int(article.text.split()[1])
            mine = events[0]._replace(explanation=("other",), coder_version=self.version, **CHANGES.get(number, {}))
            more = mine._replace(event_id="new", event_type="AID")
            yield {1: (), 2: (mine, more)}.get(number, (mine,))


CHANGES: dict[int, dict[str, Any]] = {3: {"score": -1.5, "cameo_code": "19"}, 4: {"cameo_code": "19"}}


@pytest.fixture
def outputs(tmp_path: Path) -> tuple[Storage, Storage]:
    """The same articles, coded by two coders: their ids are hashes of their texts."""
    return write_texts(tmp_path / "a", TEXTS), write_texts(tmp_path / "b", TEXTS, OtherCoder())


def test_an_output_does_not_differ_from_itself(
    outputs: tuple[Storage, Storage], capsys: pytest.CaptureFixture[str]
) -> None:
    one = outputs[0].root
    assert diff(one, one) == 0
    assert capsys.readouterr().out == f"12 articles compared: 12 events in {one}, 12 in {one}, 12 the same\n"
    assert diff(one, one, "json") == 0
    assert not capsys.readouterr().out


def test_what_appears_vanishes_and_changes_is_told_with_its_fields(
    outputs: tuple[Storage, Storage], capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = (store.root for store in outputs)
    assert diff(one, other, "json") == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    told = {row["said"].split()[1]: (row["what"], row["fields"]) for row in found}
    changed = {"3": ("change", ["score", "cameo_code"]), "4": ("change", ["cameo_code"])}
    assert told == {"1": ("vanish", []), "2": ("appear", []), **changed}
    [three] = [row for row in found if row["said"].startswith("Story 3")]
    assert three["after"] == {"score": -1.5, "cameo_code": "19"}
    assert three["before"].keys() == {"score", "cameo_code"}
    assert next(row for row in found if row["what"] == "vanish")["before"]["trigger"] == {
        "text": "S",
        "start": 0,
        "end": 1,
    }
    assert diff(one, other, "csv") == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["event_id"] for row in rows] == [row["event_id"] for row in found]
    assert [json.loads(row["after"] or "null") for row in rows] == [row["after"] for row in found]


def test_a_person_reads_counts_and_on_request_each_event(
    outputs: tuple[Storage, Storage], capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = (store.root for store in outputs)
    assert diff(one, other) == 1
    said = capsys.readouterr().out
    assert "12 articles compared: 12 events in" in said
    assert " 9 the same\n" in said
    assert [line.split() for line in said.splitlines() if line.startswith(("AID", "cameo_code", "score"))] == [
        ["AID", "1", "0", "0"], ["cameo_code", "2"], ["score", "1"]
    ]  # fmt: skip
    assert diff(one, other, listing=True) == 1
    listed = capsys.readouterr().out
    assert listed.endswith(said)
    assert "score: " in listed
    assert "-> -1.5\n" in listed


def test_articles_that_stand_in_one_output_only_or_are_forgotten_are_not_compared(
    outputs: tuple[Storage, Storage], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fewer = write_texts(tmp_path / "c", TEXTS[:10])
    assert diff(outputs[0].root, fewer.root) == 1
    assert f"2 article(s) stand only in {outputs[0].root}" in capsys.readouterr().out
    whole = write_texts(tmp_path / "d", TEXTS)
    forget(_first_article(whole), whole.root)
    capsys.readouterr()
    assert diff(outputs[0].root, whole.root) == 0
    said = capsys.readouterr().out
    assert "1 article(s) are forgotten in one of both: their events are not compared" in said
    assert "11 articles compared: 11 events" in said


def test_events_that_went_to_quarantine_are_said_to_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [f"Story {number}." for number in range(40)]
    lax, strict = write_texts(tmp_path / "a", texts), write_texts(tmp_path / "b", texts, most=1.0)
    assert diff(lax.root, strict.root) == 1
    assert f"of those that vanish are in quarantine in {strict.root}" in capsys.readouterr().out


def _first_article(store: Storage) -> str:
    from pipelines.views.connect import connect

    return str(connect(store.root).execute("select article_id from articles order by 1").fetchall()[0][0])
