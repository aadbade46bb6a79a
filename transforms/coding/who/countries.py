"""What speaks for a mention to be "the country": the state that does something, its ruler, where something happens."""

from spacy.tokens import Token

from transforms.coding.story import Story
from transforms.coding.who.focus import located
from transforms.coding.who.gazetteer import matches

SUBJECTS = frozenset(("nsubj", "nsubjpass"))
ORIGIN = ("from", "with")
LISTED = 0.4  # points of an object, an agent, and of somebody joined to another, whatever is looked for
ABOUT = 0.4  # points of the country that the story is about
RULER, OWNER, THERE, ABROAD = -0.6, 0.8, 1.1, -0.5
UNSURE = -1.4  # points below which "the country" is rather the one that the story is about


def points(other: Token, story: Story, about: str | None) -> float:
    """Return the points of a would-be "country".

    A country that something is done to or in counts as much as a subject, its ruler less, and the one that the story is
    about more.
    """
    match = matches(story).get(other.i)
    entry = match.entries[0] if match else None
    own = ABOUT if entry and about and entry.country == about else 0.0
    if entry is None or entry.kind == "leader":
        return own + RULER
    first = other.head if other.dep_ == "conj" else other
    if first.dep_ == "pobj" and first.head.lower_ in ORIGIN:
        return own + ABROAD - (LISTED if first is not other else 0.0)
    if other.dep_ == "poss" and other.head.dep_ in SUBJECTS:
        return own + OWNER
    return own + (THERE if other.dep_ == "dobj" or (entry.kind == "country" and located(other)) else 0.0)


def of_the_story(near: list[Token], story: Story, about: str) -> Token | None:
    """Return the last near mention of the country that a story is about: "the country" where no other one fits."""
    for token in reversed(near):
        match = matches(story).get(token.i)
        if match and match.entries[0].country == about and match.entries[0].kind in ("country", "leader"):
            return token
    return None
