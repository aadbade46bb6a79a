"""How many were killed, arrested, displaced: numbers of people, tied to an event by the paths of the parse."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from spacy.tokens import Token

from schemas.event import Count
from transforms.coding.attachment import by_distance
from transforms.coding.candidate import Candidate
from transforms.coding.dates import expressions
from transforms.coding.lexicon import files, rows
from transforms.coding.quantities import Quantity, find
from transforms.coding.story import Story

STANDS = ("object", "subject", "adjective", "noun", "of", "toll", "people", "person", "loose")
FORCE = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID", "SANCTION", "COOPERATE", "AGREE", "THREATEN")
HARM = ("killed", "injured", "shot", "abducted", "casualties")
HARMFUL = ("ASSAULT", "COERCE", "PROTEST", "THREATEN", "ACCUSE", "SANCTION", "RETREAT")
NEAREST = 20
PERSONS = ("ers", "ors", "ists", "ants", "ians", "ees", "men", "girls", "boys", "ans", "is", "ese")
FURTHEST = 6
QUANTIFIERS = frozenset(
    ["dozens", "scores", "hundreds", "thousands", "tens", "millions", "number", "couple", "handful"]
)


class Counted(NamedTuple):
    """A number of people: what happened to them, the word that says so, and how many."""

    kind: str
    anchor: Token
    quantity: Quantity


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {stand: {} for stand in STANDS}
    for file in files("counts.tsv"):
        for row in rows(file, 3):
            word, stand, kind = row.cells
            if stand not in found or not kind:
                raise row.error(f"{stand!r} is none of {', '.join(STANDS)}, or no kind is given")
            found[stand][word] = kind
    return found


def count_people(candidate: Candidate, story: Story) -> tuple[Count, ...]:
    """Return the numbers of people of an event, one of each kind, the nearest first."""
    counted = _counted(story)
    found: dict[str, Count] = {}
    for far, index in by_distance([each.anchor for each in counted], candidate, story):
        kind, _, quantity = counted[index]
        if far < NEAREST and _fits(kind, candidate) and kind not in found:
            words = story.words(quantity.first, quantity.stop)
            found[kind] = Count(kind, quantity.minimum, quantity.maximum, *words)
    return tuple(found.values())


def _fits(kind: str, candidate: Candidate) -> bool:
    return candidate.event_type in HARMFUL if kind in HARM else True


def _counted(story: Story) -> tuple[Counted, ...]:
    """Return the numbers of people of an article, in the order of the words that say what happened to them."""
    if "counts" not in story.memory:
        dates = {i for each in expressions(story) for i in range(each.expression.first, each.expression.stop)}
        numbers = (each for each in find(story.doc) if each.number not in dates)
        found = [each for quantity in numbers for each in _read(quantity, story)]
        story.memory["counts"] = tuple(sorted(found, key=lambda each: each.anchor.i))
    return cast(tuple[Counted, ...], story.memory["counts"])


def _read(quantity: Quantity, story: Story) -> Iterator[Counted]:
    """Yield what is said of so many: each predicate that they stand under."""
    people = _people(story.doc[quantity.first : quantity.stop].root, quantity)
    table = _table()
    if people.lower_ in table["noun"]:
        yield Counted(table["noun"][people.lower_], people, quantity)
        return
    kinds = [each for each in _predicates(people) if _is_person(people) or each[0] not in table["loose"].values()]
    for kind, anchor in kinds:
        yield Counted(kind, anchor, quantity)
    if not kinds and people.lower_ in table["people"]:
        yield Counted(table["people"][people.lower_], people, quantity)


def _is_person(noun: Token) -> bool:
    """Say whether a counted noun is people: a listed one, one that ends like it, or a bare number."""
    table, word = _table(), noun.lower_
    return noun.tag_ == "CD" or word in table["people"] or word in table["person"] or word.endswith(PERSONS)


def _people(number: Token, quantity: Quantity) -> Token:
    """Return the counted noun: what the number modifies, what stands behind its "of", or the number itself."""
    if number.dep_ in ("nummod", "quantmod", "amod", "det", "compound", "nmod") and number.head.i > number.i:
        return number.head
    of = next((child for child in number.rights if child.lower_ == "of"), None)
    inner = next((child for child in of.rights if child.dep_ == "pobj"), None) if of else None
    return number if inner is None or inner.i > quantity.stop + FURTHEST else inner


def _predicates(people: Token) -> Iterator[tuple[str, Token]]:
    """Yield (kind, word) of the verbs, adjectives and nouns that say what happened to people."""
    top, table = _top(people), _table()
    head = top.head
    place = _stand(top)
    word = head.lower_
    if place and (kind := table[place].get(word)):
        yield kind, head
    elif top.dep_ == "pobj" and head.lower_ in ("of", "to", "at") and (kind := _behind_noun(head)):
        yield kind, head.head
    for child in top.children:
        if child.dep_ in ("acl", "relcl") and child.tag_ in ("VBN", "VBD") and child.lower_ in table["object"]:
            passive = child.tag_ == "VBN" and (child.dep_ == "acl" or any(c.dep_ == "nsubjpass" for c in child.lefts))
            if passive:
                yield table["object"][child.lower_], child
        elif child.lower_ in table["adjective"]:
            yield table["adjective"][child.lower_], head
    if head.tag_.startswith("VB"):
        yield from ((table["adjective"][c.lower_], head) for c in head.children if c.lower_ in table["adjective"])


def _top(people: Token) -> Token:
    """Return the noun that stands for people in its clause: "dozens" of "dozens of people", the first of a list."""
    for _ in range(FURTHEST):
        above = people.head
        of = people.dep_ == "pobj" and above.lower_ == "of"
        if of and (above.head.lower_ in QUANTIFIERS or above.head.tag_ == "CD"):
            people = above.head
        elif people.dep_ == "conj" and above.tag_[:2] in ("NN", "PR", "CD"):
            people = above
        else:
            break
    return people


def _stand(top: Token) -> str:
    """Return where people stand under their verb: object, subject, or nowhere."""
    if top.dep_ in ("dobj", "nsubjpass"):
        return "object"
    return "subject" if top.dep_ == "nsubj" else ""


def _behind_noun(preposition: Token) -> str | None:
    """Return the kind of "the killing of five", "a death toll of 40", "the toll rose to 40"."""
    noun = preposition.head
    kind = _table()["of"].get(noun.lower_) or _table()["toll"].get(noun.lower_)
    subject = next((child for child in noun.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    return kind or (_table()["toll"].get(subject.lower_) if subject is not None else None)
