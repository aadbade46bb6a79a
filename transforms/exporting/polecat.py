"""Events as rows of POLECAT: 40 cells, several values of a cell parted by `; `, a missing one `None`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from transforms.exporting.codes import COUNTRY
from transforms.exporting.layout import POLECAT
from transforms.exporting.plain import plain, plain_item

MISSING = "None"
QUAD_CODES = {
    1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT",
}  # fmt: skip
Cells = dict[str, str]


def polecat_row(event: Mapping[str, Any]) -> list[str]:
    """Return the row of an event that happened on a day: 40 cells of one line without tabs.

    Args:
        event: A row of `events` with `publisher` and `language` of its article.
    """
    cells = {
        **_what(event), **_parties("Actor", event["actors"]), **_parties("Recipient", event["recipients"]),
        **_where(event["location"]),
        "Source": plain(event["publisher"]),
        "Publication Date": f"{event['published_at']:%Y-%m-%d}" if event["published_at"] else "",
        "Language": plain(event["language"]) or "en",
        "Version": plain(event["coder_version"]),
    }  # fmt: skip
    return [cells.get(column.name) or MISSING for column in POLECAT]


def _what(event: Mapping[str, Any]) -> Cells:
    historical = [word for word in event["auxiliary"] if word == "historical"]
    return {
        "Event ID": event["event_id"],
        "Event Date": event["event_date"].isoformat(),
        "Event Type": event["event_type"],
        "Event Mode": _list(event["modes"]),
        "Intensity": str(event["score"]),
        "Quad Code": QUAD_CODES[event["quad_class"]],
        "Contexts": _list([*event["contexts"], *historical]),
    }


def _parties(side: str, parties: Sequence[Mapping[str, Any]]) -> Cells:
    if not parties:
        return {}
    return {
        f"{side} Name": _list(party["name"] for party in parties),
        f"{side} Country": _list(party["country"] for party in parties),
        f"{side} COW": _list(_cow(party["country"]) for party in parties),
        f"Primary {side} Sector": _list((party["sectors"] or [""])[0] for party in parties),
        f"{side} Sectors": "; ".join("|".join(party["sectors"]) or MISSING for party in parties),
        f"{side} Name Raw": _list(party["text"] for party in parties),
    }


def _where(place: Mapping[str, Any] | None) -> Cells:
    if place is None:
        return {}
    return {
        "Placename": plain(place["name"]),
        "City": plain(place["name"]) if place["geonames_id"] is not None else "",
        "Country": place["country"] or "",
        "Latitude": _number(place["latitude"]),
        "Longitude": _number(place["longitude"]),
        "GeoNames ID": _number(place["geonames_id"]),
        "Raw Placename": plain(place["text"]),
    }


def _cow(country: str | None) -> str:
    return COUNTRY[country].cow if country in COUNTRY else ""


def _number(value: float | None) -> str:
    return "" if value is None else str(value)


def _list(values: Iterable[str | None]) -> str:
    """Join values: one for each party, so that the columns of a party can be laid side by side."""
    return "; ".join(plain_item(value) or MISSING for value in values)
