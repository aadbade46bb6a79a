import pytest

from transforms.coding.parse import forms

LEMMAS = [
    ("fined", "VBD", "fine"), ("staged", "VBN", "stage"), ("talks", "NNS", "talk"), ("said", "VBD", "say"),
    ("banned", "VBN", "ban"), ("expelling", "VBG", "expel"), ("denies", "VBZ", "deny"), ("countries", "NNS", "country"),
    ("held", "VBD", "hold"), ("met", "VBN", "meet"), ("police", "NNS", "police"), ("seized", "VBD", "seize"),
    ("urged", "VBD", "urge"), ("accusing", "VBG", "accuse"), ("shelled", "VBD", "shell"), ("freed", "VBN", "free"),
    ("will", "MD", "will"), ("'ll", "MD", "will"), ("clashes", "NNS", "clash"), ("killed", "VBN", "kill"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "tag", "lemma"), LEMMAS)
def test_a_form_has_its_lemma(form: str, tag: str, lemma: str) -> None:
    assert forms.of(form, tag) == lemma
