"""What readers of a table rely on, and whether a changed schema keeps it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from schemas.column import description

Shape = list[dict[str, Any]]


def shape(fields: Iterable[pa.Field]) -> Shape:
    """Return the fields as plain data: name, type, null, description, and what is in a struct or a list of structs."""
    return [_shaped(field) for field in fields]


def _shaped(field: pa.Field) -> dict[str, Any]:
    listed = pa.types.is_list(field.type)
    kind = field.type.value_type if listed else field.type
    nested = pa.types.is_struct(kind)
    name = "struct" if nested else str(kind)
    shaped = {
        "name": field.name,
        "type": f"list of {name}" if listed else name,
        "null": field.nullable,
        "description": description(field),
    }
    return {**shaped, "fields": shape(kind)} if nested else shaped


def breaks(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], place: str = "") -> Iterator[str]:
    """Yield what a reader of the old fields would stumble over in the new ones.

    Readers survive a new column that may be null and stands behind the old ones (in the table, in a struct), and
    another description. They do not survive a column that is gone, moved or renamed, of another type, or null where it
    was not; nor do old files survive a column that may no longer be null.
    """
    for number, before in enumerate(old):
        name = place + before["name"]
        after: Mapping[str, Any] = new[number] if number < len(new) else {"name": None}
        if after["name"] != before["name"]:
            yield f"{name} is gone, renamed or has moved"
            return
        yield from (
            f"{name}: {key} was {before[key]}, is {after[key]}" for key in ("type", "null") if before[key] != after[key]
        )
        yield from breaks(before.get("fields", []), after.get("fields", []), f"{name}.")
    yield from (f"{place}{added['name']} is new and never null" for added in new[len(old) :] if not added["null"])
