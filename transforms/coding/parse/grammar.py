"""Words by what they do in a sentence: times, quantities, modals, verbs of speech."""

from functools import lru_cache

from transforms.coding import lexicon


@lru_cache(maxsize=1)
def table() -> dict[str, frozenset[str]]:
    """Return the words of each class."""
    listed = lexicon.rows(lexicon.DATA / "grammar_words.tsv", 2)
    return {row.cells[0]: frozenset(word.strip() for word in row.cells[1].split(",")) for row in listed}


def words(name: str) -> frozenset[str]:
    """Return the words of a class.

    >>> "tuesday" in words("TIME")
    True

    Raises:
        KeyError: There is no such class.
    """
    return table()[name]
