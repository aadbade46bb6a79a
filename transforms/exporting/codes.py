"""Codes of other code books: countries, CAMEO's actors, Goldstein's scale."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from schemas.vocabulary import rows
from transforms.exporting.layout import DATA


class Country(NamedTuple):
    """A country elsewhere: ISO 3166-1 alpha-2, FIPS 10-4, Correlates of War, CAMEO; empty where it has no code."""

    alpha2: str
    fips: str
    cow: str
    cameo: str


class CameoActor(NamedTuple):
    """An actor as GDELT's columns have it: CAMEO codes, empty where it has none."""

    code: str = ""
    country: str = ""
    group: str = ""
    types: tuple[str, ...] = ()


COUNTRY: dict[str, Country] = {
    code: Country(alpha2, fips, cow, cameo or code)
    for code, alpha2, fips, cow, cameo in rows(DATA / "countries.tsv", columns=5)
}
_ACTORS = {code: (country, group, kind) for code, country, group, kind in rows(DATA / "actors.tsv", columns=4)}
_GOLDSTEIN = {code: float(scale) for code, scale in rows(DATA / "goldstein.tsv", columns=2)}
_QUAD_CLASSES = ((5, 1), (8, 2), (13, 3), (20, 4))
MOST_TYPES = 3


def cameo_actor(party: Mapping[str, Any] | None) -> CameoActor:
    """Return the CAMEO codes of an actor.

    >>> cameo_actor({"country": "ROU", "sectors": ["JRN", "PTY"]})
    CameoActor(code='ROMMED', country='ROM', group='', types=('MED',))
    >>> cameo_actor({"country": "UNO", "sectors": []}).code
    'IGOUNO'
    """
    if party is None:
        return CameoActor()
    state = COUNTRY.get(party["country"] or "")
    country, group, kind = _ACTORS.get(party["country"] or "", ("", "", ""))
    country = state.cameo if state else country
    kinds = [kind, *(_ACTORS.get(sector, ("", "", ""))[2] for sector in party["sectors"])]
    types = tuple(dict.fromkeys(filter(None, kinds)))[:MOST_TYPES]
    words = [*types[:1], country, group, *types[1:]] if group else [country, *types]
    return CameoActor("".join(words), country, group, types)


def cameo_code(code: str) -> str:
    """Return a CAMEO code of three digits or more: a bare root is its unspecified code.

    >>> cameo_code("19"), cameo_code("0251")
    ('190', '0251')
    """
    return f"{code}0" if len(code) == 2 else code  # noqa: PLR2004


def goldstein(code: str) -> float:
    """Return the Goldstein scale of a CAMEO code: its own, or that of the code above it.

    >>> goldstein("190"), goldstein("1823"), goldstein("0334"), goldstein("176")
    (-10.0, -10.0, 6.0, -7.0)
    """
    while code not in _GOLDSTEIN:
        code = code[:-1]
    return _GOLDSTEIN[code]


def quad_class(code: str) -> int:
    """Return the quad class of a CAMEO code: 1 and 2 verbal and material cooperation, 3 and 4 conflict.

    >>> quad_class("020"), quad_class("0874"), quad_class("120"), quad_class("145")
    (1, 2, 3, 4)
    """
    return next(number for last, number in _QUAD_CLASSES if int(code[:2]) <= last)
