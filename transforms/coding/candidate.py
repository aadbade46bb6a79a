"""An event in the making: which words, which type, whose dependents."""

from typing import NamedTuple

from spacy.tokens import Token


class Candidate(NamedTuple):
    """An event in the making.

    Attributes:
        head: The verb or noun whose dependents hold the parties, the date and the place.
        words: The words that report the happening (verb, particle, event noun), in order; `head` is one of them.
        event_type: PLOVER type.
        modes: PLOVER modes.
        cameo: CAMEO code as deep as the pattern allows.
        weight: How strong the pattern is, 0 to 1.
        actors: Heads of the noun phrases that act.
        recipients: Heads of the noun phrases that are acted upon.
        auxiliary: What operators said of it (historical, future, hypothetical, negation).
        path: How it came about: entry, pattern, operators, role links.
    """

    head: Token
    words: tuple[Token, ...]
    event_type: str
    modes: tuple[str, ...] = ()
    cameo: str = ""
    weight: float = 1.0
    actors: tuple[Token, ...] = ()
    recipients: tuple[Token, ...] = ()
    auxiliary: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
