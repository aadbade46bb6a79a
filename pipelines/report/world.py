"""Outlines of the countries, and the point at which a country is shown."""

from pathlib import Path

from pipelines.report.projection import Point
from schemas.vocabulary import rows

FILE = Path(__file__).parent / "world.tsv"


def outlines() -> dict[str, str]:
    """Return the SVG path of each country's outline, in units of the map; countries too small for one are left out."""
    return {code: outline for code, _, _, outline in rows(FILE, columns=4) if outline}


def points() -> dict[str, Point]:
    """Return the point of each country: the middle of its largest part, or its capital."""
    return {code: Point(float(x), float(y)) for code, x, y, _ in rows(FILE, columns=4)}
