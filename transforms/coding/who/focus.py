"""The country a story is about: whose "police" and "protesters" are meant when the text does not say."""

from collections import Counter
from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who.gazetteer import LOCAL, country_of, matches
from transforms.coding.who.identity import Identity
from transforms.coding.who.terms import vouched

SUPRANATIONAL = frozenset(("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"))
DATELINE_VOTES = 2
MOST = 0.6
MANY = 0.4


class Focus(NamedTuple):
    """Countries of a story.

    Attributes:
        votes: How often each country is named, by code.
        sentence: Number of the sentence of each token.
        places: Countries in which things happen, by sentence.
    """

    votes: Counter[str]
    sentence: list[int]
    places: dict[int, set[str]]


def focus(story: Story) -> Focus:
    """Return the countries of a story; counted once a story."""
    known = story.memory.get("focus")
    if not isinstance(known, Focus):
        known = story.memory["focus"] = _count(story)
    return known


def home(token: Token, story: Story, but: str | None = None) -> Identity | None:
    """Return the country that a domestic actor at `token` belongs to, with the rule; it cannot be `but`."""
    found = focus(story)
    here = found.sentence[token.i]
    places = found.places.get(here, set()) - {but}
    if len(places) == 1:
        return Identity(country=min(places), rule="country of the place in the sentence")
    code, share = _leading(found.votes, but)
    if code and share >= MOST:
        return Identity(country=code, rule="country the story is about")
    before = found.places.get(here - 1, set()) - {but}
    if len(before) == 1:
        return Identity(country=min(before), rule="country of the place in the sentence before")
    return Identity(country=code, rule="country most named") if code and share > MANY else None


def _leading(votes: Counter[str], but: str | None) -> tuple[str | None, float]:
    ranked = sorted(((n, code) for code, n in votes.items() if code != but), key=lambda pair: (-pair[0], pair[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None, 0.0
    return ranked[0][1], ranked[0][0] / sum(n for n, _ in ranked)


def _count(story: Story) -> Focus:
    votes: Counter[str] = Counter()
    sentence, number = [], -1
    for start in story.doc.to_array(["SENT_START"]).ravel().tolist():
        number += start == 1 or number < 0
        sentence.append(number)
    places: dict[int, set[str]] = {}
    for i, match in matches(story).items():
        entry = match.entries[0]
        stale = entry.kind == "leader" and not vouched(entry)
        if i != match.first or entry.country is None or entry.country in SUPRANATIONAL or stale:
            continue
        votes[entry.country] += 1
        if entry.kind in LOCAL and _located(story.doc[match.stop - 1]):
            places.setdefault(sentence[i], set()).add(entry.country)
    dateline = story.dateline_place and country_of(story.dateline_place.text)
    if dateline:
        votes[dateline] += DATELINE_VOTES
    return Focus(votes, sentence, places)


def _located(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in words("locative")
