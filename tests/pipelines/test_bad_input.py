"""Twenty good articles among everything that can be wrong with a record."""

import gzip
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from transforms.tables.audit import audit
from transforms.tables.storage import Storage

GOOD = [
    json.dumps({"id": f"g{n}", "text": f"Ministers from two states met for the {n}th time."}).encode()
    for n in range(20)
]
DEEP = b'{"text": "a", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
BAD: dict[str, bytes] = {
    "not_utf8": b'{"text": "caf\xe9"}',
    "lone_surrogate": b'{"text": "a \\ud800 b"}',
    "not_json": b"The cabinet fell on Monday.",
    "not_an_object": b'["text"]',
    "duplicate_key": b'{"text": "a", "text": "b"}',
    "not_a_number": b'{"text": "a", "score": NaN}',
    "too_deep": DEEP,
    "number_too_long": b'{"text": "a", "n": ' + b"9" * 1_000_000 + b"}",
    "no_text": b'{"title": "only"}',
    "blank_text": b'{"text": " \\n "}',
    "text_not_a_string": b'{"text": 5}',
    "text_too_long": b'{"text": "' + b"a b " * 260_000 + b'"}',
    "bad_date": b'{"text": "a", "published_at": "2024-02-30T00:00:00Z"}',
    "not_english": json.dumps(
        {"text": "Die Regierung hat am Montag in Berlin beschlossen, die Grenze zu schließen. " * 5}
    ).encode(),
    "bad_field": b'{"text": "a", "url": 7}',
}
ACCEPTED: list[bytes] = [
    b'\xef\xbb\xbf{"text": "With a byte order mark."}\r',
    json.dumps({"text": "Control \x00\x07 characters."}).encode(),
    json.dumps({"text": "\n" * 50_000 + "Breaks."}).encode(),
    json.dumps({"text": "word " * 40_000}).encode(),
    b'{"id": "g0", "text": "The same id, another text.", "unknown": {"a": 1}}',
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three sources: good and bad lines, what is to be accepted, and a page without an article."""
    path = tmp_path / "in"
    path.mkdir()
    lines = [line for pair in zip(GOOD, [*BAD.values(), *[b" "] * 5], strict=True) for line in pair]
    (path / "mixed.jsonl").write_bytes(b"\n".join(lines))
    (path / "odd.jsonl").write_bytes(b"\n".join(ACCEPTED))
    (path / "page.html").write_text("<html><body><nav>Home</nav></body></html>")
    (path / "large.jsonl").write_bytes(b'{"text": "' + b"x" * (17 * 1024 * 1024) + b'"}')
    return path


@pytest.mark.slow
def test_each_bad_record_becomes_a_dead_letter_of_its_own_code_and_nothing_else_stops(
    folder: Path, run: Callable[..., int], store: Storage
) -> None:
    assert run(folder) == 1
    letters = pq.read_table(store.path("dead_letters")).to_pylist()
    expected = Counter([*BAD, "no_article", "too_large"])
    assert Counter(letter["code"] for letter in letters) == expected
    kept = {letter["code"]: letter for letter in letters}
    assert all(kept[code]["value"] == value and not kept[code]["truncated"] for code, value in BAD.items())
    assert kept["too_large"]["truncated"]
    assert len(kept["too_large"]["value"]) == 64 * 1024
    assert all(letter["message"] and len(letter["message"]) <= 500 for letter in letters)
    assert pq.read_table(store.path("articles")).num_rows == len(GOOD) + len(ACCEPTED)
    assert not audit(store).findings
    assert run(folder, max_refused=1.0) == 0


@pytest.mark.slow
def test_a_source_that_ends_too_soon_keeps_what_came_before_and_the_status_says_so(
    tmp_path: Path, run: Callable[..., int], store: Storage, capsys: pytest.CaptureFixture[str]
) -> None:
    packed, whole = tmp_path / "a.jsonl.gz", gzip.compress(b"\n".join(GOOD))
    packed.write_bytes(whole[:-20])
    assert run(packed) == 1
    assert "a.jsonl.gz" in capsys.readouterr().out
    packed.write_bytes(whole)
    assert run(packed) == 0
    assert pq.read_table(store.path("articles")).num_rows == len(GOOD)
    assert not audit(store).findings
