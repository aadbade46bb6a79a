"""Where an event happened: the place named behind its own verb or noun, then in its clause, then by the dateline."""

import itertools
from bisect import bisect_left
from typing import NamedTuple, cast

from spacy.tokens import Doc, Token

from schemas.event import Location, Span
from transforms.coding.candidate import Candidate
from transforms.coding.parse.attachment import NEAR, WINDOW, by_distance, governor, sentence_of, within
from transforms.coding.parse.columns import columns
from transforms.coding.story import Story
from transforms.coding.where.place_mentions import Mention, find, is_event
from transforms.coding.where.placenames import City, Region, cities, countries, country_name, fold, regions

ELSEWHEN = frozenset(["historical", "future", "hypothetical"])
GROUND = ("ASSAULT", "MOBILIZE", "PROTEST", "CONSULT", "COERCE", "RETREAT", "AID", "COOPERATE")
HOME = 8.0
NAMED = 3.0


class Placing(NamedTuple):
    """Where an event happened, and by which rule; None and why not."""

    location: Location | None
    rule: str


class Anchored(NamedTuple):
    """A mention of a place and its highest word in the parse."""

    mention: Mention
    anchor: Token


def place_event(candidate: Candidate, story: Story, countries: tuple[str, ...]) -> Location | None:
    """Return where an event happened; see `placing`."""
    return placing(candidate, story, countries).location


def placing(candidate: Candidate, story: Story, parties: tuple[str, ...]) -> Placing:
    """Return where an event happened, and the rule that says so.

    Args:
        candidate: The event.
        story: Its article.
        parties: ISO 3166-1 alpha-3 codes of its parties: they help to choose among towns of one name, and are never
            themselves the place.
    """
    found = mentions(story)
    for far, index in by_distance(found, candidate, story, listed=False):
        if _is_of(found[index], candidate):
            return Placing(_locate(found[index].mention, story, parties), _rule(far))
    if candidate.event_type in GROUND:
        beside = _in_sentence(candidate, found, story)
        if beside:
            return Placing(_locate(beside.mention, story, parties), "named in its sentence")
    return _dateline(candidate, story, parties)


def _in_sentence(candidate: Candidate, found: tuple[Anchored, ...], story: Story) -> Anchored | None:
    """Return the nearest place in the sentence of an event that is not another event's."""
    head = candidate.head
    first, stop = sentence_of(head, story)
    first, stop = max(first, head.i - WINDOW), min(stop, head.i + WINDOW)
    begin = bisect_left(found, first, key=lambda each: each.anchor.i)
    some = itertools.takewhile(lambda each: each.anchor.i < stop, itertools.islice(found, begin, None))
    free = [each for each in some if each.mention.how == "at" and not _another(each.anchor, head)]
    return min(free, key=lambda each: abs(each.anchor.i - head.i), default=None)


def _another(anchor: Token, head: Token) -> bool:
    """Say whether a place is that of another event: of an event noun, or of another clause."""
    return (governor(anchor).i != head.i and is_event(governor(anchor))) or not within(anchor, head)


def mentions(story: Story) -> tuple[Anchored, ...]:
    """Return the places of an article that something is said to be at, in their order."""
    if "places" not in story.memory:
        found = (Anchored(each, story.doc[each.anchor]) for each in find(story.doc))
        story.memory["places"] = tuple(sorted(found, key=lambda each: each.anchor.i))
    return cast(tuple[Anchored, ...], story.memory["places"])


def _is_of(anchored: Anchored, candidate: Candidate) -> bool:
    """Say whether a mention is a place of this event, not a party: without preposition it must hang on the event."""
    mention, anchor = anchored
    if mention.how == "of" and anchor.head.i not in {word.i for word in (*candidate.words, candidate.head)}:
        return False
    if mention.how != "object":  # "the mission in Mali said": its name says where it sits, not where it speaks
        return candidate.event_type in GROUND or not anchor.head.tag_.startswith("NNP")
    on_event = anchor.head.i in {word.i for word in (*candidate.words, candidate.head)}
    party = anchor.i in {word.i for word in (*candidate.actors, *candidate.recipients)}
    return on_event and (not party or candidate.event_type in (*GROUND, "AGREE"))


def _rule(far: int) -> str:
    if far < NEAR:
        return "named at the event itself"
    return "named in a clause that it shares"


def _locate(mention: Mention, story: Story, parties: tuple[str, ...]) -> Location | None:
    """Return the gazetteer's entry of a mention: what its words mean best, given the countries around it."""
    words = story.words(mention.first, mention.stop)
    if mention.unknown:
        home = set(parties) or set(named_countries(story))
        return Location(
            *words, None, None, mention.inside[0] if mention.inside else home.pop() if len(home) == 1 else None
        )
    return _entry(words, best(mention.name, mention.inside, named_countries(story), parties))


def _entry(words: Span, entry: City | Region | str) -> Location | None:
    """Return a location: a town with its coordinates, a region or country without."""
    if isinstance(entry, City):
        city = entry
        return Location(
            *words, city.name, city.admin1, city.country or None, city.latitude, city.longitude, city.geonames_id
        )
    if isinstance(entry, Region):
        return Location(*words, entry.name, entry.admin1, entry.country)
    return Location(*words, country_name(entry), None, entry) if entry else None


def best(name: str, inside: tuple[str, ...], named: dict[str, int], parties: tuple[str, ...]) -> City | Region | str:
    """Return the city, the region, or the code of the country that a name means; an empty code if none.

    A country or a region of that name goes before a town, unless the text names another country around it. Of towns,
    people count, and far more if the town lies in the country that is named beside it, in one of the parties', or in
    one that the article names.
    """
    folded = fold(name)
    state, region, towns = countries().get(folded), regions().get(folded), cities(name)
    if region and inside and region.country not in inside:
        region = None
    if state and not (inside and state[0] not in inside):
        return state[0]
    if region:
        return region

    def worth(city: City) -> float:
        beside = city.country in inside or (city.admin1 or "") in inside
        home = (1000 if beside else 1) * (HOME if city.country in parties else 1)
        return city.population * home * (NAMED if city.country in named else 1)

    return max(towns, key=worth) if towns else (state[0] if state else "")


def named_countries(story: Story) -> dict[str, int]:
    """Return how often the article names each country by its own name."""
    if "countries" not in story.memory:
        found: dict[str, int] = {}
        for each in find_all_countries(story.doc):
            found[each] = found.get(each, 0) + 1
        story.memory["countries"] = found
    return cast(dict[str, int], story.memory["countries"])


def find_all_countries(doc: Doc) -> list[str]:
    """Return the codes of the countries that a text names, in order, one or two words at a time."""
    known, codes = countries(), []
    words = columns(doc)
    for i, (word, tag) in enumerate(zip(words.lower, words.tag, strict=True)):
        if tag == "NNP":
            one = known.get(word)
            two = known.get(f"{word} {words.lower[i + 1]}") if i + 1 < len(doc) else None
            codes += [(two or one or ("", ""))[0]] if two or one else []
    return codes


def _dateline(candidate: Candidate, story: Story, parties: tuple[str, ...]) -> Placing:
    """Return the dateline's place for an event of the story's own present."""
    place = story.dateline_place
    if not place:
        return Placing(None, "no place is named")
    if ELSEWHEN & set(candidate.auxiliary):
        return Placing(None, "no place is named, and the dateline is not where it lies in time")
    behind = story.text[place.end : story.base].lstrip(", ").split("(")[0].strip(" -–—:")
    inside = countries().get(fold(behind))
    home = (inside[0],) if inside else ()
    entry = best(place.text, home, named_countries(story), parties)
    location = _entry(place, entry)
    if location and parties and location.country not in parties:
        return Placing(None, "no place is named, and the dateline lies in none of the parties' countries")
    return Placing(location, "dateline")
