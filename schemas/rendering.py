"""A table's contract as text, for people and for other tools: `dateline schema`."""

import json
from collections.abc import Callable

import pyarrow as pa

from schemas.avro import avro_record
from schemas.json_schema import json_schema
from schemas.sql import create_table
from schemas.tables import CONTRACT, DESCRIPTIONS
from schemas.text_table import text_table


def _arrow(name: str, schema: pa.Schema) -> str:
    named = schema.with_metadata({"table": name, "description": DESCRIPTIONS[name]})
    return named.to_string(truncate_metadata=False, element_size_limit=10_000)


FORMS: dict[str, Callable[[str, pa.Schema], str]] = {
    "text": lambda name, schema: text_table(name, DESCRIPTIONS[name], schema),
    "json": lambda name, schema: json.dumps(json_schema(name, DESCRIPTIONS[name], schema), indent=2),
    "arrow": _arrow,
    "avro": lambda name, schema: json.dumps(avro_record(name, DESCRIPTIONS[name], schema), indent=2),
    "sql": lambda name, schema: create_table(name, DESCRIPTIONS[name], schema),
}


def render(table: str, form: str) -> str:
    """Return the contract of a table.

    Args:
        table: One of `CONTRACT`: a table, a derived table or a view.
        form: `text` (columns with type, null and description), `json` (JSON Schema 2020-12 of a row as a JSON line),
            `arrow` (the schema as Arrow itself prints it, with all metadata), `avro` (an Avro record schema) or `sql`
            (CREATE TABLE for DuckDB).

    Raises:
        KeyError: There is no such table or form.
    """
    return FORMS[form](table, CONTRACT[table])
