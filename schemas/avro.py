"""A schema as an Avro record."""

from typing import Any

import pyarrow as pa

from schemas.column import INSTANT, description

SCALARS: dict[pa.DataType, Any] = {
    pa.string(): "string",
    pa.bool_(): "boolean",
    pa.int32(): "int",
    pa.int64(): "long",
    pa.float64(): "double",
    pa.binary(): "bytes",
    pa.date32(): {"type": "int", "logicalType": "date"},
    INSTANT: {"type": "long", "logicalType": "timestamp-micros"},
}


def avro_record(name: str, meaning: str, schema: pa.Schema) -> dict[str, Any]:
    """Return the Avro schema of a row: a record in the namespace `dateline`.

    A nested record is called by its path (`events_actors`), because Avro wants each name once.
    """
    return {"namespace": "dateline", "doc": meaning, **_record(schema, name)}


def _record(fields: pa.Schema | pa.StructType, name: str) -> dict[str, Any]:
    return {"type": "record", "name": name, "fields": [_field(field, f"{name}_{field.name}") for field in fields]}


def _field(field: pa.Field, path: str) -> dict[str, Any]:
    kind = _kind(field.type, path)
    about = {"name": field.name, "doc": description(field)}
    return {**about, "type": ["null", kind], "default": None} if field.nullable else {**about, "type": kind}


def _kind(kind: pa.DataType, path: str) -> Any:
    if pa.types.is_list(kind):
        return {"type": "array", "items": _kind(kind.value_type, path)}
    return _record(kind, path) if pa.types.is_struct(kind) else SCALARS[kind]
