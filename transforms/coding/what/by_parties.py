"""What those who take part make of a type: politicians at words of war, armies that train together, peacekeepers."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.candidate import Candidate
from transforms.coding.confidence import several
from transforms.coding.who.parties import Member

BLOWS = frozenset({"attack", "assail", "hit", "target", "pound", "bash", "savage", "slap", "punch"})
EXERCISES = frozenset({"exercise", "exercises", "drill", "drills", "manoeuvres", "maneuvers", "game", "games"})
ALLIES = frozenset({"allies", "partners", "neighbours", "neighbors"})
ARMED = ("COP", "MIL", "PRM")
POLITICS = frozenset({"GOV", "PTY", "LEG", "ELI", "OPP"})
CIVIL = frozenset({"office", "person", "organisation", "society"})
OTHER_CLAUSES = frozenset({"relcl", "ccomp", "parataxis"})
KEEPING_PEACE = ("peacekeep", "peace-keep")
WIDEST = 60
Members = tuple[Member, ...]


class Between(NamedTuple):
    """A candidate between parties; `lemma` is that of its blow, else of its head."""

    candidate: Candidate
    lemma: str
    actors: Members
    recipients: Members


class Meaning(NamedTuple):
    """What a type comes to where a test holds, and why; `lonely` if it is done to nobody then."""

    of: str
    holds: Callable[[Between], bool]
    event_type: str
    modes: tuple[str, ...]
    cameo: str
    why: str
    lonely: bool = False


def meant(candidate: Candidate, lemma: str, actors: Members, recipients: Members) -> tuple[Candidate, Members]:
    """Return a candidate with the type that it has between these parties, and to whom it is done then.

    "attacked the senator over taxes" is ACCUSE, war games of two countries are COOPERATE, a battalion sent as
    peacekeepers is AID, one's own troops ordered to leave are CONCEDE.
    """
    between = Between(candidate, lemma, actors, recipients)
    for each in MEANINGS:
        if each.of == candidate.event_type and each.holds(between):
            path = (*candidate.path, each.why)
            made = candidate._replace(event_type=each.event_type, modes=each.modes, cameo=each.cameo, path=path)
            return made, () if each.lonely else recipients
    return candidate, recipients


def insulting(between: Between) -> bool:
    """Return whether an attack of politicians on politicians is one of words."""
    candidate, lemma, actors, recipients = between
    bare = not candidate.modes and lemma in BLOWS and actors and recipients
    return bool(bare) and all(politician(member) for member in (*actors, *recipients))


def complaining(between: Between) -> bool:
    """Return whether a protest is words: one official or state does not march."""
    candidate, _, actors, _ = between
    alone = len(actors) == 1 and not several(actors) and actors[0].party.standing in ("office", "person", "state")
    return alone and candidate.modes in ((), ("demo",)) and any(w.lower_.startswith("protest") for w in candidate.words)


def trained_together(between: Between) -> bool:
    """Return whether several countries hold an exercise, or one with its allies."""
    countries = {member.party.actor.country for member in between.actors} - {None}
    allied = len(between.actors) > 1 and any(member.head.lower_ in ALLIES for member in between.actors)
    return (len(countries) > 1 or allied) and exercising(between)


def exercising(between: Between) -> bool:
    """Return whether an exercise is what is held or agreed."""
    return any(word.lower_ in EXERCISES for word in between.candidate.words)


def to_exercise(between: Between) -> bool:
    """Return whether an exercise is agreed on: nobody is threatened."""
    return exercising(between) and any(": AGREE of MOBILIZE" in step for step in between.candidate.path)


def offering(between: Between) -> bool:
    """Return whether troops are offered to those who may want them."""
    return any("operator offer: OFFER of MOBILIZE" in step for step in between.candidate.path)


def keeping_peace(between: Between) -> bool:
    """Return whether those who move keep the peace: "sent a platoon to X on a peacekeeping mission"."""
    candidate, _, _, recipients = between
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


def suppressing(between: Between) -> bool:
    """Return whether police or troops stop a protest."""
    stopped = any("STOP of PROTEST" in step or "CANCEL of PROTEST" in step for step in between.candidate.path)
    return stopped and bool(between.actors) and all(bears(member, *ARMED) for member in between.actors)


def aid_workers(between: Between) -> bool:
    """Return whether those who stop an operation bring aid: no arms fall silent."""
    civil = [m.party.actor.country in ("NGO", "UNO") and not bears(m, *ARMED, "REB") for m in between.actors]
    return "ceasefire" in between.candidate.modes and bool(civil) and all(civil)


def bears(member: Member, *sectors: str) -> bool:
    """Return whether somebody has one of these sectors."""
    return not set(sectors).isdisjoint(member.party.actor.sectors)


def called_home(between: Between) -> bool:
    """Return whether somebody orders his own troops to withdraw."""
    candidate, _, actors, recipients = between
    ordered = any("ORDER of RETREAT" in step for step in candidate.path)
    if not ordered or not all(member.party.standing == "armed" for member in recipients):
        return False
    countries = [{member.party.actor.country for member in side} for side in (actors, recipients)]
    return len(countries[0]) == 1 and countries[0] == countries[1] and None not in countries[0]


def politician(member: Member) -> bool:
    """Return whether somebody is a person or party of politics: no state, no army."""
    known = member.party
    return known.standing in CIVIL and known.actor.sectors[:1] != () and known.actor.sectors[0] in POLITICS


MEANINGS = (
    Meaning("ASSAULT", insulting, "ACCUSE", ("disapprove",), "111", "words of war between politicians"),
    Meaning("PROTEST", complaining, "ACCUSE", ("disapprove",), "110", "one official protests"),
    Meaning("THREATEN", to_exercise, "AGREE", (), "031", "an exercise is agreed on"),
    Meaning("THREATEN", offering, "AGREE", (), "0332", "troops are offered"),
    Meaning("MOBILIZE", trained_together, "COOPERATE", (), "062", "an exercise of several countries"),
    Meaning("MOBILIZE", keeping_peace, "AID", (), "074", "peacekeepers"),
    Meaning("RETREAT", suppressing, "COERCE", ("restrict",), "172", "armed men end the protest of others"),
    Meaning("RETREAT", aid_workers, "SANCTION", ("discontinue",), "162", "aid that ends"),
    Meaning("REQUEST", called_home, "CONCEDE", (), "087", "one's own troops", lonely=True),
)
