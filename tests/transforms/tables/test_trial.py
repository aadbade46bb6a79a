"""Suspects are tried one at a time; what one process at a time may do, no second one does meanwhile."""

import multiprocessing as mp
import time
from pathlib import Path

import pytest

from schemas.position import Position
from transforms.reading.source_file import EPOCH as FIRST
from transforms.tables.attempts import Note, begin, end, note_file, recall, trying
from transforms.tables.chunk import Chunk
from transforms.tables.lock import exclusive
from transforms.tables.storage import storage

ONE, OTHER = Position("s", 0, 1), Position("s", 0, 2)


def chunk(start: int) -> Chunk:
    return Chunk("s", 0, start, 256, FIRST)


def test_a_suspect_is_noted_while_it_is_tried_and_not_before_or_after(tmp_path: Path) -> None:
    store, note = storage(str(tmp_path)), Note(suspects=(ONE,))
    with trying(store, chunk(0), note, [ONE]):
        assert recall(store, chunk(0), died=False).at == (ONE,)
    assert recall(store, chunk(0)).deaths == ()


def test_a_failure_at_a_suspect_counts(tmp_path: Path) -> None:
    store, note = storage(str(tmp_path)), Note(suspects=(ONE,))
    with pytest.raises(ValueError, match="a bug"), trying(store, chunk(0), note, [ONE]):
        raise ValueError("a bug")
    assert recall(store, chunk(0)).count(ONE) == 1


def test_what_went_well_leaves_no_note_and_what_is_suspect_stays_so(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    begin(store, chunk(0), Note(), [ONE])
    end(store, chunk(0), Note())
    assert not store.exists(note_file(chunk(0)))
    end(store, chunk(16), Note(suspects=(OTHER,)))
    assert recall(store, chunk(16)).suspects == (OTHER,)


def _hold(folder: str, held: float) -> None:
    with exclusive(storage(folder), "trial"):
        (Path(folder) / "held").touch()
        time.sleep(held)
        (Path(folder) / "held").unlink()


@pytest.mark.slow
def test_another_process_waits(tmp_path: Path) -> None:
    process = mp.get_context("spawn").Process(target=_hold, args=(str(tmp_path), 1.0))
    process.start()
    while not (tmp_path / "held").exists():
        time.sleep(0.01)
    with exclusive(storage(str(tmp_path)), "another thing"):
        assert (tmp_path / "held").exists()
    with exclusive(storage(str(tmp_path)), "trial"):
        assert not (tmp_path / "held").exists()
    process.join()
