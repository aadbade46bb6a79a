"""The words of a text as date expressions are read from them."""

from typing import NamedTuple

from spacy.tokens import Doc

from transforms.coding.parse.columns import columns
from transforms.coding.when.moment import Moment


class Found(NamedTuple):
    """A moment and the index behind its last token."""

    moment: Moment
    stop: int


class Words:
    """The lower-case words of a text; behind the end they are empty."""

    def __init__(self, doc: Doc) -> None:
        known = columns(doc)
        self.text, self.lower, self.tags = known.text, known.lower, known.tag

    def __getitem__(self, index: int) -> str:
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def tag(self, index: int) -> str:
        """Return the Penn tag of a word."""
        return self.tags[index] if 0 <= index < len(self.lower) else ""

    def capital(self, index: int) -> bool:
        """Say whether a word begins with a capital."""
        return 0 <= index < len(self.lower) and self.text[index][:1].isupper()
