"""The words of a text as date expressions are read from them."""

from typing import NamedTuple

from spacy.tokens import Doc

from transforms.coding.moment import Moment


class Found(NamedTuple):
    """A moment and the index behind its last token."""

    moment: Moment
    stop: int


class Words:
    """The lower-case words of a text; behind the end they are empty."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.lower = [token.lower_ for token in doc]

    def __getitem__(self, index: int) -> str:
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def tag(self, index: int) -> str:
        """Return the Penn tag of a word."""
        return self.doc[index].tag_ if 0 <= index < len(self.lower) else ""

    def capital(self, index: int) -> bool:
        """Say whether a word begins with a capital."""
        return 0 <= index < len(self.lower) and self.doc[index].text[:1].isupper()
