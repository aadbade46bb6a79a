"""The cells of a Parquet column as JSON can say them."""

import base64
import datetime as dt
import math
from typing import Any

import pyarrow as pa

EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001


def cells(column: Any) -> list[Any]:
    """Return the cells of a column as Python has them.

    Times as RFC 3339, in UTC if the column has a zone and without one if it has none; cut to microseconds. NaN, which
    is pandas' missing number, as None. Bytes as the text that they are in UTF-8, else as an object.
    """
    if pa.types.is_timestamp(column.type):
        return _times(column)
    if pa.types.is_floating(column.type):
        return [cell if cell is not None and math.isfinite(cell) else None for cell in column.to_pylist()]
    return [_cell(scalar) for scalar in column]


def _times(column: Any) -> list[str | None]:
    zone = "+00:00" if column.type.tz else ""
    units = column.cast(pa.int64()).to_pylist()  # not as datetimes: those need the zone in the machine's own tables
    per_second = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}[column.type.unit]
    return [None if unit is None else _time(unit * 1_000_000 // per_second, zone) for unit in units]


def _time(microseconds: int, zone: str) -> str:
    try:
        return (EPOCH + dt.timedelta(microseconds=microseconds)).isoformat() + zone
    except OverflowError:  # before the year 1 or after 9999: refused as a date where it counts as one
        return f"{microseconds} microseconds since 1970"


def _cell(scalar: Any) -> object:
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return as_json(scalar.cast(pa.binary()).as_py()) if pa.types.is_string(scalar.type) else _unreadable(scalar)
    except (ValueError, OverflowError, LookupError):
        return _unreadable(scalar)


def _unreadable(scalar: Any) -> object:
    return {"unreadable": str(scalar.type)}


def as_json(cell: object) -> object:
    """Return what JSON has no word for."""
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if not isinstance(cell, bytes):
        return str(cell)
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(cell).decode()}
