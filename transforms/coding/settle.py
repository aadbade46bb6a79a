"""What a draft comes to when its time, its truth and its sources are known, and the points that it has then."""

import datetime as dt
from typing import NamedTuple

from schemas.event import Claim
from transforms.coding import confidence
from transforms.coding.candidate import Candidate
from transforms.coding.draft import Draft
from transforms.coding.says import attribution
from transforms.coding.story import Story
from transforms.coding.when import dates
from transforms.coding.whether import auxiliary

FUTURE = {
    **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), ("AGREE", "030")),
    "RETREAT": ("CONCEDE", "080"),
}
YEAR = dt.timedelta(days=365)
DENIED = 1.0  # points that a denial costs


class Settled(NamedTuple):
    """A draft as it goes into the record, when it happened, and who says so."""

    draft: Draft
    dating: dates.Dating
    claims: tuple[Claim, ...]


def settle(drafted: Draft, story: Story) -> Settled:
    """Return a draft with its auxiliaries, what its time makes of its type, and its sources."""
    candidate = drafted.candidate._replace(auxiliary=auxiliary.auxiliaries(drafted.candidate, story))
    dating = dates.date_event(candidate, story)
    candidate = timed(candidate, dating, story)
    claims = attribution.attribute(candidate, story)
    doubt = confidence.doubts(candidate.auxiliary) - confidence.doubts(drafted.candidate.auxiliary)
    doubt += DENIED * any(claim.stance == "denies" for claim in claims)
    return Settled(drafted._replace(candidate=candidate, points=drafted.points - doubt), dating, claims)


def timed(candidate: Candidate, dating: dates.Dating, story: Story) -> Candidate:
    """Return a candidate with what its time makes of it: a future visit is AGREE, what is a year old is historical."""
    labels = candidate.auxiliary
    if "future" in labels and candidate.event_type in FUTURE:
        kind, cameo = FUTURE[candidate.event_type]
        path = (*candidate.path, f"future {candidate.event_type}")
        rest = tuple(label for label in labels if label != "future")
        candidate = candidate._replace(event_type=kind, modes=(), cameo=cameo, auxiliary=rest, path=path)
    elif "future" in labels and candidate.event_type in ("AGREE", "CONCEDE", "THREATEN"):
        candidate = candidate._replace(auxiliary=tuple(label for label in labels if label != "future"))
    last, published = dating.event_date_end, story.published_at
    if dating.source == "expression" and last and published and published.date() - last >= YEAR:
        candidate = candidate._replace(auxiliary=tuple(dict.fromkeys(("historical", *candidate.auxiliary))))
    return candidate
