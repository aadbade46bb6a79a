"""Words of war between politicians: "attacked the senator over taxes" is ACCUSE, not ASSAULT."""

from transforms.coding.candidate import Candidate
from transforms.coding.who.parties import Member

VERBS = frozenset({"attack", "assail", "hit", "target", "pound", "bash", "savage", "slap", "punch"})
POLITICS = frozenset({"GOV", "PTY", "LEG", "ELI", "OPP"})
CIVIL = frozenset({"office", "person", "organisation", "society"})


def meant(candidate: Candidate, lemma: str, actors: tuple[Member, ...], recipients: tuple[Member, ...]) -> Candidate:
    """Return a candidate with the type that its words have between politicians."""
    if candidate.event_type != "ASSAULT" or candidate.modes or lemma not in VERBS:
        return candidate
    if not (actors and recipients and all(politician(member) for member in (*actors, *recipients))):
        return candidate
    path = (*candidate.path, "words of war between politicians")
    return candidate._replace(event_type="ACCUSE", modes=("disapprove",), cameo="111", path=path)


def politician(member: Member) -> bool:
    """Return whether somebody is a person or party of politics: no state, no army."""
    known = member.party
    return known.standing in CIVIL and known.actor.sectors[:1] != () and known.actor.sectors[0] in POLITICS
