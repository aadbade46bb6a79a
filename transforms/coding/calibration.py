"""How likely an event is right in all that it says: a small model over its features, learned from verdicts on news.

The weights are `data/confidence_weights.tsv`, made by `tests/quality/learn_confidence.py`. Of events with confidence
near p about p were right when they were judged: type, both parties with their countries, whether, and source.
"""

import math
from collections.abc import Iterator

from transforms.coding.features import DEEPEST, Features, Side
from transforms.coding.lexicon import DATA, remembered, rows

FAR = 3.0
LONG = 8000
YES_OR_NO = ("passive", "domestic", "abroad", "quoted", "counted", "dated")
LEAST = 0.0375  # of judged events below it hardly one was right


def confidence(features: Features) -> float:
    """Return the share, 0 to 1, of events like this one that were right."""
    known = weights()
    total = sum(known.get(name, 0.0) * value for name, value in terms(features))
    return round(1 / (1 + math.exp(-total)), 4)


@remembered
def weights() -> dict[str, float]:
    """Return the weight of each term."""
    return {row.cells[0]: float(row.cells[1]) for row in rows(DATA / "confidence_weights.tsv", 2)}


def terms(features: Features) -> Iterator[tuple[str, float]]:
    """Yield the terms of the model with their values: numbers of about 0 to 1, and 1 for each word that is true."""
    yield "base", 1.0
    yield "points", (features.points - 4) / 2
    yield "topic", features.topic
    yield "weight", features.weight
    yield "position", features.position
    yield "sentence", min(features.sentence, 60) / 60
    yield "turns", min(features.turns, 3) / 3
    yield "reports", min(features.reports, 2) / 2
    yield "story", min(features.story, LONG) / LONG
    yield "depth", features.depth / DEEPEST
    yield "before", min(features.before, 1000) / 1000
    for name in ("event_type", "entry", "relation", "tag"):
        yield f"{name}={getattr(features, name)}", 1.0
    for name in (*features.auxiliary, *(each for each in YES_OR_NO if getattr(features, each))):
        yield name, 1.0
    yield from of_side("actor", features.actor)
    yield from of_side("recipient", features.recipient)
    yield from of_type(features)


def of_type(features: Features) -> Iterator[tuple[str, float]]:
    """Yield the terms that count for events of one type."""
    kind = features.event_type
    yield f"{kind} points", (features.points - 4) / 2
    yield f"{kind} by {features.entry}", 1.0
    yield f"{kind} with {'' if features.actor.standing else 'no '}actor", 1.0
    yield f"{kind} with {'' if features.recipient.standing else 'no '}recipient", 1.0
    if features.mode:
        yield f"{kind} {features.mode}", 1.0
    if features.abroad:
        yield f"{kind} abroad", 1.0


def of_side(role: str, side: Side) -> Iterator[tuple[str, float]]:
    """Yield the terms of one side."""
    yield f"{role}={side.standing or 'nobody'}", 1.0
    yield f"{role} found {side.found_by}", 1.0
    yield f"{role} far", min(math.log1p(side.far) / FAR, 1.0)
    if side.standing:
        yield f"{role} {'with' if side.country else 'without'} country", 1.0
        yield f"{role} {'named' if side.named else 'not named'}", 1.0
    if side.pronoun:
        yield f"{role} {side.pronoun}", 1.0
    if side.partly:
        yield f"{role} partly without country", 1.0
    if side.number > 1:
        yield f"{role} several", 1.0
