"""Where a named person is from: what stands before the name, what is said of the person, anywhere in the story."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from transforms.coding.parse.columns import columns
from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who.belonging import only_backs, owners, phrases
from transforms.coding.who.gazetteer import LOCAL, matches, pieces
from transforms.coding.who.identity import Identity
from transforms.coding.who.names import apposed, people
from transforms.coding.who.persons import Person

BEFORE = 7
Identify = Callable[[Token], Identity]


def origin(key: str, mentions: list[Person], story: Story, identify: Identify) -> str | None:
    """Return the country of a person: by the words before any mention, an apposition, or "of" and "from" behind it.

    Args:
        key: The surname or full name that was looked up.
        mentions: The mentions of the person with more than a surname.
        story: The story.
        identify: Says who another noun is.
    """
    known = story.memory.setdefault("origins", {})
    assert isinstance(known, dict)
    if key not in known:
        known[key] = None  # somebody said to be from himself
        said = sorted(_said(mentions, story, identify), key=lambda each: not each[1])
        known[key] = said[0][0] if said else None
    found: str | None = known[key]
    return found


def _said(mentions: list[Person], story: Story, identify: Identify) -> Iterator[tuple[str, bool]]:
    """Yield each country that is said of a person, and whether that is sure: where one was born is not."""
    for first, last in _places(mentions, story):
        yield from _before(first, story)
        for noun in apposed(last):
            yield from ((country, True) for country in _of_noun(noun, story, identify))
        yield from ((country, True) for country in _behind(last, identify))


def _behind(noun: Token, identify: Identify) -> Iterator[str]:
    found = (identify(inner).country for word, inner in phrases(noun) if word in ("of", "from"))
    yield from (country for country in found if country)


def _places(mentions: list[Person], story: Story) -> Iterator[tuple[int, Token]]:
    """Yield the first token and the last word of each mention, those with a bare surname at the end."""
    yield from ((mention.first, story.doc[mention.stop - 1]) for mention in mentions)
    surname = pieces(story.doc[mentions[0].stop - 1].text)[-1:]
    for token in _bare(story).get(surname[0] if surname else "", ()):
        yield token.i, token


def _of_noun(noun: Token, story: Story, identify: Identify) -> Iterator[str]:
    for match in owners(noun, story):
        if match.entries[0].kind in LOCAL and match.entries[0].country:
            yield match.entries[0].country
    yield from _behind(noun, identify)


def _before(first: int, story: Story) -> Iterator[tuple[str, bool]]:
    """Yield the country named in the words right before a name: Danish activist; less surely, Iranian-born writer."""
    known, (text, lower, tag, _, _) = matches(story), columns(story.doc)
    for i in range(first - 1, max(-1, first - BEFORE), -1):
        match = known.get(i)
        if match and match.entries[0].kind in LOCAL and match.entries[0].country:
            born = "born" in lower[match.stop : match.stop + 2]
            if born or not only_backs(story.doc, match, first):
                yield match.entries[0].country, not born
            return
        if not (text[i] == "-" or tag[i][:2] in ("NN", "JJ") or lower[i] in words("bearing")):
            return


def _bare(story: Story) -> dict[str, list[Token]]:
    """Return the words that may be the surname of somebody of the story, by surname; listed once a story."""
    known = story.memory.get("surnames")
    if not isinstance(known, dict):
        known = story.memory["surnames"] = _listed(story)
    return known


def _listed(story: Story) -> dict[str, list[Token]]:
    found: dict[str, list[Token]] = {}
    named = people(story)
    text, _, tag, _, _ = columns(story.doc)
    for i, kind in enumerate(tag):
        piece = pieces(text[i]) if kind == "NNP" and i not in named.by_token else ()
        if len(piece) == 1 and piece[0] in named.by_key:
            found.setdefault(piece[0], []).append(story.doc[i])
    return found
