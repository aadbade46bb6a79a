import io
import json
from collections.abc import Callable
from typing import Any

import duckdb
import fastavro
import jsonschema  # type: ignore[import-untyped]
import pyarrow as pa
import pytest
from loose_types import loose

from schemas.event import EVENT
from schemas.rendering import FORMS, render
from schemas.tables import CONTRACT, DESCRIPTIONS

Row = dict[str, Any]
COMMENTS = "select column_name, comment, is_nullable from duckdb_columns() where not internal"
EVERY_TABLE = pytest.mark.parametrize("table", CONTRACT)


@pytest.fixture
def rows(event_row: Callable[..., Row]) -> list[Row]:
    bare = {field.name: None for field in EVENT if field.nullable}
    return [event_row(1), event_row(2) | bare]


def test_every_table_says_what_a_row_is() -> None:
    assert DESCRIPTIONS.keys() == CONTRACT.keys()


@EVERY_TABLE
@pytest.mark.parametrize("form", FORMS)
def test_every_column_and_its_description_is_in_every_form(table: str, form: str) -> None:
    printed = render(table, form)
    for field in CONTRACT[table]:
        assert field.name in printed
        description = field.metadata[b"description"].decode()
        written = {
            "json": json.dumps(description),
            "avro": json.dumps(description),
            "sql": description.replace("'", "''"),
        }
        assert written.get(form, description) in printed


def test_text_shows_type_null_and_nested_fields() -> None:
    lines = render("events", "text").splitlines()
    assert lines[0] == "events"
    trigger = next(number for number, line in enumerate(lines) if line.startswith("trigger"))
    assert lines[trigger].split()[:3] == ["trigger", "struct", "no"]
    assert lines[trigger + 2].split()[:4] == ["start", "int32", "no", "Code"]
    assert lines[trigger + 2].startswith("  start")
    assert any(line.startswith("    country ") for line in lines)  # of an attribution's source


def test_arrow_is_what_arrow_prints() -> None:
    printed = render("events", "arrow")
    assert "\nevent_date: date32[day]\n" in printed
    assert "table: 'events'" in printed


@EVERY_TABLE
def test_json_is_a_valid_json_schema(table: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(render(table, "json")))


def test_json_accepts_events_and_refuses_others(rows: list[Row]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(render("events", "json")))
    good, bare = (json.loads(json.dumps(row, default=lambda moment: moment.isoformat())) for row in rows)
    assert validator.is_valid(good)
    assert validator.is_valid(bare)
    assert validator.is_valid(good | {"added_later": 1})
    assert not validator.is_valid(good | {"score": "high"})
    assert not validator.is_valid(good | {"event_type": None})
    assert not validator.is_valid({name: value for name, value in good.items() if name != "trigger"})
    assert not validator.is_valid(good | {"actors": [{"text": "Police", "start": 1}]})


@EVERY_TABLE
def test_avro_is_a_schema_that_fastavro_takes(table: str) -> None:
    assert fastavro.parse_schema(json.loads(render(table, "avro")))


def test_avro_holds_events_and_gives_them_back(rows: list[Row]) -> None:
    schema = fastavro.parse_schema(json.loads(render("events", "avro")))
    file = io.BytesIO()
    fastavro.writer(file, schema, rows, validator=True)
    file.seek(0)
    assert list(fastavro.reader(file)) == rows


@EVERY_TABLE
def test_sql_makes_a_table_of_the_same_types(table: str) -> None:
    with duckdb.connect() as database:
        database.execute("set TimeZone = 'UTC'")
        database.execute(render(table, "sql"))
        made = database.sql(f"select * from {table}").to_arrow_table().schema
        comments = database.execute(COMMENTS).fetchall()
    wanted = CONTRACT[table]
    assert made.names == wanted.names
    assert [str(kind) for kind in made.types] == [str(loose(kind)) for kind in wanted.types]
    assert comments == [(field.name, field.metadata[b"description"].decode(), field.nullable) for field in wanted]


def test_sql_takes_events_and_gives_them_back(rows: list[Row]) -> None:
    events = pa.Table.from_pylist(rows, schema=EVENT)
    with duckdb.connect() as database:
        database.execute("set TimeZone = 'UTC'")
        database.execute(render("events", "sql"))
        database.register("incoming", events)
        database.execute("insert into events select * from incoming")
        kept = database.sql("select * from events").to_arrow_table()
        assert kept.to_pylist() == events.to_pylist()


@pytest.mark.parametrize(("table", "form"), [("event", "json"), ("events", "yaml")])
def test_another_table_or_form_is_refused(table: str, form: str) -> None:
    with pytest.raises(KeyError):
        render(table, form)
