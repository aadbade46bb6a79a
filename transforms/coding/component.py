"""The coder as a spaCy pipe: `nlp.add_pipe("dateline")`."""

from spacy.language import Language
from spacy.tokens import Doc

from transforms.coding import lexicon
from transforms.coding.coder import digest
from transforms.coding.extraction import extract
from transforms.coding.story import Story
from transforms.coding.what import vocabulary


class Dateline:
    """Finds the events of a parsed doc and keeps them in `doc._.events`."""

    def __init__(self) -> None:
        self.words = vocabulary.load()
        self.version = lexicon.version()

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with its events."""
        story = Story("", doc.text, "", None, doc)
        doc._.events = extract(story, self.words, digest(doc.text), self.version) if len(doc) else ()
        return doc


@Language.factory("dateline", assigns=["doc._.events"], requires=["token.dep", "token.tag"])
def make_dateline(nlp: Language, name: str) -> Dateline:
    """Return the pipe."""
    if not Doc.has_extension("events"):
        Doc.set_extension("events", default=())
    return Dateline()
