"""Small sets of words by name; read from data/actors/words.tsv."""

from collections import defaultdict

from transforms.coding.lexicon import files, remembered, rows


def words(name: str) -> frozenset[str]:
    """Return a set of words.

    >>> "near" in words("locative")
    True
    """
    return _sets()[name]


@remembered
def _sets() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for file in files("actors/words.tsv"):
        for row in rows(file, 2):
            found[row.cells[0]].update(row.cells[1].split())
    return {name: frozenset(members) for name, members in found.items()}
