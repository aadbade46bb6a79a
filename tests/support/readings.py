"""What a word of a story is read as: the parse of the story with it."""

from typing import NamedTuple

from transforms.coding.parse.tree import Tree, grow
from transforms.coding.story import Story
from transforms.coding.what.reader import Reader
from transforms.coding.what.reading import Reading
from transforms.coding.what.senses import Senses
from transforms.coding.what.vocabulary import load


class Read(NamedTuple):
    """A story, its parse, and what a word of it reports: the arguments of what finds parties."""

    tree: Tree
    story: Story
    reading: Reading


def read(story: Story, word: str) -> Read:
    """Read the first such word of a story, which must report something."""
    tree = grow(story.doc)
    reading = Reader(Senses(tree, load())).read(tree.lower.index(word))
    assert reading is not None, f"{word!r} reports nothing"
    return Read(tree, story, reading)
