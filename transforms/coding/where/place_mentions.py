"""Mentions of places: "in Aleppo", "near the city of Kunduz, Afghanistan", "visited Riyadh", "the Kabul bombing"."""

from collections.abc import Iterator
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
WITHIN = ("of", "-", "the", "three", "two")
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
    words, known = place_words(), columns(doc)
    for i, (word, tag) in enumerate(zip(known.lower, known.tag, strict=True)):
        at = word in words["at"] or word in words["on"]
        if not (at or word in MOVED or tag in ("NNP", "NNPS")):
            continue
        token = doc[i]
        if at or _moved(token):
            if token.tag_ in ("IN", "RB", "RP", "TO") and (found := _behind(doc, token.i)):
                yield found
        elif token.lower_ == "of" and token.dep_ == "prep" and (found := _of(doc, token)):
            yield found
        elif token.tag_ in ("NNP", "NNPS") and token.dep_ in ("dobj", "nsubjpass", "compound"):
            yield from _bare(doc, token)


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
    first = token.i
    while first and doc[first - 1].dep_ == "compound" and doc[first - 1].head.i == token.i:
        first -= 1
    name = doc[first : token.i + 1].text
    if token.dep_ == "compound" and token.head.lower_ not in place_words()["event"]:
        return
    if fold(name) not in countries() and _known(name):
        how = "compound" if token.dep_ == "compound" else "object"
        inside, _ = _beside(doc, token.i + 1) if how == "object" else ((), 0)
        yield Mention(first, token.i + 1, name, inside, how, token.head.i if how == "compound" else token.i)


def _behind(doc: Doc, preposition: int) -> Mention | None:
    """Return the place named behind a preposition: determiners, kinds, parts and a possessor are passed over."""
    table, at = place_words(), preposition + 1
    kind, owner = doc[preposition].lower_ not in table["on"], None
    inside: tuple[str, ...] = ()
    while at < min(preposition + FURTHEST, len(doc)):
        word = doc[at]
        if word.text[:1].isupper() and word.tag_ in NAMES:
            found = _named(doc, at, preposition) if kind else None
            if not found and (seat := _capital(doc, at, preposition)):
                return seat
            if not found and at + 1 < len(doc) and not (doc[at - 1].lower_ == "of" and kind) and _kind_ahead(doc, at):
                inside = (demonyms()[word.lower_],) if word.lower_ in demonyms() else inside
                at += 1
                continue
            if not found or not _possessive(doc, found.stop):
                of_kind = doc[at - 1].lower_ == "of" and doc[at - 2].lower_ in table["kind"]
                found = found or (_unknown(doc, at, preposition) if of_kind else None)
                return found._replace(inside=(*found.inside, *inside)) if found else _owned(owner, doc, at)
            owner, inside, at = found, (countries().get(fold(found.name), ("",))[0],), found.stop
        elif word.lower_ in table["kind"] or word.lower_ in table["part"]:
            kind = True
        elif not _passed(doc, at):
            return _owned(owner, doc, at)
        if word.lower_ in demonyms():
            inside = (demonyms()[word.lower_],)
        at += 1
    return _owned(owner, doc, at)


def _passed(doc: Doc, at: int) -> bool:
    """Say whether a word may stand between a preposition and a name: "the rebel-held town of", "the old"."""
    word = doc[at]
    return word.tag_ in ("DT", "JJ", "PRP$") or word.lower_ in (*WITHIN, *POSSESSIVE) or _kind_ahead(doc, at)


def _kind_ahead(doc: Doc, at: int) -> bool:
    """Say whether a noun of place and "of" follow a name: "the Red Sea port of"."""
    kinds = place_words()["kind"]
    return any(doc[i].lower_ in kinds and doc[i + 1].lower_ == "of" for i in range(at + 1, min(at + 5, len(doc) - 1)))


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
    return at < len(doc) and doc[at].tag_ == "POS"


def _named(doc: Doc, first: int, preposition: int) -> Mention | None:
    """Return the longest known name that begins at a token, with the country that stands beside it."""
    for stop in range(min(first + LONGEST, len(doc)), first, -1):
        name = doc[first:stop].text
        if doc[stop - 1].text[:1].isalpha() and _known(name):
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
    word = doc[stop]
    if word.lower_ in ("government", "embassy", "army", "military", "police", "president", "team", "troops"):
        return True
    return word.tag_ in ("NNP", "NNPS") and word.text[:1].isupper() and word.lower_ not in place_words()["kind"]


def _beside(doc: Doc, stop: int) -> tuple[tuple[str, ...], int]:
    """Return the codes of the country or region named behind a comma or "in", and the index behind it."""
    at, table = stop, place_words()
    while at < min(len(doc), stop + 6) and (
        doc[at].lower_ in PASSED or doc[at].lower_ in table["part"] or doc[at].lower_ in table["kind"]
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
