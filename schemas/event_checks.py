"""What can be wrong inside an event's lists and structs: each check names the places, and nothing when all is well.

An event is a plain dictionary here, as a row of `EVENT` reads in Python, with instants and dates as integers. Values
may be null where `EVENT` forbids it: `missing_values` reports them, the other checks pass over them.
"""

import math
from collections.abc import Callable, Container, Iterator
from typing import Any

import pyarrow as pa

from schemas.event import AUXILIARIES, EVENT, STANCES
from schemas.plover import CAMEO_OF_TYPE, CONTEXTS, COUNTRIES, MODES, SECTORS, SUPRANATIONAL, TYPES

Row = dict[str, Any]


def each(row: Row, name: str) -> Iterator[tuple[str, Row]]:
    """Yield the structs of a list column, or the one of a struct column, that are not null, with their places."""
    value = row[name]
    if isinstance(value, dict):
        yield name, value
    elif value is not None:
        yield from ((f"{name}[{number}]", item) for number, item in enumerate(value) if item is not None)


def parties(row: Row) -> Iterator[tuple[str, Row]]:
    """Yield everybody whom the event names: actors, recipients and sources of claims, with their places."""
    yield from each(row, "actors")
    yield from each(row, "recipients")
    for place, claim in each(row, "attribution"):
        if claim["source"] is not None:
            yield f"{place}.source", claim["source"]


def missing_values(row: Row) -> list[str]:
    """Name the required values that are null or not a number, nested ones too."""
    return [place for field in EVENT for place in _missing(field, row[field.name], field.name)]


def _missing(field: pa.Field, value: Any, place: str) -> Iterator[str]:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        if not field.nullable:
            yield place
    elif pa.types.is_struct(field.type):
        for inner in field.type:
            yield from _missing(inner, value[inner.name], f"{place}.{inner.name}")
    elif pa.types.is_list(field.type):
        item = field.type.value_field.with_nullable(False)
        for number, inner in enumerate(value):
            yield from _missing(item, inner, f"{place}[{number}]")


def _unknown(row: Row, column: str, known: Container[str]) -> list[str]:
    return [word for word in row[column] or () if word is not None and word not in known]


def foreign_modes(row: Row) -> list[str]:
    """Name the modes that are not of the event's type."""
    return [mode for mode in row["modes"] or () if mode is not None and (row["event_type"], mode) not in MODES]


def foreign_cameo(row: Row) -> list[str]:
    """Name the CAMEO code if it is none, or not one of the event's type."""
    code = row["cameo_code"]
    known = CAMEO_OF_TYPE.get(row["event_type"])
    return [repr(code)] if code is not None and known is not None and code not in known else []


def unknown_contexts(row: Row) -> list[str]:
    """Name the contexts that PLOVER has not."""
    return _unknown(row, "contexts", CONTEXTS)


def unknown_auxiliary(row: Row) -> list[str]:
    """Name the auxiliary modes that PLOVER has not."""
    return _unknown(row, "auxiliary", AUXILIARIES)


def unknown_stances(row: Row) -> list[str]:
    """Name the claims whose stance is not in the vocabulary."""
    stances = [(place, claim["stance"]) for place, claim in each(row, "attribution")]
    return [f"{place}: {stance}" for place, stance in stances if stance is not None and stance not in STANCES]


def unknown_countries(row: Row) -> list[str]:
    """Name the parties whose country is neither a country nor supranational, and the place that is in no country."""
    codes = [(place, party["country"], COUNTRIES | SUPRANATIONAL) for place, party in parties(row)]
    codes += [(place, where["country"], COUNTRIES) for place, where in each(row, "location")]
    return [f"{place}: {code}" for place, code, known in codes if code is not None and code not in known]


def unknown_sectors(row: Row) -> list[str]:
    """Name the parties with a sector that PLOVER has not."""
    return [f"{place}: {word}" for place, party in parties(row) for word in _unknown(party, "sectors", SECTORS)]


def missing_recipient(row: Row) -> list[str]:
    """Name the type if it requires a recipient and there is none; the sides of a mutual event are its actors."""
    known = TYPES.get(row["event_type"])
    served = row["recipients"] or len(row["actors"] or ()) > 1
    return [row["event_type"]] if known and known.needs_recipient and not served else []


def bad_coordinates(row: Row) -> list[str]:
    """Name the coordinate that is not a number of degrees in range, or that stands alone."""
    return [name for _, where in each(row, "location") for name in _bad_degrees(where["latitude"], where["longitude"])]


def _bad_degrees(latitude: float | None, longitude: float | None) -> list[str]:
    if (latitude is None) != (longitude is None):
        return ["latitude" if latitude is None else "longitude"]
    limits = (("latitude", latitude, 90), ("longitude", longitude, 180))
    return [name for name, degrees, limit in limits if degrees is not None and not abs(degrees) <= limit]


def bad_counts(row: Row) -> list[str]:
    """Name the counts that are negative, upside down, or bounded on neither side."""
    return [place for place, count in each(row, "counts") if not _ordered(count["minimum"], count["maximum"])]


def _ordered(minimum: int | None, maximum: int | None) -> bool:
    bounds = [bound for bound in (minimum, maximum) if bound is not None]
    return bool(bounds) and bounds[0] >= 0 and bounds == sorted(bounds)


def incomplete_date(row: Row) -> list[str]:
    """Name the date columns that are null where others are not: they come together or not at all."""
    names = ("event_date", "event_date_end", "date_granularity", "date_source")
    absent = [name for name in names if row[name] is None]
    return absent if len(absent) < len(names) else []


CHECKS: dict[str, Callable[[Row], list[str]]] = {
    "missing_values": missing_values,
    "foreign_modes": foreign_modes,
    "foreign_cameo": foreign_cameo,
    "unknown_contexts": unknown_contexts,
    "unknown_auxiliary": unknown_auxiliary,
    "unknown_stances": unknown_stances,
    "unknown_countries": unknown_countries,
    "unknown_sectors": unknown_sectors,
    "missing_recipient": missing_recipient,
    "bad_coordinates": bad_coordinates,
    "bad_counts": bad_counts,
    "incomplete_date": incomplete_date,
}
