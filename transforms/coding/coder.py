"""The coder: articles in, their events out, in order."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from spacy.tokens import Doc

from schemas import plover
from schemas.article import Article
from schemas.event import Event
from transforms.coding import lexicon
from transforms.coding.extraction import extract
from transforms.coding.how_many import counted, quantities
from transforms.coding.parse import forms, grammar, model
from transforms.coding.parse.plain_text import plain
from transforms.coding.says import cues, speakers
from transforms.coding.story import Story
from transforms.coding.what import topics, vocabulary
from transforms.coding.when import date_words, datelines
from transforms.coding.where import place_mentions, placenames
from transforms.coding.whether import labels
from transforms.coding.who import coreference, gazetteer, groups, titles

TABLES = (
    vocabulary.load, forms.verbs, forms.nouns, gazetteer.table, titles.agents, titles.titles, titles.modifiers,
    coreference.anaphors, groups.nouns, grammar.table, cues.table, speakers.table, labels.table, topics.topics,
    date_words.table, counted.listed,
    quantities.table, place_mentions.place_words, placenames.not_places, placenames.countries, placenames.regions,
    placenames.spellings,
)  # fmt: skip
BATCH = 16
PIECE, CHARACTERS = 20_000, 40_000  # the parser's memory grows with what it takes at once
Piece = tuple[str, Article | None]  # a text to parse, and the article that it ends


class Coder:
    """Finds the events of articles.

    Args:
        extra_lexicon: Folder with a user's own lexicon files.

    Attributes:
        version: Version of the coder; ends in the hash of its lexicon.
        ontology_version: Version of the PLOVER vocabulary.

    Raises:
        LexiconError: A lexicon file says something that cannot be.
    """

    def __init__(self, extra_lexicon: Path | None = None) -> None:
        self.version = lexicon.version(extra_lexicon)
        self.ontology_version = plover.ONTOLOGY_VERSION
        self.extra = extra_lexicon
        load_tables(extra_lexicon)
        with lexicon.used(extra_lexicon):
            self.words = vocabulary.load()
        self.nlp = model.load()

    def code(self, articles: Iterable[Article], all_candidates: bool = False) -> Iterator[tuple[Event, ...]]:
        """Yield the events of each article, in the order of the articles.

        Args:
            articles: Articles.
            all_candidates: Keep the events below their type's cut too.
        """
        for article, story in self.stories(articles):
            yield self.events(story, article, all_candidates)

    def stories(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Story]]:
        """Yield each article with its parse."""
        texts = (piece for article in articles for piece in pieces(self.prepared(article), article))
        docs: list[Doc] = []
        for doc, last in chain.from_iterable(map(self.parsed, batches(texts))):
            docs.append(doc)
            if last:
                with lexicon.used(self.extra):
                    story = told(joined(docs), last)
                yield last, story
                docs = []

    def parsed(self, batch: list[Piece]) -> Iterator[tuple[Doc, Article | None]]:
        """Return the parses of pieces, each with its article if it is the last one."""
        return self.nlp.pipe(batch, as_tuples=True, batch_size=BATCH)

    def prepared(self, article: Article) -> str:
        """Return what is parsed of an article."""
        with lexicon.used(self.extra):
            return prepared(article.text)

    def events(self, story: Story, article: Article, all_candidates: bool = False) -> tuple[Event, ...]:
        """Return the events of a story."""
        with lexicon.used(self.extra):
            return extract(story, self.words, digest(article.text), self.version, all_candidates)


def load_tables(extra_lexicon: Path | None) -> None:
    """Load every table now, so that what a user's file gets wrong is told before the first article.

    Raises:
        LexiconError: A row says something that cannot be.
    """
    with lexicon.used(extra_lexicon):
        for load in TABLES:
            load()


def batches(found: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces that are parsed together: so many, or fewer that are long."""
    batch, characters = list[Piece](), 0
    for piece in found:
        if batch and (len(batch) == BATCH or characters + len(piece[0]) > CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(piece)
        characters += len(piece[0])
    if batch:
        yield batch


def pieces(text: str, article: Article) -> Iterator[Piece]:
    """Yield the text to parse in pieces of bounded length, cut behind sentences; with the last one its article."""
    start = 0
    while len(text) - start > PIECE:
        stop = start + PIECE
        cut = max(text.rfind("\n", start, stop), text.rfind(". ", start, stop) + 1, start + PIECE // 2) + 1
        yield text[start:cut], None
        start = cut
    yield text[start:], article


def joined(docs: list[Doc]) -> Doc:
    """Return the parsed pieces of a text as one."""
    return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def prepared(text: str) -> str:
    """Return what is parsed of a text: plain, without its dateline."""
    dateline = datelines.split(text)
    if dateline.words and not dateline.base:
        text = text[: dateline.words.start] + " " * len(dateline.words.text) + text[dateline.words.end :]
    return plain(text[dateline.base :])


def told(doc: Doc, article: Article) -> Story:
    """Return the story of an article."""
    dateline = datelines.split(article.text)
    return Story(
        article.id, article.text, article.title or "", article.published_at, doc,
        dateline.base, dateline.place, dateline.date,
    )  # fmt: skip


def digest(text: str) -> str:
    """Return the sha256 (hex) of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
