"""A schema as a table that people read."""

from collections.abc import Iterator

import pyarrow as pa

from schemas.column import description

Line = tuple[str, str, str, str]


def text_table(name: str, meaning: str, schema: pa.Schema) -> str:
    """Return a line for each column: name, type, whether it may be null, description; nested fields are indented."""
    lines = [("column", "type", "null", "description"), *(line for field in schema for line in _lines(field, 0))]
    names, types, nulls = (max(len(line[cell]) for line in lines) for cell in range(3))
    table = [f"{line[0]:{names}}  {line[1]:{types}}  {line[2]:{nulls}}  {line[3]}".rstrip() for line in lines]
    return "\n".join([name, meaning, "", *table])


def _lines(field: pa.Field, depth: int) -> Iterator[Line]:
    yield "  " * depth + field.name, _type(field.type), "yes" if field.nullable else "no", description(field)
    kind = field.type.value_type if pa.types.is_list(field.type) else field.type
    if pa.types.is_struct(kind):
        for inner in kind:
            yield from _lines(inner, depth + 1)


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    return "struct" if pa.types.is_struct(kind) else str(kind)
