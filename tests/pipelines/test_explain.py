"""`dateline explain` says why: of an event in an output, and of each clause of a text."""

import datetime as dt
from pathlib import Path

import pytest
from ingest import write_texts

from pipelines.explain import explain_event, explain_text
from pipelines.forget import forget
from pipelines.views.connect import connect
from schemas.article import Article
from schemas.position import Position
from transforms.coding.coder import Coder
from transforms.coding.explain import NOTHING, explained

TEXTS = [f"Troops moved, says story {number}.\nAll ended well." for number in range(40)]
TEXT = "Norway condemned Chad on Monday. The weather was fine. If troops attack Oslo, Chad will fall."


def test_every_sentence_is_explained_once_or_more_in_order() -> None:
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    article = Article(Position("test", 0, 0), 1, "a", TEXT, "", moment, published_at=moment)
    clauses = list(explained(Coder(), article))
    assert {clause.sentence.index for clause in clauses} == {0, 1, 2}
    assert [clause.sentence.index for clause in clauses] == sorted(clause.sentence.index for clause in clauses)
    assert [clause.verdict for clause in clauses if clause.sentence.index < 2] == ["event", NOTHING]
    assert "condition" in [clause.verdict for clause in clauses if clause.sentence.index == 2]


def test_an_article_without_a_text_as_a_forgotten_one_has_no_events() -> None:
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    assert list(Coder().code([Article(Position("test", 0, 0), 1, "a", "", "", moment)])) == [()]


def test_a_text_is_explained_with_parties_date_and_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain_text(TEXT, "2024-05-01", None) == 0
    said = capsys.readouterr().out
    for part in ("ACCUSE", "actor: 'Norway' = Norway, NOR", "recipient: 'Chad'", "date: 2024-04-29", "verbs.tsv:"):
        assert part in said
    assert "no event at 'attack': condition" in said


def test_an_event_of_an_output_is_told_with_its_path_and_who_wrote_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = write_texts(tmp_path, TEXTS, most=1.0)
    passed, held = (
        [row[0] for row in connect(store.root).execute(f"select event_id from {table} order by 1").fetchall()]
        for table in ("events", "quarantine")
    )
    for name, told in ((passed[0], "because: cheap"), (held[0], "broke the rule: confidence_in_range")):
        assert explain_event(name, store.root) == 0
        said = capsys.readouterr().out
        assert told in said
        assert "Troops moved, says story" in said
        assert "written by coder 0.0.0+cheap, today's is 0." in said
    assert explain_event("x", store.root) == 2
    assert explain_event("", store.root) == 2
    said = capsys.readouterr().err
    assert "no event has an id that begins with 'x'; `dateline sql" in said
    assert f"{len(TEXTS)} events have ids that begin with '': give more of it (" in said


def test_the_events_of_a_forgotten_article_are_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = write_texts(tmp_path, TEXTS[:3])
    [event, article] = connect(store.root).execute("select event_id, article_id from events limit 1").fetchall()[0]
    assert forget(article, store.root) == 0
    assert explain_event(event, store.root) == 2
    assert "the events of 1 forgotten article(s) are gone" in capsys.readouterr().err
