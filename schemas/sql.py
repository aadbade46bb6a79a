"""A schema as a table of DuckDB."""

import pyarrow as pa

from schemas.column import INSTANT, description

SCALARS: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.bool_(): "BOOLEAN",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.binary(): "BLOB",
    pa.date32(): "DATE",
    INSTANT: "TIMESTAMP WITH TIME ZONE",
}


def create_table(name: str, meaning: str, schema: pa.Schema) -> str:
    """Return DuckDB's CREATE TABLE, with the descriptions as comments on the table and its columns.

    In DuckDB the fields of a STRUCT have neither NOT NULL nor COMMENT: their descriptions are lines of the statement.
    """
    columns = [_column(field, depth=1) + ("" if field.nullable else " NOT NULL") for field in schema]
    comments = [
        f"COMMENT ON COLUMN {name}.{_quoted(field.name)} IS {_literal(description(field))};" for field in schema
    ]
    table = f"CREATE TABLE {name} (\n" + ",\n".join(columns) + "\n);"
    return "\n".join([table, f"COMMENT ON TABLE {name} IS {_literal(meaning)};", *comments])


def _column(field: pa.Field, depth: int) -> str:
    return "    " * depth + f"{_quoted(field.name)} {_type(field.type, depth)}"


def _type(kind: pa.DataType, depth: int) -> str:
    if pa.types.is_list(kind):
        return _type(kind.value_type, depth) + "[]"
    if not pa.types.is_struct(kind):
        return SCALARS[kind]
    indent = "    " * depth
    fields = [f"{indent}    -- {description(inner)}\n{_column(inner, depth + 1)}" for inner in kind]
    return "STRUCT(\n" + ",\n".join(fields) + f"\n{indent})"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
