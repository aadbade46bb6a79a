"""What is open in an output: dead letters by code, quarantined events by rule."""

from collections import Counter

from transforms.tables.coverage import Coverage
from transforms.tables.storage import Storage
from transforms.tables.unresolved import chunks, open_dead_letters, open_quarantine


def refused_by_code(store: Storage, held: Coverage) -> Counter[str]:
    """Return how many dead letters no replay has resolved, by code."""
    counted: Counter[str] = Counter()
    for commits in chunks(held):
        if commits[0].rows["dead_letters"]:
            counted.update(open_dead_letters(store, commits, ["code"])["code"].to_pylist())
    return counted


def truncated(store: Storage, held: Coverage) -> int:
    """Return how many of them were kept in part only."""
    letters = (open_dead_letters(store, c, ["truncated"]) for c in chunks(held) if c[0].rows["dead_letters"])
    return sum(sum(table["truncated"].to_pylist()) for table in letters)


def quarantined(store: Storage, held: Coverage) -> int:
    """Return how many events are in quarantine that have not passed since."""
    return sum(open_quarantine(store, commits, ()).num_rows for commits in chunks(held))


def quarantined_by_rule(store: Storage, held: Coverage) -> Counter[str]:
    """Return how many quarantined events still broke each rule when they were looked at first."""
    counted: Counter[str] = Counter()
    for commits in chunks(held):
        if any(commit.rows["quarantine"] for commit in commits):
            violations = open_quarantine(store, commits, ["violations"])["violations"].to_pylist()
            counted.update(rule for rules in violations for rule in rules)
    return counted
