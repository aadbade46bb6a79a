"""How a column of a table is written down: its Arrow type and, in the field's metadata, what it means."""

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")


def column(name: str, kind: pa.DataType, description: str, *, nullable: bool = True) -> pa.Field:
    """Return an Arrow field that carries its own description.

    >>> column("offset", pa.int64(), "Where the record begins.").metadata
    {b'description': b'Where the record begins.'}
    """
    return pa.field(name, kind, nullable=nullable, metadata={"description": description})


def required(name: str, kind: pa.DataType, description: str) -> pa.Field:
    """Return a column that is never null."""
    return column(name, kind, description, nullable=False)


def description(field: pa.Field) -> str:
    """Return what a column means; empty if it does not say."""
    return (field.metadata or {}).get(b"description", b"").decode()


def optional(field: pa.Field) -> pa.Field:
    """Return the field with everything in it nullable: what broke a rule must still fit somewhere.

    >>> optional(required("spans", pa.list_(pa.struct([required("start", pa.int32(), "")])), "")).nullable
    True
    """
    kind = field.type
    if pa.types.is_list(kind):
        kind = pa.list_(optional(kind.value_field))
    elif pa.types.is_struct(kind):
        kind = pa.struct([optional(inner) for inner in kind])
    return pa.field(field.name, kind, nullable=True, metadata=field.metadata)
