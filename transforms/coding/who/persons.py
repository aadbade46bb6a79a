"""People named in a story: runs of proper nouns behind countries and titles, known leaders or not."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span

from transforms.coding.parse.columns import columns
from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who import terms
from transforms.coding.who.entries import Entry
from transforms.coding.who.focus import focus
from transforms.coding.who.gazetteer import Match, matches, pieces, table
from transforms.coding.who.identity import Identity
from transforms.coding.who.titles import Agent, agent_at, forms, modifiers, standing_of, title_at, title_before

LONGEST = 6
PLAIN = ((), ("CVL",), ("LAB",))
PERSONAL = frozenset(("person", "society", "office", "armed", "media"))
DEPARTMENT = 6  # words that name a minister's department, with the title


class Person(NamedTuple):
    """A person's name in the text, tokens [first, stop), who that is, and the title before it."""

    first: int
    stop: int
    who: Identity
    title: str = ""


class Called(NamedTuple):
    """What stands before a name: the title, the country or organisation it belongs to, and where all that begins."""

    title: Agent | None
    owner: Entry | None
    first: int


def find(story: Story) -> Iterator[Person]:
    """Yield the people named in a story, in text order."""
    doc, at, tags = story.doc, 0, columns(story.doc).tag
    listed: list[Person] = []  # those under one title
    while at < len(tags):
        stop = at
        if tags[at] not in ("NNP", "NNPS") and (at == 0 or tags[at - 1] != "NNP"):
            at += 1
            continue
        while stop < len(tags) and name_like(doc, stop):
            stop += 1
        person = _person(story, at, stop) if stop > at else None
        if person:
            too = _titled_too(doc, listed, person)
            listed = [*listed, too] if too else [person]
            yield too or person
        at = stop + 1


def _titled_too(doc: Doc, listed: list[Person], person: Person) -> Person | None:
    """Return a person with the plural title of those listed just before ("Ministers A and B"); None without one."""
    if not listed or not listed[0].title or person.title or person.who.sectors:
        return None
    between, first = doc[listed[-1].stop : person.first], listed[0]
    plural = doc[first.first - 1].lower_ in forms(first.title.rsplit(" ", 1)[-1])[1:]
    if not plural or not len(between) or {token.lower_ for token in between} - {",", "and"}:
        return None
    country, rule = person.who.country or first.who.country, f"{person.who.rule}; title of those before"
    who = Identity(person.who.name, country, first.who.sectors, first.who.standing, rule)
    return Person(person.first, person.stop, who, first.title)


def leader(surname: str, story: Story, title: Agent | None = None, owner: Entry | None = None) -> Identity | None:
    """Return the one leader of that surname who is in office, in a country that the story names.

    Without a title only heads of state and government, and only if the day is known.
    """
    day = _day(story)
    if title is None and day is None:
        return None
    votes, by_name = focus(story).votes, dict[str, list[Entry]]()
    for entry in table().surnames.get(surname, ()):
        if entry.country == owner.country if owner and owner.country else votes[entry.country or ""]:
            by_name.setdefault(entry.name, []).append(entry)
    found = [term for term in (terms.on(day, entries) for entries in by_name.values()) if _fits(term, title)]
    return _of_term(found[0])._replace(rule=f"{found[0].rule}; surname") if len(found) == 1 else None


def name_like(doc: Doc, i: int) -> bool:
    """Return whether a token may be part of a person's name."""
    text, lower, tag, dep, head = columns(doc)
    if tag[i] in ("NNP", "NNPS") and text[i][0].isalpha():
        if lower[i] not in words("calendar"):
            return True
        return i > 0 and lower[i] in words("month_names") and dep[i - 1] == "compound" and head[i - 1] == i  # a surname
    inside = 0 < i < len(tag) - 1 and tag[i - 1] == "NNP" and tag[i + 1] == "NNP"
    return inside and lower[i] in words("particle")


def _person(story: Story, first: int, stop: int) -> Person | None:
    found = _called(story, first, stop)
    if found is None or stop - found[0] > LONGEST:
        return None
    at, called = found
    name = story.doc[at:stop]
    who = _identify(story, name, called)
    if who and called.title:
        who = _titled(story.doc, who, called)
    return Person(at, stop, who, called.title.word if called.title else "") if who else None


def _called(story: Story, first: int, stop: int) -> tuple[int, Called] | None:
    """Return where the name itself begins in a run of proper nouns, and what stands before it; None without a name."""
    doc, known, at = story.doc, matches(story), first
    title: Agent | None = None
    owner: Entry | None = None
    while at < stop:
        match, found = known.get(at), title_at(doc, at, stop)
        if match and match.entries[0].kind != "leader":
            at, owner = match.stop, match.entries[0]
        elif found:
            title, at = found
        else:
            title, at = _minister(doc, at, stop) or (title, at)
            break
    before = first
    if at >= stop:
        return None
    if title is None:
        for start in range(at, min(at + 3, stop)):
            lower = title_before(doc, start)
            if lower and lower[1] < first:
                title, before, at = lower[0], lower[1], start
                break
    if title is None and at == first:
        title, before = _occupation(doc, first) or (None, before)
    return at, Called(title, owner or _owner(doc, known, before), before)


def _occupation(doc: Doc, first: int) -> tuple[Agent, int] | None:
    """Return what a noun right before a name says of its bearer: "the soldier Ann Lee"; no body such as an army."""
    found = agent_at(doc[first - 1]) if first and doc[first - 1].tag_ == "NN" else None
    if found is None or found[0].kind or found[0].word in words("collective"):
        return None
    return found if found[0].standing in PERSONAL and found[0].sectors[:1] not in PLAIN else None


def _minister(doc: Doc, first: int, stop: int) -> tuple[Agent, int] | None:
    """Return a minister's title behind words for a department that nobody knows, and where the name begins."""
    at = next((i for i in range(first + 1, min(first + DEPARTMENT, stop - 1)) if doc[i].lower_ == "minister"), None)
    return title_at(doc, at, stop) if at else None


def _identify(story: Story, name: Span, called: Called) -> Identity | None:
    match, last = matches(story).get(name.start), matches(story).get(name.end - 1)
    if last and last.entries[0].kind == "leader" and last.stop == name.end and last.first >= called.first:
        match = last
        entries = _one_person(match.entries, called.owner, story)
        if terms.vouched(entries[0]) or called.title or focus(story).votes[entries[0].country or ""]:
            return _of_term(terms.on(_day(story), entries))
    if called.title is None and (match or not _like_a_person(name)):
        return None
    unknown = Identity(name.text, None, (), "person", "name")
    if called.title is None:
        return unknown
    if len(name) == 1 and (name[0].lower_ in words("no_name") or agent_at(name[0])):
        return None
    surname = pieces(name[-1].text)[-1:]
    known = leader(surname[0], story, called.title, called.owner) if surname and len(name) == 1 else None
    return known or unknown


def _like_a_person(name: Span) -> bool:
    """Return whether capitalised words without a title look like a person's name: two to five, no article before."""
    doc, first = name.doc, name.start
    if not 2 <= len(name) <= 5:  # noqa: PLR2004
        return False
    if any(token.lower_ in words("no_name") or token.lower_ in words("body") for token in name):
        return False
    if agent_at(name[-1]) or (first and doc[first - 1].tag_ == "DT"):
        return False
    if len(name) == 3 and name[1].text == "-" and name[0].lower_ in words("particle"):  # noqa: PLR2004
        return False  # el-Faisal is a surname
    plain = (token.text.replace(".", "").replace("'", "").replace("’", "") for token in name)
    return all(text == "-" or (text.isalpha() and (len(text) == 1 or not text.isupper())) for text in plain)


def _titled(doc: Doc, who: Identity, called: Called) -> Identity:
    """Return a person with what the title in the text says, which holds against any list."""
    title = called.title
    assert title
    country = who.country or (called.owner.country if called.owner else None)
    found = title.sectors or (() if who.standing == "office" else _sectors_before(doc, called))
    if any(token.lower_ in words("former") for token in doc[max(0, called.first - 4) : called.first + 1]):
        return Identity(who.name, country, ("ELI",), "person", f"{who.rule}; former '{title.word}'")
    if called.owner and called.owner.standing in ("business", "media", "organisation", "igo") and found[:1] == ("GOV",):
        found = called.owner.sectors
    if not found or (called.owner is None and _of_unknown_body(doc, called)):
        return who._replace(country=country)
    standing = title.standing if title.sectors else standing_of(found)
    return Identity(who.name, country, found, standing, f"{who.rule}; title '{title.word}'")


def _of_unknown_body(doc: Doc, called: Called) -> bool:
    """Return whether a president or secretary is that of a body nobody knows: a company, a club."""
    general = called.title is not None and called.title.word in words("general_office")
    return general and called.first > 0 and doc[called.first - 1].tag_.startswith("NNP")


def _sectors_before(doc: Doc, called: Called) -> tuple[str, ...]:
    """Return the sectors that the words before a title give it: Hamas leader, Foreign Ministry spokesman."""
    if called.owner and called.owner.kind == "organisation":
        return called.owner.sectors
    if called.first > 0:
        agent = agent_at(doc[called.first - 1])
        return modifiers().get(doc[called.first - 1].lower_, agent[0].sectors if agent else ())
    return ()


def _owner(doc: Doc, known: dict[int, Match], before: int) -> Entry | None:
    """Return the country or organisation named up to four words before a title: Turkey's foreign minister."""
    for i in range(before - 1, max(-1, before - 5), -1):
        match = known.get(i)
        if match and match.entries[0].kind != "leader":
            return match.entries[0]
        if doc[i].is_punct or doc[i].tag_[0] in "VI":
            return None
    return None


def _one_person(entries: tuple[Entry, ...], owner: Entry | None, story: Story) -> list[Entry]:
    """Return the readings of one name in one country: the owner's, else the one most named."""
    countries = sorted({entry.country or "" for entry in entries if entry.kind == "leader"})
    votes, own = focus(story).votes, owner.country if owner else None
    best = max(countries, key=lambda code: (code == own, votes[code], code))
    return [entry for entry in entries if entry.kind == "leader" and (entry.country or "") == best]


def _of_term(term: Entry) -> Identity:
    return Identity(term.name, term.country, term.sectors, term.standing, term.rule)


def _fits(term: Entry, title: Agent | None) -> bool:
    if term.standing != "office":
        return False
    office = term.office.lower()
    if title and title.standing != "person":
        return title.word in office
    return office.split(" ")[0] in words("top_office")


def _day(story: Story) -> dt.date | None:
    return story.published_at.date() if story.published_at else None
