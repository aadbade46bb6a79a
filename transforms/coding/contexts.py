"""What an event is about: PLOVER contexts from the words around it."""

from spacy.tokens import Token

from transforms.coding.candidate import Candidate
from transforms.coding.story import Story


def contexts(candidate: Candidate, story: Story) -> tuple[str, ...]:
    """Return the PLOVER contexts of an event, sorted."""
    return ()
