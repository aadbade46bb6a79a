"""Acronyms that a story explains itself: "the Federal Agency for Roads (FAR)" and FAR from then on."""

from spacy.tokens import Doc, Token

from transforms.coding.parse.columns import columns
from transforms.coding.story import Story

SHORTEST, LONGEST = 2, 8
SMALL = frozenset(("of", "the", "for", "and", "on", "in", "to", "de", "&", "-", "'s", "’s"))


def explained(token: Token, story: Story) -> Token | None:
    """Return the head of the name that an acronym stands for where the story says so; None if it does not."""
    text = token.text
    if not (text.isupper() and SHORTEST <= len(text) <= LONGEST):
        return None
    known = story.memory.get("acronyms")
    if not isinstance(known, dict):
        known = story.memory["acronyms"] = _listed(story.doc)
    at = known.get(text)
    return story.doc[at] if at is not None and at != token.i else None


def _listed(doc: Doc) -> dict[str, int]:
    """Return the head of the name before each acronym in parentheses, the first one of each."""
    text = columns(doc).text
    found: dict[str, int] = {}
    for i, opening in enumerate(text[:-2]):
        short = text[i + 1]
        if opening == "(" and text[i + 2] == ")" and short.isupper() and SHORTEST <= len(short) <= LONGEST:
            first = _begins(text, i, short)
            if first is not None:
                found.setdefault(short, _head(doc, first, i))
    return found


def _begins(text: list[str], stop: int, short: str) -> int | None:
    """Return where the name begins that ends before `stop` and whose capitals are those of its acronym."""
    letters = [letter for letter in short if letter.isalpha()]
    i = stop
    while i > 0 and letters:
        i -= 1
        if text[i][:1].isupper():
            if text[i][0] != letters.pop():
                return None
        elif text[i].lower() not in SMALL:
            return None
    return None if letters else i


def _head(doc: Doc, first: int, stop: int) -> int:
    """Return the word of a name on which the others hang."""
    return next((i for i in range(stop - 1, first - 1, -1) if not first <= doc[i].head.i < stop), stop - 1)
