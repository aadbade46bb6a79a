"""Events as rows of GDELT 2.0: 61 cells, a row for each pair of an actor and a recipient."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from schemas.plover import COUNTRIES
from transforms.exporting.codes import COUNTRY, CameoActor, cameo_actor, cameo_code, goldstein, quad_class
from transforms.exporting.layout import GDELT
from transforms.exporting.pairs import pairs
from transforms.exporting.plain import plain, plain_url

ID_DIGITS = 13  # hexadecimal: below 2^52, which doubles (R, JavaScript, spreadsheets) hold exactly
OWN_DIVISIONS = {"GBR", "GRC", "BEL", "CHE", "MNE"}  # GeoNames does not number their first divisions by FIPS
COUNTRY_PLACE, US_STATE, US_CITY, CITY, REGION, NO_PLACE = 1, 2, 3, 4, 5, 0
Cells = dict[str, str]


def gdelt_rows(event: Mapping[str, Any]) -> Iterator[list[str]]:
    """Yield the rows of an event that happened on a day, each with 61 cells of one line without tabs.

    The ids of an event's rows follow each other; the first, in hexadecimal, begins `event_id`.

    Args:
        event: A row of `events` with `url` of its article and, after `dateline link`, `reports` and `sources`.
    """
    shared = {**_when(event), **_what(event), **_where(event["location"]), **_heard(event)}
    for number, (actor, recipient) in enumerate(pairs(event)):
        row_id = {"GLOBALEVENTID": str(int(event["event_id"][:ID_DIGITS], 16) + number)}
        cells = {**row_id, **shared, **_actor("Actor1", actor), **_actor("Actor2", recipient)}
        yield [cells.get(column.name, "") for column in GDELT]


def _when(event: Mapping[str, Any]) -> Cells:
    day: dt.date = event["event_date"]
    fraction = ((day.month - 1) * 30 + day.day) / 365
    return {
        "SQLDATE": f"{day:%Y%m%d}".zfill(8),
        "MonthYear": f"{day:%Y%m}".zfill(6),
        "Year": str(day.year),
        "FractionDate": f"{day.year + fraction:.4f}",
        "DATEADDED": f"{event['ingested_at'].astimezone(dt.UTC):%Y%m%d%H%M%S}".zfill(14),
    }


def _what(event: Mapping[str, Any]) -> Cells:
    code = cameo_code(event["cameo_code"])
    return {
        "IsRootEvent": str(int(event["sentence"]["index"] == 0)),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": str(quad_class(code)),
        "GoldsteinScale": str(goldstein(code)),
    }


def _heard(event: Mapping[str, Any]) -> Cells:
    articles = event.get("reports") or 1
    return {
        "NumMentions": str(event.get("mentioned") or 1 + len(event["mentions"])),
        "NumSources": str(event.get("sources") or 1),
        "NumArticles": str(articles),
        "SOURCEURL": plain_url(event["url"]) if event["url"] else plain(event["article_id"]),
    }


def _actor(side: str, party: Mapping[str, Any] | None) -> Cells:
    codes: CameoActor = cameo_actor(party)
    types = {f"{side}Type{number}Code": code for number, code in enumerate(codes.types, 1)}
    return {
        f"{side}Code": codes.code,
        f"{side}Name": plain(party["name"] or party["text"]).upper() if party else "",
        f"{side}CountryCode": codes.country,
        f"{side}KnownGroupCode": codes.group,
        f"{side}Geo_Type": str(NO_PLACE),
        **types,
    }


def _where(place: Mapping[str, Any] | None) -> Cells:
    if place is None:
        return {"ActionGeo_Type": str(NO_PLACE)}
    country = place["country"] or ""
    fips = COUNTRY[country].fips if country in COUNTRY else ""
    kind = _kind(place)
    return {
        "ActionGeo_Type": str(kind),
        "ActionGeo_FullName": _full_name(place, kind),
        "ActionGeo_CountryCode": fips,
        "ActionGeo_ADM1Code": fips + _division(place),
        "ActionGeo_Lat": _degrees(place["latitude"]),
        "ActionGeo_Long": _degrees(place["longitude"]),
        "ActionGeo_FeatureID": fips if kind == COUNTRY_PLACE else "",
    }


def _kind(place: Mapping[str, Any]) -> int:
    american = place["country"] == "USA"
    if place["geonames_id"] is not None:
        return US_CITY if american else CITY
    if place["name"] in {None, COUNTRIES.get(place["country"] or "")}:
        return COUNTRY_PLACE if place["country"] else NO_PLACE
    return US_STATE if american else REGION


def _full_name(place: Mapping[str, Any], kind: int) -> str:
    country = COUNTRIES.get(place["country"] or "", "")
    names = [country] if kind == COUNTRY_PLACE else [place["name"] or place["text"], country]
    return ", ".join(filter(None, map(plain, names)))


def _division(place: Mapping[str, Any]) -> str:
    return "" if place["country"] in OWN_DIVISIONS else place["admin1"] or ""


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")
