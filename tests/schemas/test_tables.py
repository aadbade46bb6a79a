"""Every column says what it means, and the records in Python have the columns of their tables."""

import datetime as dt
import types
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

import pyarrow as pa
import pytest

from schemas.article import ARTICLE, Article
from schemas.column import INSTANT, description
from schemas.dead_letter import DEAD_LETTER
from schemas.event import CODED, EVENT, QUARANTINE, Event
from schemas.gap import GAP, Gap
from schemas.position import POSITION, Position
from schemas.quality import QUALITY, Quality
from schemas.record import Record
from schemas.tables import CONTRACT

KINDS: dict[Any, tuple[pa.DataType, ...]] = {
    str: (pa.string(),),
    int: (pa.int32(), pa.int64()),
    float: (pa.float64(),),
    bool: (pa.bool_(),),
    bytes: (pa.binary(),),
    dt.date: (pa.date32(),),
    dt.datetime: (INSTANT,),
}


def fields(of: pa.DataType | pa.Schema, place: str) -> Iterator[tuple[str, pa.Field]]:
    """Yield every field, nested ones too, with its place."""
    for field in of:
        yield f"{place}.{field.name}", field
        kind = field.type.value_type if pa.types.is_list(field.type) else field.type
        if pa.types.is_struct(kind):
            yield from fields(kind, f"{place}.{field.name}")


@pytest.mark.parametrize("table", CONTRACT)
def test_every_field_says_in_a_sentence_what_it_means(table: str) -> None:
    for place, field in fields(CONTRACT[table], table):
        assert len(description(field)) > 5, place
        assert description(field).endswith("."), place


def agrees(annotation: Any, kind: pa.DataType, nullable: bool) -> bool:
    """Return whether values of a Python type are just what a column holds."""
    arguments = get_args(annotation)
    if get_origin(annotation) is types.UnionType:
        return nullable and types.NoneType in arguments and agrees(arguments[0], kind, nullable=False)
    if nullable:
        return False
    if get_origin(annotation) is tuple:
        return pa.types.is_list(kind) and agrees(arguments[0], kind.value_type, nullable=False)
    if hasattr(annotation, "_fields"):
        return pa.types.is_struct(kind) and disagreements(annotation, list(kind)) == []
    return kind in KINDS[annotation]


def disagreements(record: type, columns: list[pa.Field]) -> list[str]:
    """Return the names that record and columns do not have in common, in order and with the same types."""
    hints = get_type_hints(record)
    if list(hints) != [column.name for column in columns]:
        return sorted(hints.keys() ^ {column.name for column in columns}) or ["order"]
    return [column.name for column in columns if not agrees(hints[column.name], column.type, column.nullable)]


def test_an_event_has_the_columns_that_are_coded_and_the_versions() -> None:
    assert disagreements(Event, [*CODED, EVENT.field("coder_version"), EVENT.field("ontology_version")]) == []


def test_a_position_begins_or_ends_every_row_that_has_one() -> None:
    assert disagreements(Position, POSITION) == []
    for schema in (ARTICLE, DEAD_LETTER, EVENT, QUARANTINE):
        assert [schema.field(column.name) for column in POSITION] == POSITION


def test_a_gap_has_the_columns_of_gaps() -> None:
    assert disagreements(Gap, list(GAP)) == []


def test_a_quality_has_the_columns_of_quality_that_the_chunk_does_not_give() -> None:
    given = {"source", "partition", "chunk", "processed_at"}
    columns = {column.name: column for column in QUALITY if column.name not in given}
    assert disagreements(Quality, [columns.pop(name) for name in Quality._fields]) == []
    assert not columns


def test_an_article_has_the_columns_of_articles_that_coding_does_not_give() -> None:
    given = {"events", "quarantined", "processed_at", "coder_version"}
    hints = {{"id": "article_id"}.get(name, name): hint for name, hint in get_type_hints(Article).items()}
    columns = {column.name: column for column in ARTICLE if column not in POSITION and column.name not in given}
    assert hints.keys() - {"position", "stop"} == columns.keys()
    assert [name for name, column in columns.items() if not agrees(hints[name], column.type, column.nullable)] == []


def test_a_dead_letter_keeps_all_of_the_record() -> None:
    assert set(Record._fields) - {"position", "stop"} <= set(DEAD_LETTER.names)


def test_quarantine_is_events_with_violations_and_takes_what_events_does_not() -> None:
    assert QUARANTINE.names == [*EVENT.names, "violations"]
    required = [place for place, field in fields(QUARANTINE, "quarantine") if not field.nullable]
    assert required == [f"quarantine.{name}" for name in ("source", "partition", "offset", "violations")]
