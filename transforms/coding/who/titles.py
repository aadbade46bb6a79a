"""Titles, nouns for those who act, and the words that give them their sector; read from data/actors."""

from typing import NamedTuple

from spacy.tokens import Doc, Token

from transforms.coding.lexicon import files, remembered, rows
from transforms.coding.parse.columns import columns
from transforms.coding.who.entries import sectors
from transforms.coding.who.party import STANDINGS

STANDING_OF = {
    "GOV": "office", "LEG": "office", "JUD": "office", "COP": "office", "SPY": "office",
    "MIL": "armed", "REB": "armed", "UAF": "armed", "PRM": "armed", "CRM": "armed",
    "PTY": "organisation", "OPP": "organisation", "SOC": "organisation",
    "BUS": "business", "JRN": "media", "ELI": "person",
}  # fmt: skip
LONGEST = 5
GLUE = ("-", "'s", "’s")


class Agent(NamedTuple):
    """What a noun or title says of its bearer. kind: empty, `of`, `set` (see agents.tsv), or a title's standing."""

    word: str
    sectors: tuple[str, ...]
    standing: str
    kind: str
    country: str | None = None


def standing_of(found: tuple[str, ...]) -> str:
    """Return the standing of somebody of whom only the sectors are known."""
    return STANDING_OF.get(found[0], "society") if found else "other"


@remembered
def agents() -> dict[str, Agent]:
    """Return the nouns of agents.tsv, singular and plural."""
    found: dict[str, Agent] = {}
    for file in files("actors/agents.tsv"):
        for row in rows(file, 5):
            word, cell, standing, kind, country = row.cells
            if standing not in STANDINGS:
                raise row.error(f"{standing!r} is no standing")
            agent = Agent(word, sectors(row, cell), standing, kind, country or None)
            for form in forms(word):
                found.setdefault(form, agent)
    return found


@remembered
def titles() -> dict[str, Agent]:
    """Return the titles of titles.tsv, singular and plural ("Presidents A and B")."""
    found: dict[str, Agent] = {}
    for file in files("actors/titles.tsv"):
        for row in rows(file, 3):
            word, cell, kind = row.cells
            of = sectors(row, cell)
            standing = kind if kind in STANDINGS else standing_of(of)
            agent = Agent(word, of, standing if of or kind != "of" else "office", kind)
            for form in forms(word):
                found.setdefault(form, agent)
    return found


@remembered
def modifiers() -> dict[str, tuple[str, ...]]:
    """Return the sectors that adjectives and compounds give."""
    return {
        row.cells[0]: sectors(row, row.cells[1])
        for file in files("actors/modifiers.tsv")
        for row in rows(file, 2)
    }  # fmt: skip


def forms(word: str) -> tuple[str, ...]:
    """Return a noun and its plural.

    >>> forms("army"), forms("gunman"), forms("rebel leader")
    (('army', 'armies'), ('gunman', 'gunmen'), ('rebel leader', 'rebel leaders'))
    """
    if word.endswith("man"):
        return word, f"{word[:-3]}men"
    if word.endswith("y") and word[-2:-1] not in "aeou":
        return word, f"{word[:-1]}ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word, f"{word}es"
    return word, f"{word}s"


def agent_at(head: Token) -> tuple[Agent, int] | None:
    """Return the longest agent phrase that ends at a noun, and its first token; capital letters do not matter."""
    word = head.lower_
    phrase = _with_of(head) if word in _governing() else None
    return phrase or (_ending(head.doc, head.i, agents()) if word in _closing_agents() else None)


def title_before(doc: Doc, stop: int) -> tuple[Agent, int] | None:
    """Return the longest title that ends before token `stop`, and its first token."""
    closes = stop > 0 and columns(doc).lower[stop - 1] in _closing_titles()
    return _ending(doc, stop - 1, titles()) if closes else None


@remembered
def _closing_titles() -> frozenset[str]:
    """Return the last words of all titles."""
    return frozenset(word.replace("-", " ").rsplit(" ", 1)[-1] for word in titles())


@remembered
def _closing_agents() -> frozenset[str]:
    """Return the last words of all nouns for those who act."""
    return frozenset(word.replace("-", " ").rsplit(" ", 1)[-1] for word in agents())


@remembered
def _governing() -> frozenset[str]:
    """Return the first words of agent phrases with "of": ministry, chief, secretary."""
    return frozenset(word.split(" ")[0] for word in agents() if " of " in word or " for " in word)


def _with_of(head: Token) -> tuple[Agent, int] | None:
    """Return the agent phrase that a noun begins together with its "of" phrase: ministry of defence."""
    phrase, doc, best = head.lower_, head.doc, None
    for i in range(head.i + 1, min(head.i + LONGEST, len(doc))):
        phrase = f"{phrase} {doc[i].lower_}"
        agent = agents().get(phrase)
        best = (agent, head.i) if agent else best
    return best


def _ending(doc: Doc, last: int, known: dict[str, Agent]) -> tuple[Agent, int] | None:
    token = doc[last]
    phrase = token.lower_
    agent = known.get(phrase)
    best = (agent, last) if agent else None
    for i in range(last - 1, max(-1, last - LONGEST), -1):
        if token.is_sent_start:
            break
        before = doc[i]
        word = before.lower_
        if not (word[0].isalpha() or word in GLUE):
            break
        glued = token.text in GLUE or word == "-"
        phrase = word + ("" if glued else " ") + phrase
        agent = known.get(phrase.replace("’", "'"))
        best = (agent, i) if agent else best
        token = before
    return best


@remembered
def _opening() -> frozenset[str]:
    return frozenset(word.split(" ")[0] for word in titles())


def title_at(doc: Doc, first: int, stop: int) -> tuple[Agent, int] | None:
    """Return the longest title that begins at a token and ends before `stop`, and the token behind it."""
    text, lower, *_ = columns(doc)
    if lower[first] not in _opening():
        return None
    phrase, best = "", None
    for i in range(first, min(first + LONGEST, stop)):
        glued = not phrase or text[i] == "-" or text[i - 1] == "-"
        phrase += lower[i] if glued else f" {lower[i]}"
        agent = titles().get(phrase)
        best = (agent, i + 1) if agent else best
    return best
