"""Nouns for those who act (police, rebels, spokesman): their sectors, and the country of the phrase or story."""

from collections.abc import Callable
from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who.belonging import backer, left_words, owners, phrases
from transforms.coding.who.entries import Entry
from transforms.coding.who.focus import MANY, focus, ground, home, subject_of
from transforms.coding.who.gazetteer import LOCAL, matches
from transforms.coding.who.identity import Identity
from transforms.coding.who.last_owner import owned_before
from transforms.coding.who.titles import Agent, agent_at, agents, modifiers, standing_of

DOMESTIC = frozenset(("office", "society", "media", "organisation", "armed", "state", "person", "place"))
NOBODY_ELSE, PLAIN = 0.6, 0.55  # shares of the names: of those often abroad, of plain people
PEOPLE = "demonym"  # the rule of a nation's people
CROWD = Identity(None, None, ("CVL",), "society", "quantity of people")


class Asked(NamedTuple):
    """A noun to identify. `identify` says who another noun of the phrase is."""

    head: Token
    story: Story
    identify: Callable[[Token], Identity]


def agent(asked: Asked) -> Identity | None:
    """Return what a noun for actors says, with the country of the phrase; None if the noun is not one."""
    found = agent_at(asked.head)
    if found is None:
        return None
    noun, first = found
    if noun.kind == "set":
        return _counted(asked)
    if noun.word in words("acts") and _of_things(asked):
        return None
    country = _country(asked, noun)
    if noun.standing in ("place", "other") and not noun.kind:
        return Identity(None, country, (), noun.standing, f"noun '{noun.word}'")
    return _sided(asked, noun, _owned(asked, noun, first, country))


def at_home(asked: Asked, who: Identity) -> Identity:
    """Return somebody whose country the phrase does not say with the country of the clause or story."""
    foreign = who.standing == "state" and (asked.head.tag_ == "NNS" or _indefinite(asked.head))
    if who.country or who.standing not in DOMESTIC or foreign or _of_many(asked):
        return who
    found = _home(asked, who)
    return who._replace(country=found.country, rule=f"{who.rule}; {found.rule}") if found else who


def _of_many(asked: Asked) -> bool:
    """Return whether a word says that somebody is of no one country: Latin American ministers, foreign troops."""
    if asked.head.tag_[:3] == "NNP":
        return False
    region = any(m.entries[0].country is None and m.entries[0].kind == "place" for m in owners(asked.head, asked.story))
    return region or any(token.lower_ in words("worldly") for token in left_words(asked.head))


def _home(asked: Asked, who: Identity) -> Identity | None:
    if who.standing == "place":
        return ground(asked.head, asked.story)
    noun = agent_at(asked.head)
    last = _last(noun[0]) if noun else ""
    if last in words("foreign") or last in words("others"):
        return None
    if last in words("strangers"):
        return _said_before(asked) or subject_of(asked.story, NOBODY_ELSE)
    if noun is None:
        return subject_of(asked.story, MANY if who.standing == "office" else PLAIN)
    if not who.sectors:
        return None
    settled = who.standing in ("state", "office") and who.sectors[0] != "COP"
    before = None if settled else _said_before(asked)
    soldiers = who.sectors[0] == "MIL"
    another = backer(asked.head, asked.story) or (_beside(asked) if soldiers else None)
    return before or home(asked.head, asked.story, another, settled=settled or soldiers)


def _beside(asked: Asked) -> str | None:
    """Return the country that is said of those joined to a plural: "marines and Jordanian soldiers" are two."""
    joined = (child for child in asked.head.rights if child.dep_ == "conj" and child.tag_.endswith("S"))
    named = (match.entries[0] for child in joined for match in owners(child, asked.story) if match.first > asked.head.i)
    return next((entry.country for entry in named if entry.kind in LOCAL), None)


def _said_before(asked: Asked) -> Identity | None:
    code = owned_before(asked.head, asked.story)
    return Identity(country=code, rule="country said of the noun before") if code else None


def _indefinite(head: Token) -> bool:
    return any(child.lower_ in words("indefinite") for child in head.lefts)


def _owned(asked: Asked, noun: Agent, first: int, country: str | None) -> Identity:
    """Return a noun with what the one it belongs to gives it, where its kind is `of`."""
    rule = f"{'owner + ' if country else ''}noun '{noun.word}'"
    who = Identity(None, country or _sender(asked.story, noun), noun.sectors, noun.standing, rule)
    owner = _owner(asked, first) if noun.kind else None
    if owner and owner.standing == "state" and _of_another(noun):
        return who
    if noun.kind == "part" and not country:
        who = who._replace(sectors=(), standing="other")
    if owner is None or (not owner.sectors and owner.standing != "igo") or _faint(noun, owner):
        return who
    standing = owner.standing if owner.standing in ("igo", "media") else standing_of(owner.sectors)
    if owner.standing == "igo" or country is None:
        who = who._replace(country=owner.country or country)
    return who._replace(sectors=owner.sectors, standing=standing, rule=f"{who.rule} of {owner.rule}")


def _sender(story: Story, noun: Agent) -> str | None:
    """Return the country that a noun says by itself; peacekeepers are of the body that the story names most."""
    if noun.country != "UNO":
        return noun.country
    named = [(n, code) for code, n in focus(story).bodies.items() if code in ("UNO", "EUR", "IGO")]
    return max(named)[1] if named else noun.country


def _faint(noun: Agent, owner: Identity) -> bool:
    """Return whether a mere word does not make an office or group an actor: a business group, a school board."""
    return noun.kind == "part" and owner.name is None and owner.standing not in ("office", "armed", "state")


def _sided(asked: Asked, noun: Agent, who: Identity) -> Identity:
    """Return somebody with "opposition" or "former" before the noun taken into account."""
    left = {token.lower_ for token in left_words(asked.head)}
    if left & words("sides") and "OPP" not in who.sectors:
        who = who._replace(sectors=(*who.sectors, "OPP"))
    if left & words("former") and who.standing == "office":
        others = tuple(sector for sector in who.sectors if sector != "ELI")
        who = who._replace(sectors=("ELI", *others), standing="person", rule=f"former {who.rule}")
    return who


def _owner(asked: Asked, first: int) -> Identity | None:
    """Return to whom a leader, group or force belongs: compound, adjective, "of" phrase, then possessor."""
    for token in left_words(asked.head):
        found = _gives(token, asked.story) if token.i <= first else None
        if found:
            return found
    for word, noun in phrases(asked.head):
        if word in ("of", "for", "from", "with", "at"):
            who = asked.identify(noun)
            if who.sectors and who.standing != "place":
                return who
    for child in asked.head.lefts:
        if child.dep_ == "poss":
            who = asked.identify(child)
            if who.sectors and who.standing != "place" and who.rule != PEOPLE:  # the Danes' leader is no civilian
                return who
    return None


def _gives(token: Token, story: Story) -> Identity | None:
    """Return what one word before a noun gives it: an organisation or a sector."""
    match = matches(story).get(token.i)
    if match:
        return _of_entry(match.entries[0])
    sectors = modifiers().get(token.lower_)
    if sectors:
        return Identity(None, None, sectors, standing_of(sectors), f"'{token.lower_}'")
    noun = agents().get(token.lower_)
    if noun and noun.sectors and noun.kind == "" and token.dep_ in ("compound", "amod", "nmod"):
        return Identity(None, None, noun.sectors, noun.standing, f"'{token.lower_}'")
    return None


def _of_entry(entry: Entry) -> Identity | None:
    if entry.kind in ("organisation", "seat"):
        return Identity(entry.name, entry.country, entry.sectors, entry.standing, entry.rule)
    return None


def _country(asked: Asked, noun: Agent) -> str | None:
    """Return the country that possessor, compound, adjective or phrase gives a noun; not that of whose ally it is."""
    named = [match.entries[0] for match in owners(asked.head, asked.story) if match.entries[0].country]
    if _of_another(noun):
        own = ("people", "leader") if noun.kind == "part" else ("people",)
        return next((entry.country for entry in named if entry.kind in own), None)
    if named:  # the Iraqi National Guard's officers are Iraqi, whoever else has a National Guard
        return next((entry for entry in named if entry.kind in LOCAL), named[0]).country
    for child in asked.head.lefts:
        if child.dep_ == "poss" and noun.kind != "part" and (country := asked.identify(child).country):
            return country
    settled = noun.standing != "state" and noun.sectors[:1] != ("MIL",)
    for word, owner in phrases(asked.head):
        if word in ("of", "for") or (settled and word in words("domicile")):
            country = asked.identify(owner).country
            if country:
                return country
    return None


def _of_another(noun: Agent) -> bool:
    """Return whether a noun means somebody else than whose it is: "an ally of Chad", "its trading partner"."""
    return _last(noun) in words("others")


def _last(noun: Agent) -> str:
    return noun.word.rsplit(" ", 1)[-1]


def _of_things(asked: Asked) -> bool:
    """Return whether a noun is an act and no body: "the administration of drugs"."""
    behind = (noun for word, noun in phrases(asked.head) if word == "of")
    return any(noun.tag_ in ("NN", "NNS") and asked.identify(noun).standing == "other" for noun in behind)


def _counted(asked: Asked) -> Identity:
    """Return who is counted: the noun behind "of", else a crowd."""
    for word, noun in phrases(asked.head):
        if word == "of":
            who = asked.identify(noun)
            return who._replace(rule=f"{asked.head.lower_} of: {who.rule}")
    money = any(child.tag_ == "$" for child in asked.head.lefts)
    crowd = not money and asked.head.lower_ in words("crowds") and asked.head.dep_ in ("nsubj", "nsubjpass", "dobj")
    return CROWD if crowd else Identity(rule="quantity")
