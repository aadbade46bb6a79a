"""Arrow types as DuckDB gives them back."""

import pyarrow as pa


def loose(kind: pa.DataType) -> pa.DataType:
    """Return the type as DuckDB knows it: without NOT NULL inside."""
    if pa.types.is_list(kind):
        return pa.list_(pa.field("l", loose(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(inner.name, loose(inner.type)) for inner in kind])
    return kind
