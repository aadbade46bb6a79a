"""Who is meant by it, they, he, she, we, I, and by "the country", "the group", "the dictator": cheap salience."""

from bisect import bisect_left
from operator import attrgetter

from spacy.tokens import Token

from transforms.coding.lexicon import files, remembered, rows
from transforms.coding.parse.columns import columns
from transforms.coding.parse.word_sets import words
from transforms.coding.says.speech import speech
from transforms.coding.story import Story
from transforms.coding.who import countries
from transforms.coding.who.countries import LISTED, SUBJECTS
from transforms.coding.who.entries import Entry
from transforms.coding.who.focus import focus, leading, located
from transforms.coding.who.gazetteer import matches, pieces
from transforms.coding.who.names import bearers, people, surname_of, titled
from transforms.coding.who.titles import Agent, agent_at, titles

PRONOUNS = {
    "he": "person", "him": "person", "his": "person", "himself": "person",
    "she": "person", "her": "person", "hers": "person", "herself": "person",
    "it": "body", "its": "body", "itself": "body",
    "they": "plural", "them": "plural", "their": "plural", "theirs": "plural", "themselves": "plural",
    "we": "speaker", "us": "speaker", "our": "speaker", "ours": "speaker",
    "i": "speaker", "me": "speaker", "my": "speaker", "mine": "speaker",
}  # fmt: skip
NOMINAL = SUBJECTS | {"dobj", "pobj", "poss", "conj", "agent", "dative", "attr", "appos"}
SEXES = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "male"),
    **dict.fromkeys(("he", "him", "his", "himself"), "female"),
}
RULING = frozenset(("GOV", "ELI"))
NAMED, OFTEN = 0.4, 0.05
OWN = 0.4  # points of the subject of its own clause for a possessive: "X said that Y sold his house"
NATIONAL = frozenset(("country", "state"))
NEAR = 8
FAR_SENTENCES = 4
FAR_MENTIONS = 40


@remembered
def anaphors() -> dict[str, frozenset[str]]:
    """Return, by noun of a definite description, the classes that it may stand for."""
    found: dict[str, frozenset[str]] = {}
    for file in files("actors/anaphors.tsv"):
        for row in rows(file, 2):
            found[row.cells[0]] = frozenset(part.strip() for part in row.cells[1].split(";"))
    return found


def antecedent(token: Token, story: Story) -> Token | None:
    """Return the head of the noun phrase that a pronoun or definite description takes up; None if nothing fits.

    Never a pronoun or such a description itself. Nearest sentence first; there subjects before others.
    """
    if token.tag_ in ("WP", "WDT", "WP$") or (token.lower_ in words("relative") and token.dep_ in SUBJECTS):
        return _relative(token)
    if token.tag_ in ("PRP", "PRP$"):
        wanted = PRONOUNS.get(token.lower_)
        if wanted is None:
            return None
        if wanted == "speaker":
            return _speaker(token, story)
        found = _search(token, story, frozenset((wanted,)))
        return None if found and token.lower_ == "it" and _of_a_thing(token, found) else found
    classes = anaphors().get(token.lower_)
    if not classes or not is_description(token):
        return None
    office = _office(token)
    return titled(token, story, office) or (None if office else _search(token, story, classes))


def is_description(token: Token) -> bool:
    """Return whether a noun is a definite description that may take up somebody: "the group", not "the rebel group"."""
    if token.lower_ not in anaphors():
        return False
    left = list(token.lefts)
    bare = all(child.dep_ in ("det", "punct") for child in left) or _office(token) is not None
    return bool(left) and left[0].lower_ in words("definite") and bare


def national(token: Token) -> bool:
    """Return whether a noun of a description means a state: the country, the government."""
    return not NATIONAL.isdisjoint(anaphors().get(token.lower_, frozenset()))


def _office(token: Token) -> str | None:
    """Return the office of two words that a description names, such as "prime minister"; None if it is one word."""
    left = list(token.lefts)
    if len(left) != 2 or left[1].i != token.i - 1:  # noqa: PLR2004
        return None
    office = f"{left[1].lower_} {token.lower_}"
    return office if office in titles() else None


def _relative(token: Token) -> Token | None:
    verb = token
    for _ in range(6):
        if verb.dep_ == "relcl":
            return verb.head
        verb = verb.head
    return None


def _search(token: Token, story: Story, classes: frozenset[str]) -> Token | None:
    places, at, best, best_score = mentions(story), token.i, None, -99.0
    sentence = focus(story).sentence
    clause, named, of_state = _clause(token), "person" in classes, not NATIONAL.isdisjoint(classes)
    about = leading(focus(story).votes, None)[0] if of_state else None
    low = bisect_left(places, at, key=attrgetter("i"))
    near = places[max(0, low - FAR_MENTIONS) : low]
    for other in reversed(near):
        distance = sentence[at] - sentence[other.i]
        if distance > FAR_SENTENCES:
            break
        if (
            _unlike(other, token, story)
            or not classes & (_classes(other, story) | (NATIONAL if of_state and _rules(other, story) else set()))
            or (distance == 0 and _same_clause(other, token, clause))
        ):
            continue
        score = _score(other, token, distance) + (_prominence(other, story) if named else 0.0)
        score += countries.points(other, story, about) if of_state else 0.0
        if score > best_score:
            best, best_score = other, score
    if about and best_score < countries.UNSURE:
        return countries.of_the_story(near, story, about) or best
    return best


def _of_a_thing(token: Token, found: Token) -> bool:
    """Return whether "it" rather means a thing of its own sentence: "on a bus when it came under fire"."""
    clause = _clause(token)
    if clause.dep_ != "advcl" or clause.i < clause.head.i:
        return False
    between = token.doc[max(found.i + 1, token.i - NEAR) : token.i]
    return any(other.tag_ == "NN" and other.dep_ in ("dobj", "pobj", "nsubj") for other in between)


def _unlike(other: Token, token: Token, story: Story) -> bool:
    """Return whether sex or number forbid it: she is no king and no Peter, "the group" no rebels."""
    if token.tag_ == "NN":
        return other.tag_ == "NNS"
    against = SEXES.get(token.lower_)
    if against is None:
        return False
    person = people(story).by_token.get(other.i)
    return other.lower_ in words(against) or (person is not None and story.doc[person.first].lower_ in words(against))


def _prominence(other: Token, story: Story) -> float:
    """Return the points of a would-be "he": more for a name than for "a judge", more for whom the story is about."""
    named = pieces(other.text)[-1:]
    mentions = people(story).by_key.get(named[0], ()) if named and other.tag_[:3] == "NNP" else ()
    return NAMED + OFTEN * min(len(mentions), 5) if mentions else 0.0


def _rules(other: Token, story: Story) -> bool:
    """Return whether a subject is somebody who rules a country: "Macron left. The country ..."."""
    if other.dep_ not in SUBJECTS or "leader" not in _classes(other, story):
        return False
    match, person = matches(story).get(other.i), people(story).by_token.get(other.i)
    offices = (match.entries[0].office if match else "", person.title if person else "")
    return any(office.lower().partition(" ")[0] in words("top_office") for office in offices)


def _score(other: Token, token: Token, distance: int) -> float:
    subject = 1.0 if other.dep_ in SUBJECTS else LISTED if other.dep_ in ("dobj", "conj", "agent") else 0.0
    parallel = 0.3 if token.dep_ in SUBJECTS and other.dep_ in SUBJECTS else 0.0
    parallel += 0.3 if subject == 1.0 and other.head.dep_ == "ROOT" else 0.0
    own = subject == 1.0 and token.lower_ in ("his", "her") and _clause(token) == other.head
    parallel += OWN if own else 0.0
    return subject + parallel - 1.1 * distance - 0.004 * (token.i - other.i)


def _same_clause(other: Token, token: Token, clause: Token) -> bool:
    """Return whether a pronoun that is no possessive stands beside its would-be antecedent under one verb."""
    return token.dep_ != "poss" and other.dep_ != "poss" and _clause(other) == clause


def _clause(token: Token) -> Token:
    word = token
    for _ in range(8):
        if word.tag_.startswith("VB") or word.head == word:
            return word
        word = word.head
    return word


def mentions(story: Story) -> list[Token]:
    """Return the heads of noun phrases that may be taken up, in text order; listed once a story."""
    known = story.memory.get("mentions")
    if not isinstance(known, list):
        _, lower, tags, deps, _ = columns(story.doc)
        nominal = (i for i, tag in enumerate(tags) if tag[:2] == "NN" and deps[i] in NOMINAL)
        described = anaphors()
        known = story.memory["mentions"] = [
            token
            for token in (story.doc[i] for i in nominal)
            if not (lower[token.i] in described and is_description(token) and _empty(token))
        ]
    return known


def _empty(token: Token) -> bool:
    """Return whether a description says nothing of itself: the country, the group."""
    agent = agent_at(token)
    return agent is None or not agent[0].sectors or agent[0].kind != ""


def _classes(token: Token, story: Story) -> frozenset[str]:
    """Return the classes of a mention: what pronoun or description may take it up; found once a mention."""
    known = story.memory.setdefault("classes", {})
    assert isinstance(known, dict)
    found: frozenset[str] | None = known.get(token.i)
    if found is None:
        found = known[token.i] = _classify(token, story)
    return found


def _classify(token: Token, story: Story) -> frozenset[str]:
    match = matches(story).get(token.i)
    plural = token.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in token.rights)
    found = {"plural"} if plural else set()
    bare = not match and surname_of(token, story)
    if token.i in people(story).by_token or bare or (match and match.entries[0].kind == "leader"):
        person = people(story).by_token.get(token.i)
        ruling = (person is None and not bare) or any(
            not RULING.isdisjoint(who.who.sectors) for who in bearers(token, story)
        )
        return frozenset(found | ({"person", "leader"} if ruling else {"person"}))
    if match:
        return frozenset(found | _of_name(token, match.entries[0]))
    agent = agent_at(token)
    if agent is None or agent[0].standing == "place":
        return frozenset(() if agent else found)
    return frozenset(found | _of_noun(token, agent[0], plural=plural))


def _of_name(token: Token, entry: Entry) -> set[str]:
    if entry.kind == "people":
        return {"plural"}
    many = {"plural"} if entry.standing in ("armed", "organisation") else set()
    body = set() if located(token) or entry.kind == "place" else {"body"}
    return (
        {entry.kind, entry.standing, *entry.sectors, *(("country",) if entry.kind == "capital" else ())} | many | body
    )


def _of_noun(token: Token, agent: Agent, *, plural: bool) -> set[str]:
    last = agent.word.rsplit(" ", 1)[-1]
    body = last in words("body") or agent.standing in ("state", "organisation", "business", "igo", "media")
    found = {token.lower_, last, *agent.sectors}
    if body:
        return (
            found | ({"plural"} if agent.standing in ("armed", "office") else set()) | (set() if plural else {"body"})
        )
    return found if plural else found | {"person"}


def _speaker(token: Token, story: Story) -> Token | None:
    """Return the subject of the speech verb that governs or follows a first person."""
    word = token
    for _ in range(12):
        if word.lower_ in words("speech"):
            subject = next((child for child in word.children if child.dep_ in SUBJECTS), None)
            if subject is not None and subject.i != token.i and PRONOUNS.get(subject.lower_) != "speaker":
                return subject
        if word.head == word:
            break
        word = word.head
    sources = (report.source for report in speech(story).chain(token))
    return next((who for who in sources if who is not None and PRONOUNS.get(who.lower_) != "speaker"), None)
