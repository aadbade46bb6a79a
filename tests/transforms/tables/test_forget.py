"""An article is forgotten: nothing of it is left but that there was one, and all that remains can be proven."""

import hashlib
import itertools
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from replays import LAX, SIZES, STRICT, drain, replay, set_rules

from pipelines.compact import compact
from pipelines.forget import forget
from transforms.reading.errors import UsageError
from transforms.tables.audit import audit
from transforms.tables.live import live_files
from transforms.tables.settings import settle
from transforms.tables.storage import Storage, storage

Write = Callable[..., Path]
TEXTS = [f"Story {number}. " + "Troops moved. " * (number % 40) for number in range(20)]
SHORT, REFUSED = TEXTS[3], TEXTS[19]  # one that becomes an article at once, one that is refused at first


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def live(store: Storage, table: str) -> list[dict[str, Any]]:
    names = live_files(store, table)
    return [row for name in names for row in pq.read_table(store.path(name), partitioning=None).to_pylist()]


def says(store: Storage, text: str) -> list[str]:
    """Return the files that hold a text, or its beginning."""
    rows = {name: str(pq.read_table(store.path(name), partitioning=None).to_pylist())
            for name in store.names() if name.endswith(".parquet")}  # fmt: skip
    return [name for name, content in rows.items() if text in content]


@pytest.fixture
def output(tmp_path: Path, write_lines: Write, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """An output in which a text was delivered twice, and another was refused before a replay made an article of it."""
    store = storage(str(tmp_path / "out"))
    settle(store, SIZES)
    sources = [write_lines([*TEXTS, SHORT]), write_lines(["Newer."], "b.jsonl", 24)]
    drain(store, sources, set_rules(monkeypatch, STRICT))
    replay(store, set_rules(monkeypatch, LAX))
    return store


@pytest.mark.parametrize("compacted", [False, True])
@pytest.mark.parametrize(("text", "positions"), [(SHORT, 2), (REFUSED, 1)])
def test_position_hash_and_outcome_stay_and_what_remains_can_be_proven(
    output: Storage, text: str, positions: int, *, compacted: bool
) -> None:
    if compacted:
        compact(output.root)
    before = {table: live(output, table) for table in ("articles", "events", "dead_letters")}
    assert says(output, text.strip()) or text == REFUSED
    forget(sha256(text), output.root)
    assert not says(output, f"{text[:10]} ")
    assert not audit(output).findings
    articles = live(output, "articles")
    blank = [row for row in articles if row["article_id"] == sha256(text)]
    assert [(row["text"], row["content_hash"], row["events"]) for row in blank] == [("", sha256(text), 0)] * positions
    places = [{(row["source"], row["offset"]) for row in found} for found in (articles, before["articles"])]
    assert places[0] == places[1]
    gone = [row for row in before["events"] if row["article_id"] == sha256(text)]
    assert len(live(output, "events")) == len(before["events"]) - len(gone) < len(before["events"])
    assert len(live(output, "dead_letters")) == len(before["dead_letters"])


def test_neither_a_run_nor_a_replay_nor_a_file_that_grows_brings_it_back(
    output: Storage, write_lines: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in (SHORT, REFUSED, SHORT):
        forget(sha256(text), output.root)
    assert capsys.readouterr().out.count("forgotten already") == 1
    files = list(output.names())
    sources = [write_lines([], more=True), write_lines([], "b.jsonl", 24, more=True)]
    drain(output, sources, set_rules(monkeypatch, LAX))
    assert replay(output, 2.0) == 0
    assert list(output.names()) == files
    drain(output, [write_lines(["One more."], hour=30, more=True)], 2.0)
    compact(output.root)
    assert not says(output, SHORT[:10] + " ")
    assert not says(output, REFUSED[:10])
    assert "One more." in {row["text"] for row in live(output, "articles")}
    assert not audit(output).findings


def test_dead_letters_are_told_by_key_and_id_and_lose_their_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.jsonl"
    said = [{"id": "n1", "text": " ", "title": "Secret"}, {"id": "n2", "text": " ", "title": "Open"}]
    source.write_text("".join(json.dumps(one) + "\n" for one in said) + '{"id": "n1", "text": "Secr\n')
    store = storage(str(tmp_path / "out"))
    settle(store, SIZES)
    drain(store, [source], set_rules(monkeypatch, LAX))
    forget("n1", store.root)
    letters = sorted(live(store, "dead_letters"), key=lambda row: int(row["offset"]))
    assert [bool(row["value"]) for row in letters] == [False, True, False]
    assert not says(store, "Secr")
    assert not audit(store).findings
    assert replay(store, 2.0) == 0


def test_an_unknown_id_is_an_error_that_touches_nothing(output: Storage) -> None:
    before = [name for name in output.names() if name.endswith(".parquet")]
    with pytest.raises(UsageError, match="'nobody'"):
        forget("nobody", output.root)
    assert [name for name in output.names() if name.endswith(".parquet")] == before


@pytest.mark.slow
def test_wherever_it_is_killed_the_audit_is_clean_and_the_next_one_ends_it(
    output: Storage, tmp_path: Path, crashing: Callable[[int | None], Any]
) -> None:
    for at in itertools.count():
        store = storage(str(tmp_path / f"cut{at}"))
        shutil.copytree(output.root, store.root)
        try:
            with crashing(at):
                forget(sha256(SHORT), store.root)
            break
        except Exception as crash:
            assert type(crash).__name__ == "Crash"  # noqa: PT017
        if at % 4 == 0:
            assert not audit(store).findings, at
            forget(sha256(SHORT), store.root)
            assert not says(store, SHORT[:10] + " ")
            assert not audit(store).findings, at
    assert at > 15
