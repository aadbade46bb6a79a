import datetime as dt
from pathlib import Path

from transforms.tables.attempts import FOLDER, Note, begin, note_file
from transforms.tables.chunk import Chunk, Covered
from transforms.tables.commit import Commit
from transforms.tables.coverage import Coverage, coverage
from transforms.tables.storage import storage
from transforms.tables.sweep import sweep


def test_a_file_that_is_not_datelines_is_left_to_audit(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    store.write("events/x.parquet", b"")
    assert sweep(store, coverage(store), ["file:///a"]) == []
    assert store.exists("events/x.parquet")


def test_notes_about_parts_of_a_complete_chunk_go_and_those_about_an_open_one_stay(tmp_path: Path) -> None:
    store, noon = storage(str(tmp_path)), dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    whole, open_ = Chunk("kafka://c/news", 0, 0, 64, noon), Chunk("kafka://c/news", 0, 64, 128, noon)
    covers = [(Covered(c.source, 0, c.start, c.start + 64 - 32 * (c is open_)),) for c in (whole, open_)]
    commits = [Commit(c, covered, "", {}, True, {}) for c, covered in zip((whole, open_), covers, strict=True)]
    parts = [chunk._replace(start=chunk.start + more) for chunk in (whole, open_) for more in (0, 16)]
    for each in parts:
        begin(store, each, Note(), ())
    sweep(store, Coverage(tuple((c.chunk.name, c) for c in commits), ()), ["kafka://c/news"])
    assert [store.exists(note_file(each)) for each in parts] == [False, False, True, True]


def test_a_note_that_was_half_written_by_a_process_that_died_goes_and_hinders_nothing(tmp_path: Path) -> None:
    store = storage(str(tmp_path))
    note = note_file(Chunk("kafka://c/news", 0, 0, 64, dt.datetime(2024, 5, 1, tzinfo=dt.UTC)))
    half = f"{FOLDER}/.{note.removeprefix(FOLDER + '/')}.0a1b2c3d.4194304.tmp"  # above any process there can be
    store.write(half, b'{"at": [[')
    assert sweep(store, coverage(store), ["kafka://c/news"]) == [half]
    assert not store.exists(half)
