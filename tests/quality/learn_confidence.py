"""Learns from judged events how likely an event is right: python -m tests.quality.learn_confidence NEWS.jsonl.

The output is `confidence_weights.tsv`; what was measured goes to standard error. A verdict counts for an event that
still says what was judged, or whose type at that place was found to be none; of an event that was judged more than
once, each verdict counts for its share. Ridge logistic regression by Newton's method: the same input gives the same
weights. Figures are from articles that were not learned from (ten folds).
"""

import argparse
import collections
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.event import Event, Sentence
from tests.quality.verdicts import Verdict, read, told, verdicts
from transforms.coding import assemble, calibration, extraction, lexicon
from transforms.coding.coder import Coder
from transforms.coding.features import Features, features
from transforms.coding.gates import Refusal
from transforms.coding.parse import tree
from transforms.coding.settle import settle

Floats = NDArray[np.float64]
NONE_WHATEVER_IT_SAYS = frozenset(("not political", "not an event", "wrong sense", "wrong type"))
LEAST = 8  # a term is in so many judged events at least
RIDGE, STEPS, FOLDS = 6.0, 12, 10
CAUTION = 0.4  # log odds: two pairs of judges part by .13 over the same events; confidence is to hold for the stricter
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)


class Judged(NamedTuple):
    """A judged event that the coder still tells: its article, its features, and which share of verdicts says right."""

    article: str
    features: Features
    right: float


def judged(file: Path) -> Iterator[Judged]:
    """Yield what can be learned from, in order of the articles."""
    known: dict[tuple[str, int, str], list[Verdict]] = collections.defaultdict(list)
    for verdict in verdicts():
        known[verdict.article, verdict.start, verdict.event_type].append(verdict)
    coder = Coder()
    for article, story in coder.stories(read(file, {name for name, *_ in known})):
        with lexicon.used(None):
            for draft in extraction.drafts(tree.grow(story.doc), story, coder.words):
                if isinstance(draft, Refusal):
                    continue
                settled = settle(draft, story)
                event = assemble.event(settled, story, "", Sentence(0, 0, 0), "")
                at_place = known.get((article.id, event.trigger.start, event.event_type), ())
                votes = [verdict.right for verdict in at_place if counts(verdict, event)]
                if votes:
                    candidate, actors, recipients, *_ = settled.draft
                    found = features(candidate, actors, recipients, event.counts, story)
                    yield Judged(article.id, found, sum(votes) / len(votes))


def counts(verdict: Verdict, event: Event) -> bool:
    """Return whether a verdict holds for what the coder says today; the first rounds do not tell what they judged."""
    return bool(verdict.told) and (verdict.told == told(event) or verdict.cause in NONE_WHATEVER_IT_SAYS)


def matrix(found: list[Judged], names: list[str]) -> Floats:
    """Return a row an event, a column a term."""
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(found), len(names)))
    for row, each in zip(table, found, strict=True):
        for name, value in calibration.terms(each.features):
            if name in place:
                row[place[name]] = value
    return table


def fit(table: Floats, right: Floats) -> Floats:
    """Return the weights; the base is not held back, and knows no caution."""
    weights = np.zeros(table.shape[1])
    held = np.full(table.shape[1], RIDGE)
    held[0] = 1e-3
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (right - guess) - held * weights
        weights = weights + np.linalg.solve((table * (guess * (1 - guess))[:, None]).T @ table + np.diag(held), slope)
    return weights


def held_out(found: list[Judged], table: Floats, right: Floats) -> Floats:
    """Return what is guessed for each event by weights that were learned from other articles."""
    fold = np.array([int(hashlib.sha256(each.article.encode()).hexdigest(), 16) // 3 % FOLDS for each in found])
    guess = np.zeros(len(found))
    for number in range(FOLDS):
        weights = fit(table[fold != number], right[fold != number])
        guess[fold == number] = 1 / (1 + np.exp(CAUTION - table[fold == number] @ weights))
    return guess


def report(guess: Floats, right: Floats) -> Iterator[str]:
    """Yield how good the guesses are: precision of the surest, and a reliability table."""
    order = np.argsort(-guess, kind="stable")
    yield f"{len(right)} judged events, {right.mean():.3f} right"
    yield f"a right one is surer than a wrong one: {surer(guess, right):.3f}; log loss {loss(guess, right):.4f}"
    for share in SHARES:
        best = order[: max(1, int(share * len(order)))]
        yield f"surest {share:4.0%}: {right[best].mean():.3f} right, confidence from {guess[best].min():.2f}"
    for low in np.arange(0, 1, 0.1):
        here = (guess >= low) & (guess < low + 0.1)
        if here.any():
            yield f"confidence {low:.1f}-{low + 0.1:.1f}: {right[here].mean():.3f} of {here.sum()}"


def surer(guess: Floats, right: Floats) -> float:
    """Return how often a right event's guess is above a wrong one's (the area under the ROC curve)."""
    above = (guess[:, None] > guess).astype(float) + (guess[:, None] == guess) / 2
    return float(right @ above @ (1 - right) / (right.sum() * (1 - right).sum()))


def loss(guess: Floats, right: Floats) -> float:
    """Return the mean log loss."""
    return float(-np.mean(right * np.log(guess) + (1 - right) * np.log(1 - guess)))


def main() -> None:
    """Print the weights; say what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="articles as JSON lines")
    found = list(judged(parser.parse_args().file))
    seen = collections.Counter(name for each in found for name, _ in calibration.terms(each.features))
    names = ["base", *sorted(name for name, number in seen.items() if number >= LEAST and name != "base")]
    table, right = matrix(found, names), np.array([each.right for each in found])
    for line in report(held_out(found, table, right), right):
        sys.stderr.write(line + "\n")
    print("# What speaks for (+) or against (-) an event being right: tests/quality/learn_confidence.py")  # noqa: T201
    weights = fit(table, right)
    weights[0] -= CAUTION
    for name, weight in zip(names, weights, strict=True):
        print(f"{name}\t{weight:.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
