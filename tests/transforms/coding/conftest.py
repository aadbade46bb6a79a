"""What tests of the coder share: the parser, loaded once, and stories made of a text."""

import datetime as dt
from typing import Protocol

import pytest
from spacy.language import Language

from transforms.coding.parse.model import load
from transforms.coding.story import Story


class MakeStory(Protocol):
    """Returns the story of a text: `story(text, published='2024-05-01', title='')`."""

    def __call__(self, text: str, published: str | None = "2024-05-01", title: str = "") -> Story: ...


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="session")
def story(nlp: Language) -> MakeStory:
    def make(text: str, published: str | None = "2024-05-01", title: str = "") -> Story:
        moment = dt.datetime.fromisoformat(published).replace(tzinfo=dt.UTC) if published else None
        return Story("story", text, title, moment, nlp(text))

    return make
