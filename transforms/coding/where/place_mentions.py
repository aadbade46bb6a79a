"""Mentions of places: "in Aleppo", "near the city of Kunduz, Afghanistan", "visited Riyadh", "the Kabul bombing"."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Token

from transforms.coding.lexicon import files, remembered, rows
from transforms.coding.parse.columns import columns
from transforms.coding.where.placenames import (
    capital_of,
    cities,
    countries,
    country_name,
    demonyms,
    fold,
    not_places,
    regions,
)

LONGEST = 4
FURTHEST = 9
NAMES = ("NNP", "NNPS", "NN", "NNS", "JJ", "FW")
MOVED = ("to", "from", "of")
POSSESSIVE = ("'s", "’s", "'", "’")
PASSING = frozenset({"of", "-", "the", "three", "two", *POSSESSIVE})
PASSED = ("of", ",", "-", "(", "in", "the")


class Mention(NamedTuple):
    """A place that something is said to be at.

    Attributes:
        first: Index of its first token.
        stop: Index behind its last one.
        name: The name to look up.
        inside: Codes of the country, and of the region, that stand beside it ("Tripoli, Lebanon").
        how: `at` behind a preposition, `object` of a verb, `compound` before a noun.
        anchor: Index of the word whose place in the parse counts: the preposition, the name, the noun behind it.
        unknown: Whether no gazetteer knows it ("the village of" + a name).
    """

    first: int
    stop: int
    name: str
    inside: tuple[str, ...]
    how: str
    anchor: int
    unknown: bool = False


@remembered
def place_words() -> dict[str, frozenset[str]]:
    """Return data/place_words.tsv: the words of each kind."""
    found: dict[str, set[str]] = {kind: set() for kind in ("at", "on", "move", "leave", "kind", "part", "event")}
    for file in files("place_words.tsv"):
        for row in rows(file, 2):
            word, kind = row.cells
            if kind not in found:
                raise row.error(f"{kind!r} is none of {', '.join(found)}")
            found[kind].add(word)
    return {kind: frozenset(some) for kind, some in found.items()}


def find(doc: Doc) -> Iterator[Mention]:
    """Yield the mentions of places, in the order of the text."""
    known, happening, where = columns(doc), place_words()["event"], place_words()["at"] | place_words()["on"]
    for i, (word, tag, dep) in enumerate(zip(known.lower, known.tag, known.dep, strict=True)):
        if word in where or (word in MOVED and _moved(doc[i])):
            if tag in ("IN", "RB", "RP", "TO") and (found := _behind(doc, i)):
                yield found
        elif word == "of" and dep == "prep" and (found := _of(doc, doc[i])):
            yield found
        elif tag in ("NNP", "NNPS") and (
            dep in ("dobj", "nsubjpass") or (dep == "compound" and known.lower[known.head[i]] in happening)
        ):
            yield from _bare(doc, doc[i])


def _of(doc: Doc, of: Token) -> Mention | None:
    """Return the town or region of "the siege of Homs", "abandoned the town of Homs"."""
    holder = of.head
    kind = holder.lower_ in place_words()["kind"] and holder.dep_ in ("dobj", "nsubjpass", "pobj")
    if not kind and not is_event(holder):
        return None
    found = _behind(doc, of.i)
    if not found or found.unknown or fold(found.name) in countries():
        return found if found and found.unknown and kind else None
    return found._replace(anchor=holder.i) if kind else found._replace(how="of")


def is_event(token: Token) -> bool:
    """Say whether a noun stands for something that happens at a place."""
    return token.lower_ in place_words()["event"]


def _moved(token: Token) -> bool:
    """Say whether a preposition says where: "travelled to", "deported from", "pulled out of"."""
    above, table = token.head, place_words()
    if token.lower_ == "of":
        return above.lower_ == "out" and above.head.lower_ in table["leave"]
    kind = {"to": "move", "from": "leave"}.get(token.lower_)
    mover = above.head if above.dep_ == "dobj" else above
    return kind is not None and (above.lower_ in table[kind] or mover.lower_ in table[kind])


def _bare(doc: Doc, token: Token) -> Iterator[Mention]:
    """Yield a town or region that is an object or stands before a noun; a country there takes part, it is no place."""
    first, known = token.i, columns(doc)
    while first and known.dep[first - 1] == "compound" and known.head[first - 1] == token.i:
        first -= 1
    name = doc[first : token.i + 1].text
    if fold(name) not in countries() and _known(name):
        how = "compound" if token.dep_ == "compound" else "object"
        inside, _ = _beside(doc, token.i + 1) if how == "object" else ((), 0)
        yield Mention(first, token.i + 1, name, inside, how, token.head.i if how == "compound" else token.i)


def _behind(doc: Doc, preposition: int) -> Mention | None:
    """Return the place named behind a preposition: determiners, kinds, parts and a possessor are passed over."""
    table, at = place_words(), preposition + 1
    text, lower, tag, *_ = columns(doc)
    kind, owner = lower[preposition] not in table["on"], None
    inside: tuple[str, ...] = ()
    while at < min(preposition + FURTHEST, len(doc)):
        word = lower[at]
        if text[at][:1].isupper() and tag[at] in NAMES:
            found = _named(doc, at, preposition) if kind else None
            if not found and (seat := _capital(doc, at, preposition)):
                return seat
            if not found and at + 1 < len(doc) and not (lower[at - 1] == "of" and kind) and _kind_ahead(doc, at):
                inside = (demonyms()[word],) if word in demonyms() else inside
                at += 1
                continue
            if not found or not _possessive(doc, found.stop):
                of_kind = lower[at - 1] == "of" and lower[at - 2] in table["kind"]
                found = found or (_unknown(doc, at, preposition) if of_kind else None)
                return found._replace(inside=(*found.inside, *inside)) if found else _owned(owner, doc, at)
            owner, inside, at = found, (countries().get(fold(found.name), ("",))[0],), found.stop
        elif word in table["kind"] or word in table["part"]:
            kind = True
        elif not _passed(doc, at):
            return _owned(owner, doc, at)
        if word in demonyms():
            inside = (demonyms()[word],)
        at += 1
    return _owned(owner, doc, at)


def _passed(doc: Doc, at: int) -> bool:
    """Say whether a word may stand between a preposition and a name: "the rebel-held town of", "the old"."""
    known = columns(doc)
    return known.tag[at] in ("DT", "JJ", "PRP$") or known.lower[at] in PASSING or _kind_ahead(doc, at)


def _kind_ahead(doc: Doc, at: int) -> bool:
    """Say whether a noun of place and "of" follow a name: "the Red Sea port of"."""
    kinds, ahead = place_words()["kind"], columns(doc).lower[at + 1 : at + 6]
    return "of" in ahead[1:] and any(one in kinds and next_ == "of" for one, next_ in pairwise(ahead))


def _owned(owner: Mention | None, doc: Doc, at: int) -> Mention | None:
    """Return the country of "in Sudan's west"; the capital of "in Sudan's capital"; else nothing."""
    if not owner:
        return None
    iso = countries()[fold(owner.name)][0]
    between = {word.lower_ for word in doc[owner.stop : at]}
    town = capital_of(iso) if "capital" in between else None
    if town:
        return owner._replace(stop=at, name=town, inside=(iso,))
    return owner if between & (place_words()["kind"] | place_words()["part"]) else None


def _capital(doc: Doc, at: int, preposition: int) -> Mention | None:
    """Return the capital of "in the Somali capital", the country of "in the Somali north"."""
    iso = demonyms().get(doc[at].lower_)
    if not iso or at + 1 >= len(doc) or _kind_ahead(doc, at):
        return None
    town = capital_of(iso) if doc[at + 1].lower_ == "capital" else None
    if town:
        return Mention(at, at + 2, town, (iso,), "at", preposition)
    behind = {word.lower_ for word in doc[at + 1 : at + 4]}
    part = behind & (place_words()["kind"] | place_words()["part"])
    return Mention(at, at + 1, country_name(iso) or "", (iso,), "at", preposition) if part else None


def _possessive(doc: Doc, at: int) -> bool:
    return at < len(doc) and columns(doc).tag[at] == "POS"


def _named(doc: Doc, first: int, preposition: int) -> Mention | None:
    """Return the longest known name that begins at a token, with the country that stands beside it."""
    text = columns(doc).text
    for stop in range(min(first + LONGEST, len(doc)), first, -1):
        if text[stop - 1][:1].isalpha() and _known(name := doc[first:stop].text):
            if _goes_on(doc, stop) or (_possessive(doc, stop) and fold(name) not in countries()):
                return None
            return Mention(first, stop, name, _beside(doc, stop)[0], "at", preposition)
    return None


def _known(name: str) -> bool:
    folded = fold(name)
    if folded in not_places():
        return False
    return folded in countries() or folded in regions() or bool(cities(name))


def _goes_on(doc: Doc, stop: int) -> bool:
    """Say whether a name is only the beginning of another one ("in Paris Match", not "in Borno State")."""
    if stop >= len(doc):
        return False
    text, lower, tag, *_ = columns(doc)
    if lower[stop] in ("government", "embassy", "army", "military", "police", "president", "team", "troops"):
        return True
    return tag[stop] in ("NNP", "NNPS") and text[stop][:1].isupper() and lower[stop] not in place_words()["kind"]


def _beside(doc: Doc, stop: int) -> tuple[tuple[str, ...], int]:
    """Return the codes of the country or region named behind a comma or "in", and the index behind it."""
    at, table, lower = stop, place_words(), columns(doc).lower
    while at < min(len(doc), stop + 6) and (
        lower[at] in PASSED or lower[at] in table["part"] or lower[at] in table["kind"]
    ):
        at += 1
    if at == stop or at >= len(doc):
        return (), stop
    for behind in range(min(at + LONGEST, len(doc)), at, -1):
        name = fold(doc[at:behind].text)
        if name in regions():
            region = regions()[name]
            return tuple(filter(None, (region.country, region.admin1))), behind
        if name in countries():
            return (countries()[name][0],), behind
    return (), stop


def _unknown(doc: Doc, first: int, preposition: int) -> Mention:
    """Return the place named behind "the village of", though no gazetteer knows it."""
    stop = first + 1
    while stop < len(doc) and stop < first + LONGEST and doc[stop].tag_ == "NNP":
        stop += 1
    return Mention(first, stop, doc[first:stop].text, _beside(doc, stop)[0], "at", preposition, unknown=True)
