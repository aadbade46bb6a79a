"""Who stands beside whom: true lists, and the countries that share one noun ("the kings of Norway and Denmark")."""

from collections.abc import Iterator
from itertools import islice

from schemas.event import Actor
from transforms.coding.parse.phrases import extent
from transforms.coding.parse.tree import Tree
from transforms.coding.parse.word_sets import words
from transforms.coding.story import Story
from transforms.coding.who.gazetteer import matches
from transforms.coding.who.party import Party
from transforms.coding.who.titles import titles

LONGEST = 12
NATIONAL = ("country", "people", "capital")
CLAUSE = ("relcl", "acl", "amod")
FROM = ("of", "from")


def listed(tree: Tree, i: int) -> list[int]:
    """Return i and what is coordinated with it: joined by "and" or "or", no colon and no clause in between."""
    chain = [each for first in (i, *apposed(tree, i)) for each in tree.conjuncts(first)][: LONGEST + 1]
    if len(chain) == 1 or not any(tree.dep[k] == "cc" for each in chain for k in tree.kids[each]):
        return [i]
    return [i, *(k for k in chain[1:] if not parted(tree, i, k))]


def together(tree: Tree, i: int) -> list[int]:
    """Return i, what is coordinated with it, and the names of some of those whom it means."""
    return [*listed(tree, i), *examples(tree, i)]


def examples(tree: Tree, i: int) -> list[int]:
    """Return the names of some of those whom a plural means: "twelve countries, including Chad and Niger"."""
    behind = tree.below(i, "including") if tree.tag[i] in ("NNS", "NNPS") else []
    found = (k for first in behind for k in listed(tree, first))
    return [k for k in found if tree.name(k) or any(map(tree.name, tree.having(k, "compound")))]


def apposed(tree: Tree, i: int) -> list[int]:
    """Return the name that goes on a list, which parsers take for an apposition: "Olsen, Lund and Berg left"."""
    named = tree.tag[i] == "NNP" and tree.dep[i] != "pobj" and tree.lower[i] not in titles()
    right = [k for k in tree.having(i, "appos") if tree.name(k)] if named else []
    return [k for k in right if tree.having(k, "cc") and any(tree.name(each) for each in tree.having(k, "conj"))]


def parted(tree: Tree, i: int, k: int) -> bool:
    """Return whether a colon or a verb of another clause stands between two nouns."""
    return any(
        tree.lower[j] == ":" or (tree.verb(j) and tree.dep[j] not in CLAUSE and i < tree.head[j] < k)
        for j in range(min(i, k) + 1, max(i, k))
        if tree.dep[j] != "punct" or tree.lower[j] == ":"
    )


def sharing(tree: Tree, story: Story, i: int, party: Party) -> Iterator[tuple[int, Party]]:
    """Yield the others whom one plural means: "the kings of Norway and Denmark", "the towns of Bria and Birao"."""
    known = matches(story)
    if tree.tag[i] not in ("NNS", "NNPS"):
        return
    shared = tree.lemma[i] in words("sites")
    behind = (each for word in FROM for noun in tree.below(i, word) for each in listed(tree, noun))
    for k in islice(behind, LONGEST):
        entry = known[k].entries[0] if k in known else None
        if shared and tree.name(k) and tree.dep[k] == "conj":
            actor = Actor(*story.words(*extent(tree.tokens[k])), None, party.actor.country, party.actor.sectors)
            yield k, Party(actor, party.standing, f"{party.rule}, each of several")
        elif entry and entry.kind in NATIONAL and party.actor.country not in (None, entry.country):
            actor = Actor(*story.word(tree.tokens[k]), None, entry.country, party.actor.sectors)
            yield k, Party(actor, party.standing, f"{party.rule}, each of several")
