"""A replay adds to chunks and changes nothing that is committed; crashes are numbers of changes here too."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ingest import coded
from replays import LAX, SIZES, STRICT, Rules, drain, replay, set_rules

from transforms import parse_article as parsing
from transforms.reading import value as values
from transforms.replay_chunk import plan_replay, read_again
from transforms.tables.audit import audit
from transforms.tables.coverage import coverage
from transforms.tables.settings import settle
from transforms.tables.storage import Storage, storage
from transforms.tables.unresolved import chunks, open_dead_letters, open_quarantine
from transforms.tables.write import write_chunk

TEXTS = [f"Story {number}. " + "Troops moved. " * (number % 40) for number in range(30)]
Write = Callable[..., Path]
Read = Callable[[Storage], dict[str, list[dict[str, Any]]]]
Crashing = Callable[[int | None], Any]


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Callable[[Rules], float]:
    """Set what is refused, and return what is quarantined."""

    def change(wanted: Rules) -> float:
        return set_rules(monkeypatch, wanted)

    return change


@pytest.fixture
def output(tmp_path: Path) -> Storage:
    store = storage(str(tmp_path / "out"))
    settle(store, SIZES)
    return store


def still_open(store: Storage) -> tuple[int, int]:
    parts = list(chunks(coverage(store)))
    return (
        sum(open_dead_letters(store, part, ()).num_rows for part in parts),
        sum(open_quarantine(store, part, ()).num_rows for part in parts),
    )


def states(store: Storage) -> dict[str, int]:
    return {name: os.stat(store.path(name)).st_mtime_ns for name in store.names()}


def test_what_was_refused_stands_at_its_first_position_and_what_was_quarantined_is_an_event(
    output: Storage, write_lines: Write, rows: Read, rules: Callable[[Rules], float]
) -> None:
    source = write_lines([*TEXTS, " "])
    drain(output, [source], rules(STRICT))
    before, files = rows(output), states(output)
    assert still_open(output) == (len(before["dead_letters"]), len(before["quarantine"]))
    replay(output, rules(LAX))
    after = rows(output)
    assert states(output).items() >= files.items()
    assert still_open(output) == (1, 0)
    assert {row["offset"] for row in after["articles"]} == {
        row["offset"] for table in ("articles", "dead_letters") for row in before[table]
        if row.get("code") != "blank_text"
    }  # fmt: skip
    assert {row["text"] for row in after["articles"]} == set(TEXTS)
    assert len(after["events"]) == len(TEXTS) == len({row["event_id"] for row in after["events"]})
    assert {name.rpartition("/")[2] for name in states(output).keys() - files.keys()} <= {
        name.rpartition("/")[2].replace(".parquet", ".replay.parquet") for name in files if name.startswith("articles")
    }
    assert not audit(output).findings


def test_a_second_replay_touches_no_file(output: Storage, write_lines: Write, rules: Callable[[Rules], float]) -> None:
    drain(output, [write_lines([*TEXTS, " "])], rules(STRICT))
    replay(output, rules(LAX))
    before = states(output)
    assert replay(output, rules(LAX)) == 0
    assert states(output) == before


def test_a_replay_keeps_the_time_the_key_and_all_else_that_the_record_had(
    output: Storage, write_lines: Write, rows: Read, rules: Callable[[Rules], float]
) -> None:
    source = write_lines(TEXTS)
    drain(output, [source], rules(STRICT))
    replay(output, rules(LAX))
    other = storage(output.root + "-other")
    settle(other, SIZES)
    drain(other, [source], rules(LAX))
    for table in ("articles", "events"):
        kept, fresh = ([{**row, "file": ""} for row in rows(store)[table]] for store in (output, other))
        if table == "articles":  # counted when they were written: an event that left quarantine later is not in it
            kept, fresh = ([{**row, "events": 1, "quarantined": 0} for row in part] for part in (kept, fresh))
        assert sorted(kept, key=str) == sorted(fresh, key=str)


def test_what_a_replay_quarantines_can_pass_at_the_next_one(
    output: Storage, write_lines: Write, rules: Callable[[Rules], float]
) -> None:
    drain(output, [write_lines(TEXTS)], rules(STRICT))
    replay(output, rules((1_000_000, 1.0)))
    refused, broken = still_open(output)
    assert (refused, broken > 2) == (0, True)
    assert not audit(output).findings
    replay(output, rules(LAX))
    assert still_open(output) == (0, 0)
    assert not audit(output).findings
    assert any(name.endswith(".replay2.parquet") for name in states(output))
    assert replay(output, rules(LAX)) == 0


def test_bytes_of_which_only_the_beginning_was_kept_stay_a_dead_letter(
    output: Storage, write_lines: Write, rules: Callable[[Rules], float], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as smaller:
        for module in (parsing, values):
            smaller.setattr(module, "KEPT_BYTES", 1000)
        smaller.setattr(values, "KEPT_OF_LARGER", 10)
        drain(output, [write_lines(["Short.", "Long. " * 300])], rules(LAX))
    assert still_open(output) == (1, 0)
    assert replay(output, rules(LAX)) == 0
    assert still_open(output) == (1, 0)


def test_a_chunk_that_grows_is_read_again_whole_and_its_replays_are_withdrawn(
    output: Storage, write_lines: Write, rows: Read, rules: Callable[[Rules], float]
) -> None:
    drain(output, [write_lines(TEXTS[:20])], rules(STRICT))
    replay(output, rules(LAX))
    assert not audit(output).findings
    source = write_lines([" ", *TEXTS[20:]], more=True)
    drain(output, [source], rules(LAX))
    assert not audit(output).findings
    assert {row["text"] for row in rows(output)["articles"]} == set(TEXTS)
    assert still_open(output)[0] == 1


STEPS: list[tuple[str, Rules]] = [
    ("first", STRICT), ("replay", (1_000_000, 1.0)), ("more", STRICT), ("replay", STRICT), ("replay", LAX),
]  # fmt: skip


def test_replays_that_crash_anywhere_and_are_started_again_end_like_those_that_never_did(
    tmp_path: Path, write_lines: Write, rows: Read, rules: Callable[[Rules], float], crashing: Crashing
) -> None:
    calm = _through(tmp_path / "calm", [[]] * len(STEPS), write_lines, rules, crashing)
    assert len(coverage(calm).replays) > 1
    dice = random.Random(7)
    for number in range(4):
        crashes = [[dice.randrange(16) for _ in range(dice.randrange(3))] for _ in STEPS]
        store = _through(tmp_path / str(number), crashes, write_lines, rules, crashing)
        assert rows(store) == rows(calm), crashes
        assert not audit(store).findings
        assert not list(store.unfinished())


def _through(
    folder: Path, crashes: list[list[int]], write_lines: Write, rules: Callable[[Rules], float], crashing: Crashing
) -> Storage:
    store = storage(str(folder))
    settle(store, SIZES)
    for (what, how), some in zip(STEPS, crashes, strict=True):
        source = (
            write_lines(TEXTS[4:14]) if what == "first" else write_lines(TEXTS[14:20] * (what == "more"), more=True)
        )
        for at in [*some, None]:
            try:
                with crashing(at):
                    replay(store, rules(how)) if what == "replay" else drain(store, [source], rules(how))
            except Exception as crash:
                assert type(crash).__name__ == "Crash"  # noqa: PT017
    return store


def test_a_replay_of_what_is_no_longer_refused_is_found(
    output: Storage, write_lines: Write, rules: Callable[[Rules], float]
) -> None:
    drain(output, [write_lines(TEXTS[16:19])], rules(STRICT))
    [commits] = plan_replay(output, coverage(output))[:1]
    replay(output, rules(LAX))
    again = coded(read_again(output, commits), 2.0)
    write_chunk(output, again.chunk._replace(replay=2), again.covers, again.tables, evaluated=True)
    found = [finding.message for finding in audit(output).findings if finding.kind == "replay"]
    assert found[0].startswith(f"{coverage(output).replays[-1][0]}: the article at ('file://")
    assert found[0].endswith(") was no dead letter, or is one article already")


def test_a_replay_without_its_chunk_is_found(
    output: Storage, write_lines: Write, rules: Callable[[Rules], float]
) -> None:
    drain(output, [write_lines(TEXTS[16:19])], rules(STRICT))
    replay(output, rules(LAX))
    held = coverage(output)
    output.delete(held.commits[0][0])
    found = [finding.message for finding in audit(output).findings if finding.kind == "no chunk"]
    assert found == [f"{held.replays[0][0]} replays a chunk that is not there as it was"]
