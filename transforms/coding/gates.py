"""What a reading must pass to be an event at all."""

from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.draft import Draft
from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what.reading import Reading
from transforms.coding.whether import factuality

NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
INNER = ("compound", "amod", "nmod")


class Refusal(NamedTuple):
    """A clause without an event, and why."""

    head: Token
    reason: str


def nobody(tree: Tree, i: int) -> bool:
    """Return whether a noun phrase stands for nobody: no one, no soldiers, none of them."""
    return (
        tree.lower[i] in NOBODY
        or any(tree.lower[k] == "no" for k in tree.having(i, "det", "neg", "preconj"))
        or (tree.lower[i] == "one" and i > 0 and tree.lower[i - 1] == "no")
    )


def known(tree: Tree, reading: Reading, draft: Draft) -> bool:
    """Return whether "the visit", "this meeting" points back at what is told elsewhere: nobody visits or meets."""
    return (
        reading.event_type == "CONSULT"
        and not draft.actors
        and all(tree.noun(i) for i in reading.words)
        and any(tree.lower[k] in DEFINITE for k in tree.having(reading.head, "det"))
    )


def refused(tree: Tree, story: Story, reading: Reading, draft: Draft | None) -> str:
    """Return why a reading is no event; empty if it is one."""
    if draft is None:
        return "; ".join(reading.path)
    if tree.noun(reading.head) and tree.dep[reading.head] in INNER:
        return "a noun that only describes another one"
    if known(tree, reading, draft):
        return "told before: a noun with an article, and nobody who meets"
    if any(nobody(tree, i) for i in (*reading.actors, *reading.recipients)):
        return "nobody did it, or it was done to nobody"
    if not draft.actors and not draft.recipients:
        return "nobody takes part"
    return factuality.unreal(draft.candidate.head, story) or ""
