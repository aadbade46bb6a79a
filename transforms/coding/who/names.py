"""Who bears a name: people of the story by full name and by surname, and what an apposition says of them."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who import persons
from transforms.coding.who.focus import focus
from transforms.coding.who.gazetteer import FAMILY_NAME_FIRST, matches, pieces
from transforms.coding.who.persons import Person
from transforms.coding.who.titles import title_before, titles

FEW = 6


class People(NamedTuple):
    """People of a story by full name and surname, in text order; by that and their name; by title; and by token."""

    by_key: dict[str, list[Person]]
    by_both: dict[tuple[str, str | None], list[Person]]
    by_title: dict[str, list[Person]]
    by_token: dict[int, Person]


def people(story: Story) -> People:
    """Return the people of a story; found once a story."""
    known = story.memory.get("people")
    if isinstance(known, People):
        return known
    found = People({}, {}, {}, {})
    story.memory["people"] = found
    for person in persons.find(story):
        found.by_token.update((i, person) for i in range(person.first, person.stop))
        if person.title:
            found.by_title.setdefault(person.title.rsplit(" ", 1)[-1], []).append(person)
        for key in keys(story, person):
            found.by_key.setdefault(key, []).append(person)
            found.by_both.setdefault((key, person.who.name), []).append(person)
    return found


def bearers(token: Token, story: Story) -> list[Person]:
    """Return the mentions of the person whom a name means, the one that tells most first; empty if it means nobody.

    A surname means its last bearer before it; or a leader whose surname the story supports.
    """
    known = people(story)
    here = known.by_token.get(token.i)
    first, stop = (here.first, here.stop) if here else _bare(story, token)
    key = " ".join(_pieces(story.doc, first, stop) if here else _without_particles(_pieces(story.doc, first, stop)))
    mentions = known.by_key.get(key, [])
    if here and here.who.sectors:
        return [here, *mentions[:FEW]]
    if mentions:
        return _of_one(known, key, token.i, here)
    leader = persons.leader(key, story) if key and " " not in key else None
    return [Person(first, stop, leader)] if leader else []


def titled(token: Token, story: Story, office: str | None = None) -> Token | None:
    """Return the last word of the last name that bore a title: who "the president" is; None if nobody did.

    An office of more than one word ("the prime minister") is only whose title is the same.
    """
    borne = [who for who in people(story).by_title.get(token.lower_, []) if office in (None, who.title)]
    at = bisect_right(borne, token.i, key=lambda person: person.stop)
    return story.doc[borne[at - 1].stop - 1] if at else None


def surname_of(token: Token, story: Story) -> bool:
    """Return whether a capitalised word, whatever the parser took it for, is a surname of the story."""
    named = pieces(token.text) if token.text[0].isupper() else ()
    return bool(named) and named[-1] in people(story).by_key


def keys(story: Story, person: Person) -> set[str]:
    """Return the names by which a person may be called later: full name, surname (or first word in East Asia)."""
    named = _pieces(story.doc, person.first, person.stop)
    found = {" ".join(named), named[-1]} if named else set()
    country = person.who.country or next((code for code, _ in focus(story).votes.most_common(1)), None)
    if named and (country in FAMILY_NAME_FIRST or _hyphened(story.doc, person)):
        found.add(named[0])
    return found


def _hyphened(doc: Doc, person: Person) -> bool:
    """Return whether a name ends like Ki-moon: such a one begins with the surname."""
    last, dash = doc[person.stop - 1], doc[person.stop - 2]
    return dash.text == "-" and last.text.islower() and person.stop - person.first > 3  # noqa: PLR2004


def apposed(token: Token) -> Iterator[Token]:
    """Yield the nouns that say what a named person is: "Smith, a lawyer", "the lawyer, Smith", "Smith is a lawyer"."""
    for child in token.rights:
        if child.dep_ == "appos" and child.tag_.startswith("NN"):
            yield child
    head = token.head
    if token.dep_ == "appos" and head.tag_ in ("NN", "NNS"):
        yield head
    if token.dep_ == "nsubj" and head.lower_ in words("being"):
        yield from (child for child in head.rights if child.dep_ == "attr" and child.tag_ == "NN")


def _of_one(known: People, key: str, at: int, here: Person | None) -> list[Person]:
    """Return the mentions of one bearer: the last named before a place in the text, those with a class first."""
    mentions = known.by_key[key]
    before = [person for person in mentions[: 8 * FEW] if person.first <= at] or mentions[:1]
    name = before[-1].who.name if here is None or " " not in (here.who.name or "") else here.who.name
    same = known.by_both[key, name][: 4 * FEW] if (key, name) in known.by_both else []
    if not any(person.who.sectors for person in same):
        same = [person for person in before if person.who.sectors] + same
    return sorted(same, key=lambda person: (_rank(person), person.first))[:FEW]


def _rank(person: Person) -> int:
    """Return how much a mention tells: a title more than an occupation, that more than a name."""
    told = bool(person.who.sectors)
    return 2 - told - (told and (not person.title or person.title in titles()))


def _bare(story: Story, token: Token) -> tuple[int, int]:
    """Return the run of proper nouns that ends at a token, without countries and titles before it."""
    doc, known, first = story.doc, matches(story), token.i
    while first > 0 and token.i - first < FEW and persons.name_like(doc, first - 1) and first - 1 not in known:
        if title_before(doc, first):
            break
        first -= 1
    return first, token.i + 1


def _without_particles(named: list[str]) -> list[str]:
    """Return a bare surname as it is known: "faisal" of "el-Faisal"."""
    while len(named) > 1 and named[0] in words("particle"):
        named = named[1:]
    return named


def _pieces(doc: Doc, first: int, stop: int) -> list[str]:
    named = [piece for token in doc[first:stop] for piece in pieces(token.text)]
    while len(named) > 1 and named[-1] in words("suffix"):
        named.pop()
    return named
