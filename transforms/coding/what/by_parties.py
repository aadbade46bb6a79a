"""What those who take part make of a type: politicians at words of war, armies that train together, peacekeepers."""

from collections.abc import Iterator

from spacy.tokens import Token

from transforms.coding.candidate import Candidate
from transforms.coding.confidence import several
from transforms.coding.who.parties import Member

BLOWS = frozenset({"attack", "assail", "hit", "target", "pound", "bash", "savage", "slap", "punch"})
EXERCISES = frozenset({"exercise", "exercises", "drill", "drills", "manoeuvres", "maneuvers", "game", "games"})
POLITICS = frozenset({"GOV", "PTY", "LEG", "ELI", "OPP"})
CIVIL = frozenset({"office", "person", "organisation", "society"})
OTHER_CLAUSES = frozenset({"relcl", "ccomp", "parataxis"})
KEEPING_PEACE = ("peacekeep", "peace-keep")
WIDEST = 60
Members = tuple[Member, ...]


def meant(candidate: Candidate, lemma: str, actors: Members, recipients: Members) -> tuple[Candidate, Members]:
    """Return a candidate with the type that it has between these parties, and to whom it is done then.

    "attacked the senator over taxes" is ACCUSE, war games of two countries are COOPERATE, a battalion sent as
    peacekeepers is AID, one's own troops ordered to leave are CONCEDE.
    """
    if candidate.event_type == "ASSAULT" and insulting(candidate, lemma, actors, recipients):
        path = (*candidate.path, "words of war between politicians")
        return candidate._replace(event_type="ACCUSE", modes=("disapprove",), cameo="111", path=path), recipients
    if candidate.event_type == "PROTEST" and complaining(candidate, actors):
        path = (*candidate.path, "one official protests")
        return candidate._replace(event_type="ACCUSE", modes=("disapprove",), cameo="110", path=path), recipients
    if candidate.event_type == "MOBILIZE" and trained_together(candidate, actors):
        path = (*candidate.path, "an exercise of several countries")
        return candidate._replace(event_type="COOPERATE", modes=(), cameo="062", path=path), recipients
    if candidate.event_type == "MOBILIZE" and keeping_peace(candidate, recipients):
        path = (*candidate.path, "peacekeepers")
        return candidate._replace(event_type="AID", modes=(), cameo="074", path=path), recipients
    if candidate.event_type == "REQUEST" and called_home(candidate, actors, recipients):
        path = (*candidate.path, "one's own troops")
        return candidate._replace(event_type="CONCEDE", modes=(), cameo="087", path=path), ()
    return candidate, recipients


def insulting(candidate: Candidate, lemma: str, actors: Members, recipients: Members) -> bool:
    """Return whether an attack of politicians on politicians is one of words."""
    bare = not candidate.modes and lemma in BLOWS and actors and recipients
    return bool(bare) and all(politician(member) for member in (*actors, *recipients))


def complaining(candidate: Candidate, actors: Members) -> bool:
    """Return whether a protest is words: one official or state does not march."""
    alone = len(actors) == 1 and not several(actors) and actors[0].party.standing in ("office", "person", "state")
    return alone and candidate.modes in ((), ("demo",)) and any(w.lower_.startswith("protest") for w in candidate.words)


def trained_together(candidate: Candidate, actors: Members) -> bool:
    """Return whether several countries hold an exercise."""
    several = len({member.party.actor.country for member in actors} - {None}) > 1
    return several and any(word.lower_ in EXERCISES for word in candidate.words)


def keeping_peace(candidate: Candidate, recipients: Members) -> bool:
    """Return whether those who move keep the peace: "sent a platoon to X on a peacekeeping mission"."""
    facing = any(word.lower_.startswith(KEEPING_PEACE) for member in recipients for word in member.head.subtree)
    moved = candidate.modes in ((), ("troops",))
    return moved and not facing and any(word.lower_.startswith(KEEPING_PEACE) for word in clause(candidate.head))


def clause(head: Token) -> Iterator[Token]:
    """Yield the words of a clause and of what it is for, not of the other clauses inside it; at most `WIDEST`."""
    waiting = [head]
    for _ in range(WIDEST):
        if not waiting:
            return
        word = waiting.pop()
        yield word
        waiting += [child for child in word.children if child.dep_ not in OTHER_CLAUSES and own(child)]


def own(word: Token) -> bool:
    """Return whether a word below a clause belongs to it: no adverbial clause but "to V"."""
    return word.dep_ != "advcl" or any(child.tag_ == "TO" and child.dep_ == "aux" for child in word.lefts)


def called_home(candidate: Candidate, actors: Members, recipients: Members) -> bool:
    """Return whether somebody orders his own troops to withdraw."""
    ordered = any("ORDER of RETREAT" in step for step in candidate.path)
    if not ordered or not all(member.party.standing == "armed" for member in recipients):
        return False
    countries = [{member.party.actor.country for member in side} for side in (actors, recipients)]
    return len(countries[0]) == 1 and countries[0] == countries[1] and None not in countries[0]


def politician(member: Member) -> bool:
    """Return whether somebody is a person or party of politics: no state, no army."""
    known = member.party
    return known.standing in CIVIL and known.actor.sectors[:1] != () and known.actor.sectors[0] in POLITICS
