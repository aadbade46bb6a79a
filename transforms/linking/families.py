"""Families: articles that are near-duplicates of each other, directly or through others."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping

from transforms.linking.signatures import Signature, alike

REACH = dt.timedelta(days=7)  # copies run within days; and a run reads no more signatures than this far


def join_families(
    signatures: Mapping[str, Signature],
    seen: Mapping[str, dt.datetime],
    moved: Iterable[str],
    old: Mapping[str, str],
) -> dict[str, str]:
    """Return the family of every article whose family may have changed.

    The result is that of joining all articles at once: families are connected components, and a pair that was near
    before still is.

    Args:
        signatures: Of the moved articles and of all others within `REACH` of one of them.
        seen: When articles were published, for the same.
        moved: Articles that are new, or whose family has lost an article.
        old: The family of every article that has not moved.
    """
    moved = sorted(moved)
    parents = {key: key for key in moved}
    nodes = {key: key for key in moved} | {key: f"family {family}" for key, family in old.items()}
    for key, other in alike(signatures, moved):
        if abs(seen[key] - seen[other]) <= REACH:
            _unite(parents, key, nodes[other])
    return _named({key: _root(parents, node) for key, node in nodes.items() if node in parents})


def _unite(parents: dict[str, str], one: str, other: str) -> None:
    parents.setdefault(other, other)
    parents[_root(parents, one)] = _root(parents, other)


def _root(parents: dict[str, str], node: str) -> str:
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node


def _named(roots: Mapping[str, str]) -> dict[str, str]:
    """Name each component by its smallest article, however it was put together."""
    smallest: dict[str, str] = {}
    for key in sorted(roots):
        smallest.setdefault(roots[key], key)
    return {key: hashlib.sha256(smallest[root].encode()).hexdigest()[:16] for key, root in roots.items()}
