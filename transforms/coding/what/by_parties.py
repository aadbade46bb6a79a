"""What those who take part make of a type: words of war between politicians, an exercise of two armies."""

from transforms.coding.candidate import Candidate
from transforms.coding.who.parties import Member

BLOWS = frozenset({"attack", "assail", "hit", "target", "pound", "bash", "savage", "slap", "punch"})
EXERCISES = frozenset({"exercise", "exercises", "drill", "drills", "manoeuvres", "maneuvers", "game", "games"})
POLITICS = frozenset({"GOV", "PTY", "LEG", "ELI", "OPP"})
CIVIL = frozenset({"office", "person", "organisation", "society"})


def meant(candidate: Candidate, lemma: str, actors: tuple[Member, ...], recipients: tuple[Member, ...]) -> Candidate:
    """Return a candidate with the type that it has between these parties.

    "attacked the senator over taxes" is ACCUSE, war games of two countries are COOPERATE.
    """
    bare = candidate.event_type == "ASSAULT" and not candidate.modes and lemma in BLOWS
    if bare and actors and recipients and all(politician(member) for member in (*actors, *recipients)):
        path = (*candidate.path, "words of war between politicians")
        return candidate._replace(event_type="ACCUSE", modes=("disapprove",), cameo="111", path=path)
    trained = candidate.event_type == "MOBILIZE" and any(word.lower_ in EXERCISES for word in candidate.words)
    if trained and len({member.party.actor.country for member in actors} - {None}) > 1:
        path = (*candidate.path, "an exercise of several countries")
        return candidate._replace(event_type="COOPERATE", modes=(), cameo="062", path=path)
    return candidate


def politician(member: Member) -> bool:
    """Return whether somebody is a person or party of politics: no state, no army."""
    known = member.party
    return known.standing in CIVIL and known.actor.sectors[:1] != () and known.actor.sectors[0] in POLITICS
