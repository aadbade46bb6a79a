"""What a reading must pass to be an event at all."""

from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.assemble import Draft
from transforms.coding.parse.tree import Tree
from transforms.coding.story import Story
from transforms.coding.what.reading import Reading
from transforms.coding.whether import factuality

INNER = ("compound", "amod", "nmod")


class Refusal(NamedTuple):
    """A clause without an event, and why."""

    head: Token
    reason: str


def refused(tree: Tree, story: Story, reading: Reading, draft: Draft | None) -> str:
    """Return why a reading is no event; empty if it is one."""
    if draft is None:
        return "; ".join(reading.path)
    if tree.noun(reading.head) and tree.dep[reading.head] in INNER:
        return "a noun that only describes another one"
    if not draft.actors and not draft.recipients:
        return "nobody takes part"
    return factuality.unreal(draft.candidate.head, story) or ""
