"""PLOVER's vocabularies, scores and quad classes, and how CAMEO's codes map to its types.

PLOVER (Political Language Ontology for Verifiable Event Records) is the event ontology of the Open Event Data Alliance;
the facts in schemas/data are those of its codebook, draft 0.8 of 2021.
"""

from collections.abc import Iterable
from typing import NamedTuple

from schemas.vocabulary import DATA, meanings, rows

ONTOLOGY_VERSION = "plover-0.8"


class EventType(NamedTuple):
    """A PLOVER event type.

    Attributes:
        quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        cameo_roots: Two-digit CAMEO codes that it takes over.
        score: Intensity of an event without a mode, -10 (conflict) to 10 (cooperation).
        needs_recipient: Whether the codebook requires a recipient.
        description: What happens, in short.
    """

    quad_class: int
    cameo_roots: tuple[str, ...]
    score: float
    needs_recipient: bool
    description: str


def _types() -> dict[str, EventType]:
    return {
        name: EventType(int(quad), tuple(roots.split(",")), float(base), recipient == "yes", description)
        for name, quad, roots, base, recipient, description in rows(DATA / "event_types.tsv", columns=6)
    }


def _modes() -> dict[tuple[str, str], float | None]:
    modes = rows(DATA / "modes.tsv", columns=3, key=2)
    return {(event_type, mode): float(value) if value else None for event_type, mode, value in modes}


def _cameo() -> dict[str, str]:
    codes: dict[str, str] = {}
    for code, meaning, subcodes in rows(DATA / "cameo.tsv", columns=3):
        below = {f"{code}{number}": f"{meaning} ({number})" for number in range(1, int(subcodes or 0) + 1)}
        codes |= {code: meaning, **below}
    return codes


TYPES: dict[str, EventType] = _types()
MODES: dict[tuple[str, str], float | None] = _modes()
CONTEXTS: dict[str, str] = meanings("contexts.tsv")
SECTORS: dict[str, str] = meanings("sectors.tsv")
SUPRANATIONAL: dict[str, str] = meanings("supranational.tsv")
COUNTRIES: dict[str, str] = meanings("countries.tsv")
CAMEO: dict[str, str] = _cameo()
CAMEO_OF_TYPE: dict[str, frozenset[str]] = {
    name: frozenset(code for code in CAMEO if code[:2] in event_type.cameo_roots) for name, event_type in TYPES.items()
}


def score(event_type: str, modes: Iterable[str]) -> float:
    """Return PLOVER's intensity of an event: its strongest mode's where one has a score, else its type's.

    >>> score("ASSAULT", ["beat", "aerial"]), score("PROTEST", ["vandalize"]), score("AID", [])
    (-9.5, -5.0, 10.0)

    Raises:
        KeyError: The type is not PLOVER's, or a mode is not one of that type.
    """
    scores = [value for mode in modes if (value := MODES[event_type, mode]) is not None]
    return max(scores, key=abs, default=TYPES[event_type].score)
