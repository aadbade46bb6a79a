"""Who is meant by a noun phrase: canonical name, country, sectors, standing, and the rule that says so."""

from spacy.tokens import Token

from schemas.event import Actor
from transforms.coding.parse.phrases import extent
from transforms.coding.story import Story
from transforms.coding.who import agency, coreference, metonyms, names
from transforms.coding.who.acronyms import explained
from transforms.coding.who.belonging import owners
from transforms.coding.who.entries import Entry
from transforms.coding.who.focus import MOST, SUPRANATIONAL, ambiguous, focus, leading
from transforms.coding.who.gazetteer import Match, matches, state_name
from transforms.coding.who.identity import Identity
from transforms.coding.who.origins import origin
from transforms.coding.who.party import Party
from transforms.coding.who.titles import agent_at, agents, titles

NOBODY = Identity(None, None, (), "other", "no known actor")
DEEPEST = 4
OWNING = ("amod", "compound", "nmod", "poss")
RULING = ("office", "person")
PRONOUNS = ("PRP", "PRP$", "WP", "WDT", "WP$")
NOMINAL = ("NN", "JJ", "CD", "DT", "VB", "FW", "ADD", "XX", "RB", "IN")


def resolve(head: Token, story: Story) -> Party:
    """Return who is meant by the noun phrase of a head; any token will do, one that names nobody is `other`."""
    first, stop = extent(head)
    who = identity(head, story)
    words = story.words(first, stop)
    return Party(Actor(*words, who.name, who.country, who.sectors), who.standing, who.rule)


def identity(head: Token, story: Story, depth: int = 0) -> Identity:
    """Return who is meant by a head, remembered for the story."""
    memory = story.memory.setdefault("identities", {})
    assert isinstance(memory, dict)
    known = memory.get(head.i)
    if known is None:
        if depth > DEEPEST:
            return NOBODY
        memory[head.i] = NOBODY
        known = memory[head.i] = _identify(head, story, depth)
    return known


def _identify(head: Token, story: Story, depth: int) -> Identity:
    if head.tag_ in PRONOUNS:
        return _taken_up(head, story, depth, Identity(standing="pronoun", rule="pronoun without antecedent"))
    if not head.tag_.startswith(NOMINAL):
        return NOBODY
    return _named(head, story, depth) or _noun(head, story, depth)


def _noun(head: Token, story: Story, depth: int) -> Identity:
    """Return who a common noun means: an actor by what it says, a description taken up, else nobody."""
    asked = _asked(head, story, depth)
    who = agency.agent(asked)
    described = coreference.is_description(head) and not (who and who.country)
    otherwise = agency.at_home(asked, who) if who else None
    if described:
        return _taken_up(head, story, depth, otherwise or NOBODY)
    return otherwise or _nationality(head, story)


def _named(head: Token, story: Story, depth: int) -> Identity | None:
    """Return whom a name means: a known name that ends the phrase's name, else a person of the story."""
    named = explained(head, story)
    if named is not None:
        who = identity(named, story, depth + 1)
        if who.sectors:
            return who._replace(rule=f"{head.text} = '{named.text}': {who.rule}")
    match = matches(story).get(head.i)
    if match and match.entries[0].kind != "leader" and not _part_of_longer_name(head, match, story):
        return _known(head, match.entries[0], story)
    if not head.tag_.startswith("NNP") and not match and not names.surname_of(head, story):
        return None
    if agent_at(head) and head.i not in names.people(story).by_token:
        return None
    return _person(head, story, depth)


def _person(head: Token, story: Story, depth: int) -> Identity | None:
    """Return a person of the story: by list or title, else by an apposition to any mention; and at home."""
    mentions = names.bearers(head, story)
    if not mentions:
        return None
    who, first = mentions[0].who, story.doc[mentions[0].stop - 1]
    for mention in mentions if not who.sectors else ():
        apposed = _apposed(story.doc[mention.stop - 1], story, depth)
        if apposed:
            who = who._replace(country=who.country or apposed.country, sectors=apposed.sectors)
            who = who._replace(standing=apposed.standing, rule=f"{who.rule}; apposition: {apposed.rule}")
            break
    if not who.country:
        asked = _asked(first, story, depth)
        country = origin(who.name or "", mentions, story, asked.identify)
        who = agency.at_home(asked, who._replace(country=country))
    return who if mentions[0].first <= head.i < mentions[0].stop else who._replace(rule=f"{who.rule}; named before")


def _apposed(token: Token, story: Story, depth: int) -> Identity | None:
    """Return what an apposition makes of somebody, with the country that its own words give."""
    found = (agency.agent(_asked(noun, story, depth)) for noun in names.apposed(token))
    return next((who for who in found if who and who.sectors), None)


def _asked(head: Token, story: Story, depth: int) -> agency.Asked:
    return agency.Asked(head, story, lambda other: identity(other, story, depth + 1))


def _known(head: Token, entry: Entry, story: Story) -> Identity:
    if entry.kind in ("country", "capital", "seat"):
        return metonyms.state_or_place(head, entry)
    namesake = _namesake(head, entry, story)
    if namesake:
        return Identity(None, namesake, entry.sectors, entry.standing, f"{entry.rule}; country the story is about")
    if entry.kind == "organisation" and (entry.country in (None, "NGO") or _generic(head, story)):
        country = _owner_country(head, story) or entry.country
        return Identity(entry.name, country, entry.sectors, entry.standing, entry.rule)
    if entry.kind == "people" and head.tag_ not in ("NNS", "NNPS") and not any(c.dep_ == "det" for c in head.lefts):
        return _demonym(head, entry)
    name = entry.name if entry.kind != "people" else None
    return Identity(name, entry.country, entry.sectors, entry.standing, entry.rule)


def _namesake(head: Token, entry: Entry, story: Story) -> str | None:
    """Return the story's country where a party's name or acronym is known of another, which the story never names."""
    text = story.doc[matches(story)[head.i].first].text
    if entry.kind != "organisation" or entry.country in SUPRANATIONAL or not ambiguous(entry, text):
        return None
    votes = focus(story).votes
    code, share = leading(votes, None)
    own = {match.first for match in matches(story).values() if match.entries[0] is entry}
    return code if code and share >= MOST and votes[entry.country or ""] <= len(own) else None


def _demonym(head: Token, entry: Entry) -> Identity:
    """Return the state for an adjective that owns a thing (the Turkish attack); a language is nobody."""
    if head.dep_ in OWNING:
        return Identity(entry.name, entry.country, ("GOV",), "state", "demonym as owner")
    return NOBODY


def _generic(head: Token, story: Story) -> bool:
    """Return whether a known organisation's name is also a noun for any such body (House of Representatives)."""
    match = matches(story)[head.i]
    return story.doc[match.first : match.stop].text.lower() in agents()


def _owner_country(head: Token, story: Story) -> str | None:
    own = matches(story).get(head.i)
    return next((match.entries[0].country for match in owners(head, story) if match is not own), None)


def _part_of_longer_name(head: Token, match: Match, story: Story) -> bool:
    """Return whether an unknown capitalised word before a country's name makes it somebody else: Michael Jordan."""
    if match.entries[0].kind not in ("country", "place", "capital") or match.first == 0:
        return False
    before = story.doc[match.first - 1]
    unknown = before.tag_ == "NNP" and before.i not in matches(story) and before.head.i == head.i
    return unknown and before.dep_ == "compound" and before.lower_ not in titles() and before.text.istitle()


def _taken_up(head: Token, story: Story, depth: int, otherwise: Identity) -> Identity:
    """Return who a pronoun or description takes up."""
    before = coreference.antecedent(head, story)
    if before is None or before.i == head.i:
        return otherwise
    who = identity(before, story, depth + 1)
    if who.standing in ("other", "pronoun") and not who.country:
        return otherwise
    if who.country and who.standing in RULING and coreference.is_description(head) and coreference.national(head):
        who = Identity(state_name(who.country), who.country, ("GOV",), "state", who.rule)
    if otherwise.sectors and head.tag_.startswith("NN"):
        who = who._replace(sectors=who.sectors or otherwise.sectors)
    standing = "state" if who.standing == "place" and who.country and head.dep_ != "pobj" else who.standing
    return who._replace(standing=standing, rule=f"'{head.lower_}' = '{before.text}': {who.rule}")


def _nationality(head: Token, story: Story) -> Identity:
    """Return a noun that names no actor, with the country its words give it."""
    for match in owners(head, story):
        if match.entries[0].country and match.entries[0].kind in ("country", "people"):
            return Identity(None, match.entries[0].country, (), "other", f"no actor; {match.entries[0].rule}")
    return NOBODY
