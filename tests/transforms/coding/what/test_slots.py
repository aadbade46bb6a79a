from collections.abc import Callable

import pytest

from transforms.coding.parse.tree import grow
from transforms.coding.story import Story
from transforms.coding.what.slots import slots

FILLED = [
    ("purpose is the subject's", "The senator left the palace to meet envoys.", "meet", "subj", "senator"),
    ("but the sent have their own", "Chad sent troops to fight rebels.", "fight", "subj", "troops"),
    (
        "a past verb beside should",
        "Ruiz said the gang should disarm and urged voters to wait.",
        "urged",
        "subj",
        "Ruiz",
    ),
    (
        "a past verb of speech beside what was said",
        "Ruiz said Kenyans faced a threat and appealed for calm.",
        "appealed",
        "subj",
        "Ruiz",
    ),
    (
        "not where the speaker goes on of himself",
        "Ruiz said he saw a threat and appealed for calm.",
        "appealed",
        "subj",
        "Ruiz",
    ),
    ("a source is no addressee", "Peru froze aid, according to diplomats in Lima.", "froze", "to", ""),
    ("who was at the meeting", "After talks with monks, the king announced a truce.", "talks", "poss", "king"),
    ("what a predicate is about", "Canada was critical of the junta.", "was", "of", "junta"),
]


@pytest.mark.parametrize(("text", "word", "slot", "words"), [row[1:] for row in FILLED], ids=[row[0] for row in FILLED])
def test_what_fills_a_slot(story: Callable[..., Story], text: str, word: str, slot: str, words: str) -> None:
    tree = grow(story(text).doc)
    filled = slots(tree, tree.lower.index(word)).get(slot, ())
    assert " ".join(tree.tokens[i].text for i in filled) == words
