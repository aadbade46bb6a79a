"""Learns from `stories.tsv` which words make a story political: python -m tests.quality.learn_topic NEWS.jsonl.

The output is `topic_words.tsv`. Ridge logistic regression by plain gradient descent from zero: the same input gives the
same weights. Words mostly written with a capital are left out: names of the day would not hold for other years.
"""

import argparse
import collections
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.quality.expected import HERE
from transforms.coding.lexicon import rows
from transforms.coding.what import topic

Floats = NDArray[np.float64]
LEAST, MOST, NAME = (
    4,
    0.6,
    0.8,
)  # a word is in so many stories at least, in such a share at most, capitalised in such a share
KEPT = 800
STEPS, STEP, RIDGE = 400, 8.0, 0.0015
FOLDS = 5


def words(texts: list[str]) -> list[str]:
    """Return the words worth a weight, in order."""
    stories: collections.Counter[str] = collections.Counter()
    seen: collections.Counter[str] = collections.Counter()
    capital: collections.Counter[str] = collections.Counter()
    for text in texts:
        found = topic.WORD.findall(text)[: topic.FIRST]
        stories.update({word.lower() for word in found})
        seen.update(word.lower() for word in found)
        capital.update(word.lower() for word in found if word[0].isupper())
    return sorted(w for w, n in stories.items() if LEAST <= n <= MOST * len(texts) and capital[w] < NAME * seen[w])


def matrix(texts: list[str], known: list[str]) -> Floats:
    """Return a row a text, as `topic` weighs its words."""
    place = {word: number for number, word in enumerate(known)}
    table = np.zeros((len(texts), len(known)))
    for line, text in zip(table, texts, strict=True):
        for word, value in topic.weighed(text, place).items():
            line[place[word]] = value
    return table


def fit(table: Floats, wanted: Floats) -> tuple[Floats, float]:
    """Return the weights and the base."""
    weights, base = np.zeros(table.shape[1]), 0.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(table @ weights + base))) - wanted
        weights = weights - STEP * (table.T @ error / len(wanted) + RIDGE * weights)
        base -= 2 * float(error.mean())
    return weights, base


def held_out(table: Floats, wanted: Floats, folds: NDArray[np.int64]) -> Floats:
    """Return each story's score by weights that have not seen it."""
    scores = np.zeros(len(wanted))
    for fold in range(FOLDS):
        here = folds == fold
        columns = telling(table[~here], wanted[~here])
        weights, base = fit(table[~here][:, columns], wanted[~here])
        scores[here] = table[here][:, columns] @ weights + base
    return scores


def telling(table: Floats, wanted: Floats) -> NDArray[np.int64]:
    """Return the columns with the heaviest weights, in order."""
    weights, _ = fit(table, wanted)
    return np.sort(np.argsort(-np.abs(weights), kind="stable")[:KEPT])


def calibrated(scores: Floats, wanted: Floats) -> tuple[float, float]:
    """Return slope and base that make held-out scores log odds."""
    slope, base = 1.0, 0.0
    for _ in range(4000):
        error = 1 / (1 + np.exp(-(slope * scores + base))) - wanted
        slope, base = slope - 0.2 * float((error * scores).mean()), base - 0.2 * float(error.mean())
    return slope, base


def area(scores: Floats, wanted: Floats) -> float:
    """Return the area under the ROC curve."""
    return float(np.mean([(score > scores[wanted == 0]).mean() for score in scores[wanted == 1]]))


def main() -> None:
    """Print the words with their weights; what was measured goes to standard error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path, help="the articles that stories.tsv judges, as JSON lines")
    texts = {r["id"]: r["text"] for r in map(json.loads, parser.parse_args().news.open(encoding="utf-8"))}
    judged = [row.cells for row in rows(HERE / "stories.tsv", 2)]
    told = [texts[name] for name, _ in judged]
    wanted = np.array([verdict == "political" for _, verdict in judged], float)
    folds = np.array([int(hashlib.sha256(name.encode()).hexdigest(), 16) // 3 % FOLDS for name, _ in judged])
    known = words(told)
    scores = held_out(matrix(told, known), wanted, folds)
    known = [known[i] for i in telling(matrix(told, known), wanted)]
    table = matrix(told, known)
    slope, base = calibrated(scores, wanted)
    weights, middle = fit(table, wanted)
    print(f"# {len(judged)} stories; held out: area {area(scores, wanted):.3f}", file=sys.stderr)  # noqa: T201
    print("# What a word says for (+) or against (-) a political story: tests/quality/learn_topic.py")  # noqa: T201
    print("# word\tweight")  # noqa: T201
    print(f"*\t{slope * middle + base:.3f}")  # noqa: T201
    print(*(f"{word}\t{slope * weight:.3f}" for word, weight in zip(known, weights, strict=True)), sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
