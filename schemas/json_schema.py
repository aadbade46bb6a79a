"""A schema as JSON Schema, draft 2020-12."""

from typing import Any

import pyarrow as pa

from schemas.column import INSTANT, description

SCALARS: dict[pa.DataType, dict[str, Any]] = {
    pa.string(): {"type": "string"},
    pa.bool_(): {"type": "boolean"},
    pa.int32(): {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    pa.int64(): {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    pa.float64(): {"type": "number"},
    pa.binary(): {"type": "string", "contentEncoding": "base64"},
    pa.date32(): {"type": "string", "format": "date"},
    INSTANT: {"type": "string", "format": "date-time"},
}


def json_schema(name: str, meaning: str, schema: pa.Schema) -> dict[str, Any]:
    """Return the JSON Schema of a row written as a JSON object: dates and instants in RFC 3339, bytes in base64.

    Columns may be added to a table, so other properties are allowed.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": meaning,
        **_object(schema),
    }


def _object(fields: pa.Schema | pa.StructType) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _property(field) for field in fields},
        "required": [field.name for field in fields if not field.nullable],
    }


def _property(field: pa.Field) -> dict[str, Any]:
    kind = _kind(field.type)
    if field.nullable:
        kind = {**kind, "type": [kind["type"], "null"]}
    return {"description": description(field), **kind}


def _kind(kind: pa.DataType) -> dict[str, Any]:
    if pa.types.is_list(kind):
        return {"type": "array", "items": _kind(kind.value_type)}
    return _object(kind) if pa.types.is_struct(kind) else SCALARS[kind]
