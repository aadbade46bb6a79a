"""The country a story is about: whose "police" and "protesters" are meant when the text does not say."""

from collections import Counter
from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.parse.columns import columns
from transforms.coding.parse.forms import lemma
from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who.entries import Entry
from transforms.coding.who.gazetteer import LOCAL, country_of, matches
from transforms.coding.who.heading import heading
from transforms.coding.who.identity import Identity
from transforms.coding.who.terms import vouched
from transforms.coding.who.titles import titles

SUPRANATIONAL = frozenset(("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"))
VOICES = frozenset(("media", "business"))  # who reports or sells is named in stories about any country
DATELINE_VOTES = 3
HEADING_SHARE = 5  # a country that stands above the story has one vote more for each five names
SHORT = 4
LEAD = 2  # sentences in which a country named counts twice
MOST = 0.6
HALF = 0.5
MANY = 0.4


class Focus(NamedTuple):
    """Countries of a story.

    Attributes:
        votes: How often each country is named, by code.
        sentence: Number of the sentence of each token.
        places: Where things happen, by sentence: the token that names a place, and its country.
        located: How often things happen in each country, by code.
        bodies: How often each kind of supranational body is named, by code.
    """

    votes: Counter[str]
    sentence: list[int]
    places: dict[int, list[tuple[int, str]]]
    located: Counter[str]
    bodies: Counter[str]


def focus(story: Story) -> Focus:
    """Return the countries of a story; counted once a story."""
    known = story.memory.get("focus")
    if not isinstance(known, Focus):
        known = story.memory["focus"] = _count(story)
    return known


def home(token: Token, story: Story, but: str | None = None, *, settled: bool = False) -> Identity | None:
    """Return the country that a domestic actor at `token` belongs to, with the rule; it cannot be `but`.

    Crowds and rebels are where they act: the place in their clause comes first. Those who are `settled` (offices,
    armies) are of the country that the story is about, wherever they are.
    """
    found = focus(story)
    here = found.sentence[token.i]
    code, share = leading(found.votes, but)
    within = None if settled and share > HALF else _only(found.places.get(here, []), but, _clause(token))
    if within:
        return Identity(country=within, rule="country of the place in the clause")
    if code and share >= (HALF if settled else MOST):
        return Identity(country=code, rule="country the story is about")
    around = () if settled else ((here, "in the sentence"), (here - 1, "in the sentence before"))
    for sentence, rule in around:
        place = _only(found.places.get(sentence, []), but)
        if place:
            return Identity(country=place, rule=f"country of the place {rule}")
    return Identity(country=code, rule="country most named") if code and share > MANY else None


def subject_of(story: Story, share: float) -> Identity | None:
    """Return the country that has at least a share of the names: that of people of whom nothing else is said."""
    code, most = leading(focus(story).votes, None)
    return Identity(country=code, rule="country the story is about") if code and most >= share else None


def ground(token: Token, story: Story) -> Identity | None:
    """Return the country that a place belongs to (villages, areas): where things happen, never whose people act."""
    found = focus(story)
    here = found.sentence[token.i]
    for sentence in (here, here - 1):
        place = _only(found.places.get(sentence, []), None)
        if place:
            return Identity(country=place, rule="country of the place named beside it")
    code, share = leading(found.located, None)
    return Identity(country=code, rule="country where the story happens") if code and share > MANY else None


def leading(votes: Counter[str], but: str | None) -> tuple[str | None, float]:
    """Return the country with the most votes and its share of them; None where two have as many."""
    ranked = sorted(((n, code) for code, n in votes.items() if code != but), key=lambda pair: (-pair[0], pair[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None, 0.0
    return ranked[0][1], ranked[0][0] / sum(n for n, _ in ranked)


def _only(places: list[tuple[int, str]], but: str | None, clause: Token | None = None) -> str | None:
    """Return the one country of some places, of those in a clause if one is given."""
    if clause is None:
        codes = {code for _, code in places}
    else:
        codes = {code for i, code in places if _clause(clause.doc[i]).i == clause.i}
    codes.discard(but or "")
    return codes.pop() if len(codes) == 1 else None


def _clause(token: Token) -> Token:
    for _ in range(12):
        if token.tag_.startswith("VB") or token.head.i == token.i:
            break
        token = token.head
    return token


def _count(story: Story) -> Focus:
    found = Focus(Counter(), _sentences(story), {}, Counter(), Counter())
    known = matches(story)
    surnames = _surnames(story)
    for i, match in known.items():
        entry = match.entries[0]
        stale = entry.kind == "leader" and not vouched(entry)
        if i != match.first or entry.country is None or entry.standing in VOICES or stale:
            continue
        if match.stop - match.first == 1 and story.doc[i].text in surnames:
            continue
        if entry.kind == "organisation" and entry.sectors[:1] == ("PTY",):
            continue
        if entry.kind == "people" and _of_strangers(story.doc[i]):
            continue
        if entry.country in SUPRANATIONAL:
            found.bodies[entry.country] += 1
            continue
        found.votes[entry.country] += 2 if found.sentence[i] < LEAD else 1
        if entry.kind in LOCAL and located(story.doc[match.stop - 1]):
            found.places.setdefault(found.sentence[i], []).append((match.stop - 1, entry.country))
            found.located[entry.country] += 1
    dateline = story.dateline_place and country_of(story.dateline_place.text)
    if dateline:
        found.votes[dateline] += DATELINE_VOTES
        found.located[dateline] += 1
    above = heading(story.text)
    if above:
        found.votes[above] += DATELINE_VOTES + found.votes.total() // HEADING_SHARE
        found.located[above] += 1
    return found


def _of_strangers(token: Token) -> bool:
    """Return whether a nationality is only that of people who are often abroad: "two Chinese tourists"."""
    return token.dep_ == "amod" and lemma(token.head) in words("strangers") | words("foreign")


def _sentences(story: Story) -> list[int]:
    """Return the number of each token's sentence."""
    sentence, number = [], -1
    for start in story.doc.to_array(["SENT_START"]).ravel().tolist():
        number += start == 1 or number < 0
        sentence.append(number)
    return sentence


def _surnames(story: Story) -> set[str]:
    """Return the names of countries and cities that are somebody's surname here, and never where something happens."""
    single = [match for i, match in matches(story).items() if i == match.first and match.stop - i == 1]
    local = [match for match in single if match.entries[0].kind in LOCAL]
    borne = {story.doc[match.first].text for match in local if _borne(story, match.first)}
    return (
        borne - {story.doc[match.first].text for match in local if located(story.doc[match.first])} if borne else borne
    )


def _borne(story: Story, i: int) -> bool:
    """Return whether an unknown name stands before a name, as a first name does."""
    if i == 0:
        return False
    text, lower, tag, dep, head = columns(story.doc)
    unknown = tag[i - 1] == "NNP" and i - 1 not in matches(story) and dep[i - 1] == "compound" and head[i - 1] == i
    return (
        unknown
        and text[i - 1].istitle()
        and lower[i - 1] not in words("before_country")
        and lower[i - 1] not in titles()
    )


def ambiguous(entry: Entry, text: str) -> bool:
    """Return whether an organisation's name is often another country's too: a party's, a short acronym."""
    return entry.sectors[:1] == ("PTY",) or (text.isupper() and len(text) <= SHORT and entry.standing != "igo")


def located(token: Token) -> bool:
    """Return whether a name says where something is: "in Mali"."""
    return token.dep_ == "pobj" and token.head.lower_ in words("locative")
