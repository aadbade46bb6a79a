"""A record at which the parser itself dies is found, as one at which the coder dies."""

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from schemas.position import Position
from schemas.record import Record
from transforms import parse_articles
from transforms.batch import ArticleBatch, RecordBatch
from transforms.parse_article import parse_article
from transforms.tables.chunk import Chunk, Covered

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
SOURCE = "file:///a.jsonl"


class Killed(BaseException):
    """The process is gone."""


def record(offset: int, text: str) -> Record:
    value = json.dumps({"text": text}).encode()
    digest = hashlib.sha256(value).hexdigest()
    return Record(Position(SOURCE, 0, offset), offset + 1, value, "json", NOON, len(value), digest)


def parse(output: Path, batch: RecordBatch) -> ArticleBatch:
    step = parse_articles._ParseArticlesDoFn(str(output))
    step.setup()
    [parsed] = step.process(batch)
    return parsed


def test_the_third_death_of_the_parser_alone_at_a_record_refuses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(found: Record) -> object:
        if b"POISON" in (found.value or b""):
            raise Killed
        return parse_article(found)

    monkeypatch.setattr(parse_articles, "parse_article", dies)
    records = tuple(record(n, "POISON" if n == 3 else f"Story {n}.") for n in range(6))
    batch = RecordBatch(Chunk(SOURCE, 0, 0, 100, NOON), (Covered(SOURCE, 0, 0, 6),), records)
    for _ in range(4):  # once among the others, three times alone
        with pytest.raises(Killed):
            parse(tmp_path, batch)
    parsed = parse(tmp_path, batch)
    assert [(letter.record.position.offset, letter.code) for letter in parsed.dead_letters] == [(3, "crashed")]
    assert len(parsed.articles) == 5
