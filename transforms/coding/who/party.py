"""Somebody who takes part: a mention, what it was resolved to, and by which rule."""

from typing import NamedTuple

from schemas.event import Actor

STANDINGS = (
    "state",
    "office",
    "igo",
    "armed",
    "society",
    "organisation",
    "business",
    "media",
    "person",
    "place",
    "pronoun",
    "other",
)


class Party(NamedTuple):
    """Somebody who takes part.

    Attributes:
        actor: The mention with its canonical name, country and sectors.
        standing: One of `STANDINGS`: its class in the codebook's sense; `other` is no political actor.
        rule: By which rule it was resolved, in a few words.
    """

    actor: Actor
    standing: str
    rule: str
