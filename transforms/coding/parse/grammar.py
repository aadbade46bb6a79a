"""Words by what they do in a sentence: times, quantities, modals, verbs of speech."""

from collections import defaultdict

from transforms.coding.lexicon import files, remembered, rows


@remembered
def table() -> dict[str, frozenset[str]]:
    """Return the words of each class."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in files("grammar_words.tsv"):
        for row in rows(file, 2):
            found[row.cells[0]].update(word.strip() for word in row.cells[1].split(","))
    return {name: frozenset(members) for name, members in found.items()}


def words(name: str) -> frozenset[str]:
    """Return the words of a class.

    >>> "tuesday" in words("TIME")
    True

    Raises:
        KeyError: There is no such class.
    """
    return table()[name]
