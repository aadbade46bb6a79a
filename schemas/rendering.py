"""A table's contract as text, for people and for other tools: `dateline schema`."""

import base64
import json
from collections.abc import Callable

import pyarrow as pa

from schemas.avro import avro_record
from schemas.json_schema import json_schema
from schemas.sql import create_table
from schemas.tables import DESCRIPTIONS, TABLES
from schemas.text_table import text_table


def _arrow(name: str, schema: pa.Schema) -> str:
    # Arrow's own printing cuts descriptions and leaves out nested ones.
    named = schema.with_metadata({"table": name, "description": DESCRIPTIONS[name]})
    return base64.b64encode(named.serialize()).decode()


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
        table: One of `TABLES`.
        form: `text` (columns with type, null and description), `json` (JSON Schema 2020-12 of a row as a JSON line),
            `arrow` (as Arrow serialises it, in base64: `pa.ipc.read_schema(pa.py_buffer(base64.b64decode(...)))`),
            `avro` (an Avro record schema) or `sql` (CREATE TABLE for DuckDB).

    Raises:
        KeyError: There is no such table or form.
    """
    return FORMS[form](table, TABLES[table])
