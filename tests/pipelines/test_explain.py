"""`dateline explain` says why: of an event in an output, and of each clause of a text."""

import datetime as dt

import pytest

from pipelines.explain import explain_text
from schemas.article import Article
from schemas.position import Position
from transforms.coding.coder import Coder
from transforms.coding.explain import NOTHING, explained

TEXT = "Norway condemned Chad on Monday. The weather was fine. If Oslo attacks, Chad will fall."


def test_every_sentence_is_explained_once_or_more_in_order() -> None:
    moment = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    article = Article(Position("test", 0, 0), 1, "a", TEXT, "", moment, published_at=moment)
    clauses = list(explained(Coder(), article))
    assert {clause.sentence.index for clause in clauses} == {0, 1, 2}
    assert [clause.sentence.index for clause in clauses] == sorted(clause.sentence.index for clause in clauses)
    assert [clause.verdict for clause in clauses if clause.sentence.index < 2] == ["event", NOTHING]
    assert "condition" in [clause.verdict for clause in clauses if clause.sentence.index == 2]


def test_a_text_is_explained_with_parties_date_and_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain_text(TEXT, "2024-05-01", None) == 0
    said = capsys.readouterr().out
    for part in ("ACCUSE", "actor: 'Norway' = Norway, NOR", "recipient: 'Chad'", "date: 2024-04-29", "verbs.tsv:"):
        assert part in said
    assert "no event at 'attacks': condition" in said
