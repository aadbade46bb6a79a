import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.position import Position
from transforms.tables.attempts import DEATHS, Note, begin, forget, groups, note_file, recall, spare
from transforms.tables.chunk import Chunk
from transforms.tables.storage import Storage, storage

CHUNK = Chunk("file:///a.jsonl", 0, 0, 100, dt.datetime(2024, 5, 1, tzinfo=dt.UTC))
PLACES = [Position("file:///a.jsonl", 0, offset) for offset in range(10)]


def test_a_chunk_that_was_never_begun_has_an_empty_note(tmp_path: Path) -> None:
    assert recall(storage(str(tmp_path)), CHUNK) == Note()


def test_what_a_group_was_at_is_suspect_and_not_yet_to_blame(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    begin(store, CHUNK, Note(), PLACES[:4])
    note = recall(store, CHUNK)
    assert note.suspects == tuple(PLACES[:4])
    assert not any(note.count(place) for place in PLACES)


def test_the_third_death_alone_at_one_position_is_counted_on_disk(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    begin(store, CHUNK, Note(), PLACES)
    for death in range(1, DEATHS + 1):
        begin(store, CHUNK, recall(store, CHUNK), [PLACES[3]])
        assert recall(store, CHUNK).count(PLACES[3]) == death
    assert not recall(store, CHUNK).count(PLACES[2])


def test_a_worker_that_goes_on_does_not_blame_itself(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    begin(store, CHUNK, Note(), [PLACES[3]])
    assert recall(store, CHUNK, died=False).count(PLACES[3]) == 0


def test_what_a_worker_was_at_when_it_was_stopped_for_another_is_not_to_blame(tmp_path: Path) -> None:
    store, other = storage(str(tmp_path)), CHUNK._replace(start=100)
    for chunk in (CHUNK, other):
        begin(store, chunk, Note(suspects=(PLACES[3],)), [PLACES[3]])
    spare(store, [os.getpid() + 1])
    assert recall(store, CHUNK).count(PLACES[3]) == 1
    spare(store, [os.getpid()])
    assert recall(store, CHUNK) == recall(store, other) == Note(suspects=(PLACES[3],))


def test_a_committed_chunk_has_no_note(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    begin(store, CHUNK, Note(), PLACES)
    forget(store, CHUNK)
    assert recall(store, CHUNK) == Note()


def test_a_note_that_another_process_takes_away_meanwhile_is_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = storage(str(tmp_path))
    monkeypatch.setattr(Storage, "exists", lambda *_: True)  # it was, when that was asked
    assert recall(store, CHUNK) == Note()
    forget(store, CHUNK)


def test_an_unreadable_note_costs_an_attempt_and_no_record(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    for damage in (b"", b"{", b"[]", b'{"at": 1}', b'{"at": [[1]], "deaths": [], "suspects": []}'):
        store.write(note_file(CHUNK), damage)
        assert recall(store, CHUNK) == Note()


@settings(derandomize=True, max_examples=100)
@given(st.integers(0, 40), st.sets(st.integers(0, 39)), st.integers(1, 16))
def test_groups_hold_every_position_once_in_order_and_suspects_alone(number: int, suspect: set[int], size: int) -> None:
    places = [Position("s", 0, offset) for offset in range(number)]
    note = Note(suspects=tuple(places[i] for i in sorted(suspect) if i < number))
    ranges = list(groups(places, note, size))
    assert [i for first, stop in ranges for i in range(first, stop)] == list(range(number))
    assert all(stop - first <= size for first, stop in ranges)
    assert all(stop - first == 1 for first, stop in ranges if set(range(first, stop)) & suspect)
