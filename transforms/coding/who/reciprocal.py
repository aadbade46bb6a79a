"""Whom "each other" and "one another" mean: all who act."""

from transforms.coding.parse.tree import Tree
from transforms.coding.what.reading import Reading
from transforms.coding.who.parties import MOST_RECIPIENTS, Member

PAIRS = frozenset((("each", "other"), ("one", "another")))


def reciprocal(tree: Tree, i: int) -> bool:
    """Return whether a word belongs to "each other" or "one another"."""
    return any(0 < k < len(tree.lower) and (tree.lower[k - 1], tree.lower[k]) in PAIRS for k in (i, i + 1))


def each_other(tree: Tree, reading: Reading, doers: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return all who act where they do it to each other; nobody where they do not."""
    if not any(reciprocal(tree, i) for i in reading.recipients):
        return ()
    return tuple(member._replace(reason=f"each other: {member.reason}") for member in doers[:MOST_RECIPIENTS])
