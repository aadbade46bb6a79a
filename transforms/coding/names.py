"""People of a story: who bears a name, by leaders.tsv, a title or an apposition; and who a surname is later."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from transforms.coding import terms
from transforms.coding.entries import Entry
from transforms.coding.focus import focus
from transforms.coding.gazetteer import FAMILY_NAME_FIRST, Match, matches, pieces, table
from transforms.coding.identity import Identity
from transforms.coding.story import Story
from transforms.coding.titles import Agent, agent_at, modifiers, standing_of, title_at, title_before
from transforms.coding.word_sets import words

LONGEST_NAME = 6


class Person(NamedTuple):
    """A person's name in the text, tokens [first, stop), and who that is."""

    first: int
    stop: int
    who: Identity


class People(NamedTuple):
    """People of a story by full name and surname, in text order; and by token."""

    by_key: dict[str, list[Person]]
    by_token: dict[int, Person]


def people(story: Story) -> People:
    """Return the people of a story; found once a story."""
    known = story.memory.get("people")
    if isinstance(known, People):
        return known
    found = People({}, {})
    story.memory["people"] = found
    for person in _persons(story):
        found.by_token.update((i, person) for i in range(person.first, person.stop))
        for key in keys(story.doc, person):
            found.by_key.setdefault(key, []).append(person)
    return found


def bearer(token: Token, story: Story) -> Identity | None:
    """Return whom a name means: somebody of the story, or a leader whose surname the story supports."""
    known = people(story)
    person = known.by_token.get(token.i)
    if person and person.who.sectors:
        return person.who
    first, stop = (person.first, person.stop) if person else _bare(story, token)
    named = [piece for t in story.doc[first:stop] for piece in pieces(t.text)]
    if not named:
        return None
    persons = known.by_key.get(" ".join(named))
    if persons:
        return _nearest(persons, token.i, single=len(named) == 1)
    return _leader_by_surname(named[-1], story, None, None) if len(named) == 1 else None


def keys(doc: Doc, person: Person) -> set[str]:
    """Return the names by which a person may be called later: full name, surname (or first word in East Asia)."""
    named = [piece for token in doc[person.first : person.stop] for piece in pieces(token.text)]
    found = {" ".join(named), named[-1]}
    if person.who.country in FAMILY_NAME_FIRST:
        found.add(named[0])
    return found


def _persons(story: Story) -> Iterator[Person]:
    doc, known = story.doc, matches(story)
    at = 0
    while at < len(doc):
        if not _name_like(doc, at):
            at += 1
            continue
        stop = at + 1
        while stop < len(doc) and _name_like(doc, stop):
            stop += 1
        person = _person(story, known, at, stop)
        if person:
            yield person
        at = stop


def _person(story: Story, known: dict[int, Match], first: int, stop: int) -> Person | None:
    """Return the person named in a run of proper nouns, behind countries, organisations and titles."""
    doc, at, title, owner = story.doc, first, None, None
    while at < stop:
        match, found = known.get(at), title_at(doc, at, stop)
        if match and match.entries[0].kind != "leader":
            at, owner = match.stop, match.entries[0]
        elif found:
            title, at = found
        else:
            break
    before = first
    if at == first and (lower := title_before(doc, first)):
        title, before = lower
    owner = owner or _owner(doc, known, before)
    name = doc[at:stop]
    if not name or len(name) > LONGEST_NAME:
        return None
    who = _identify(story, known.get(at), name, title, owner)
    if who and title:
        who = _titled(doc, who, title, owner, before)
    return Person(at, stop, who) if who else None


def _identify(
    story: Story, match: Match | None, name: Span, title: Agent | None, owner: Entry | None
) -> Identity | None:
    day = story.published_at.date() if story.published_at else None
    if match and match.entries[0].kind == "leader" and match.stop == name.end:
        term = terms.on(day, _same_country(match.entries, owner, story))
        return Identity(term.name, term.country, term.sectors, term.standing, term.rule)
    if title is None:
        unnamed = len(name) == 1 or agent_at(name[-1]) or match
        return None if unnamed else Identity(name.text, None, (), "person", "name")
    surname = pieces(name[-1].text)[-1:]
    leader = _leader_by_surname(surname[0], story, title, owner) if surname and len(name) == 1 else None
    return leader or Identity(name.text, None, (), "person", "name")


def _titled(doc: Doc, who: Identity, title: Agent, owner: Entry | None, before: int) -> Identity:
    """Return a person with what the title in the text says, which holds against any list."""
    country = who.country or (owner.country if owner else None)
    found = title.sectors or (() if who.sectors else _sectors_before(doc, owner, before))
    standing = title.standing if title.sectors else (standing_of(found) if found else who.standing)
    if not found:
        return who._replace(country=country)
    rule = f"{who.rule}; title '{title.word}'"
    return Identity(who.name, country, found, "person" if standing == "other" else standing, rule)


def _sectors_before(doc: Doc, owner: Entry | None, before: int) -> tuple[str, ...]:
    if owner and owner.kind == "organisation":
        return owner.sectors
    if before > 0:
        agent = agent_at(doc[before - 1])
        return modifiers().get(doc[before - 1].lower_, agent[0].sectors if agent else ())
    return ("GOV",) if owner and owner.kind in ("country", "people") else ()


def _owner(doc: Doc, known: dict[int, Match], before: int) -> Entry | None:
    """Return the country or organisation named up to four words before a title: Turkey's foreign minister."""
    for i in range(before - 1, max(-1, before - 5), -1):
        match = known.get(i)
        if match and match.entries[0].kind != "leader":
            return match.entries[0]
        if doc[i].is_punct or doc[i].tag_[0] in "VI":
            return None
    return None


def _same_country(entries: tuple[Entry, ...], owner: Entry | None, story: Story) -> list[Entry]:
    """Return the readings of one person: of the owner's country, else of the country most named."""
    people_ = [entry for entry in entries if entry.kind == "leader"]
    countries = sorted({entry.country or "" for entry in people_})
    if len(countries) == 1:
        return people_
    votes = focus(story).votes
    best = max(countries, key=lambda code: ((owner.country if owner else None) == code, votes[code], code))
    return [entry for entry in people_ if (entry.country or "") == best]


def _leader_by_surname(surname: str, story: Story, title: Agent | None, owner: Entry | None) -> Identity | None:
    """Return the one leader of that surname in office whose country the story names."""
    votes, day = focus(story).votes, story.published_at.date() if story.published_at else None
    by_name: dict[str, list[Entry]] = {}
    for entry in table().surnames.get(surname, ()):
        if entry.country == owner.country if owner and owner.country else votes[entry.country or ""]:
            by_name.setdefault(entry.name, []).append(entry)
    found = [term for term in (terms.on(day, entries) for entries in by_name.values()) if _fits(term, title)]
    if len(found) != 1:
        return None
    term = found[0]
    return Identity(term.name, term.country, term.sectors, term.standing, f"{term.rule}; surname")


def _fits(term: Entry, title: Agent | None) -> bool:
    if term.standing != "office":
        return False
    office = term.office.lower()
    if title and title.standing == "person":
        title = None
    return title.word in office if title else office.split(" ")[0] in words("top_office")


def _nearest(persons: list[Person], at: int, *, single: bool) -> Identity:
    """Return the last bearer before a place in the text, with the class of any mention of the same name."""
    before = [person for person in persons if person.first <= at] or persons[:1]
    who = before[-1].who
    classed = [p.who for p in persons if p.who.sectors and (p.who.name == who.name or not who.sectors)]
    if not who.sectors and classed:
        who = classed[0]
    return who._replace(rule=f"{who.rule}; surname of {who.name}") if single else who


def _bare(story: Story, token: Token) -> tuple[int, int]:
    """Return the run of proper nouns that ends at a token, without countries and titles before it."""
    doc, known, first = story.doc, matches(story), token.i
    while first > 0 and token.i - first < LONGEST_NAME and _name_like(doc, first - 1) and first - 1 not in known:
        if title_before(doc, first):
            break
        first -= 1
    return first, token.i + 1


def _name_like(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.tag_ in ("NNP", "NNPS"):
        return token.text[0].isalpha()
    inside = 0 < i < len(doc) - 1 and doc[i - 1].tag_ == "NNP" and doc[i + 1].tag_ == "NNP"
    return inside and token.lower_ in words("particle")
