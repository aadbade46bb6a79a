"""Hostile inputs, the same ones each time; `make fuzz MINUTES=n` tries others for as long as asked."""

import datetime as dt
import gzip
import io
import json
import os
import re
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.dead_letter import DeadLetter
from tests.fuzz import oracle, records
from tests.fuzz.run import GROUP, Tally, code_group, parse_group
from transforms.coding.coder import Coder, load_tables
from transforms.coding.lexicon import DATA, LexiconError
from transforms.parsing.instant import instant
from transforms.reading.errors import SourceError, UsageError
from transforms.reading.find import find
from transforms.reading.records import records as read

pytestmark = pytest.mark.slow

SEED = 20_240_501
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.dictionaries(st.sampled_from([*records.NAMES]), JSON | st.text(max_size=300), max_size=6)
MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<article>",
            "<div",
            ">",
            "<!--",
            "-->",
            "<![CDATA[",
            "<script type='application/ld+json'>",
            "</script>",
            "<meta property='article:published_time' content='",
            "'>",
            "&#xD800;",
            "&#0;",
            "&amp",
            "<a href='http://[",
            "'>",
            "<link rel=canonical href='http://[::1'>",
            "<base href='//['>",
            "<title>",
            records.TEXT,
            "\0",
            "<svg>",
            "<table><tr><td>",
        ]
    )
    | st.text(max_size=20),
    max_size=40,
).map("".join)
HEAD = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.example/1>\r\n"
    b"Content-Type: application/http\r\nContent-Length: "
)
HTTP = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
)


def calm(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    return Tally(tmp_path_factory.mktemp("fuzz"))


def test_every_record_becomes_an_article_or_a_dead_letter(tally: Tally) -> None:
    chance = Random(SEED)
    for _ in range(100_000 // GROUP):
        parse_group(tally, chance)
    assert tally.found == {}
    assert len([code for code in tally.counts if code in oracle.CODES]) > 14


def test_every_event_of_short_texts_keeps_the_contract_and_comes_out_alone_as_among_others(tally: Tally) -> None:
    chance, coder = Random(SEED), Coder()
    for _ in range(2000 // GROUP):
        code_group(tally, chance, coder)
    assert tally.found == {}
    assert tally.counts["events"] > 300


@calm(150)
@given(FIELDS, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_object_becomes_an_article_or_a_dead_letter(fields: dict[str, Any], encoding: str) -> None:
    value = json.dumps(fields, ensure_ascii=encoding == "utf-16").encode(encoding, "surrogatepass")
    became = oracle.outcome(records.made(value, "json", Random(0)))
    oracle.storable([became])
    assert isinstance(became, DeadLetter) or became.text == fields["text"]


@calm(200)
@given(MARKUP, st.sampled_from(records.CONTENT_TYPES))
def test_any_markup_becomes_an_article_or_a_dead_letter(markup: str, content_type: bytes) -> None:
    record = records.made(markup.encode("utf-8", "surrogatepass"), "html", Random(0))
    record = record._replace(headers=(("content-type", content_type),))
    assert oracle.outcome(record) == oracle.outcome(record)


@calm(300)
@given(st.from_regex(r"\A\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)\Z") | st.text(max_size=30))
def test_any_date_is_an_instant_or_refused(text: str) -> None:
    became = oracle.outcome(records.made(json.dumps({"text": "a", "published_at": text}).encode(), "json", Random(0)))
    if not isinstance(became, DeadLetter) and became.published_at:
        assert instant(text) == became.published_at
        assert became.published_at.utcoffset() == dt.timedelta(0)


def file_of(kind: str, chance: Random) -> bytes:
    """Return a good file of a kind, with two or three articles in it."""
    lines = b"".join(records.article(chance) + b"\n" for _ in range(3))
    if kind.endswith(".parquet"):
        sink = io.BytesIO()
        pq.write_table(
            pa.table({"text": [records.TEXT, None, "a"], "id": [1, 2, 3], "published_at": [2**60] * 3}), sink
        )
        return sink.getvalue()
    if ".warc" in kind:
        body = HTTP if chance.random() < 0.5 else HTTP.replace(b"gzip", b"identity") + records.page(chance)
        lines = (HEAD + str(len(body)).encode() + b"\r\n\r\n" + body + b"\r\n\r\n") * 2
    if kind.endswith(".gz"):
        return gzip.compress(lines, mtime=0)
    return zstandard.compress(lines) if kind.endswith(".zst") else lines


@pytest.mark.parametrize(
    "kind", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".warc", ".warc.gz", ".warc.zst", ".parquet", ".txt.gz", ".json"]
)
def test_any_bent_file_gives_records_up_to_where_it_is_damaged(kind: str, tmp_path: Path) -> None:
    chance, path = Random(SEED), tmp_path / f"a{kind}"
    for _ in range(60):
        path.write_bytes(records.bent(chance, file_of(kind, chance)))
        os.utime(path, (0, 0))
        assert outcomes(path) == outcomes(path)


def outcomes(path: Path) -> list[object]:
    """Return what becomes of each record of a file, and why it cannot be read on."""
    found: list[object] = []
    try:
        found += map(oracle.outcome, read(find([str(path)]).files[0]))
    except (SourceError, UsageError) as error:
        found.append(str(error))
    return found


@pytest.mark.parametrize(
    "name", ["verbs.tsv", "nouns.tsv", "dates.tsv", "cues.tsv", "counts.tsv", "actors/agents.tsv", "actors/titles.tsv"]
)
def test_any_row_of_a_lexicon_is_taken_or_named_with_file_and_line(name: str, tmp_path: Path) -> None:
    chance = Random(SEED)
    shipped = (DATA / name).read_bytes().splitlines()
    for number in range(4):
        folder = tmp_path / str(number)
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(
            b"\n".join(records.bent(chance, shipped[int(chance.random() * len(shipped))]) for _ in range(3))
        )
        try:
            load_tables(folder)
        except LexiconError as error:
            said = str(error)
        else:
            continue
        assert re.match(rf"{Path(name).name}:[1-3]: .", said)
