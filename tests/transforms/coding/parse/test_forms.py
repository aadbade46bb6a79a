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


def test_the_lemmas_of_many_are_those_of_each() -> None:
    words, tags = [form for form, _, _ in LEMMAS] + ["the", "paris"], [tag for _, tag, _ in LEMMAS] + ["DT", "NNP"]
    assert forms.lemmas(words, tags) == [forms.of(word, tag) for word, tag in zip(words, tags, strict=True)]
