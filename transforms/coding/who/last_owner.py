"""The country that the same noun bore before: "US commissions ... the commissions" are the same ones."""

from bisect import bisect_left

from spacy.tokens import Token

from transforms.coding.parse.columns import columns
from transforms.coding.story import Story
from transforms.coding.who.gazetteer import LOCAL, matches

FAR = 4
PHRASE = ("JJ", "NN", "NNS", "POS", "VBN")


def owned_before(token: Token, story: Story) -> str | None:
    """Return the one country that was said of a noun before "the" noun takes it up; None if several were, or none."""
    if not any(child.lower_ == "the" for child in token.lefts):
        return None
    known = story.memory.get("owned nouns")
    if not isinstance(known, dict):
        known = story.memory["owned nouns"] = _listed(story)
    said = known.get(token.lower_, [])
    codes = {code for _, code in said[: bisect_left(said, (token.i, ""))]}
    return codes.pop() if len(codes) == 1 else None


def _listed(story: Story) -> dict[str, list[tuple[int, str]]]:
    """Return for each noun behind a country's name where it stands and the country, in text order."""
    _, lower, tag, _, _ = columns(story.doc)
    found: dict[str, list[tuple[int, str]]] = {}
    for i, match in matches(story).items():
        entry = match.entries[0]
        if i != match.first or entry.kind not in LOCAL or not entry.country:
            continue
        for k in range(match.stop, min(match.stop + FAR, len(tag))):
            if tag[k] not in PHRASE:
                break
            if tag[k] in ("NN", "NNS"):
                found.setdefault(lower[k], []).append((k, entry.country))
    return found
