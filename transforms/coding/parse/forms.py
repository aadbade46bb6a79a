"""The lemma of a token, by its form and Penn tag: from the lexicon's own words, then by rule."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from transforms.coding import lexicon
from transforms.coding.parse import inflection

VERBS = ("verbs.tsv", "verb_classes.tsv", "light_verbs.tsv", "operators.tsv")
NOUNS = ("nouns.tsv", "noun_classes.tsv", "operators.tsv")
INFLECTED = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "NNS", "MD"})
COLUMNS = 12


def lemma(token: Token) -> str:
    """Return the lemma of a token, in lower case.

    Reads the form and the Penn tag: nothing of spaCy's lemmatizer, which knows fewer verbs than the lexicon.
    """
    return of(token.lower_, token.tag_)


def of(form: str, tag: str) -> str:
    """Return the lemma of a lower-case form with that Penn tag.

    >>> of("fined", "VBD"), of("staged", "VBN"), of("talks", "NNS"), of("said", "VBD")
    ('fine', 'stage', 'talk', 'say')
    """
    return known(form, tag, lexicon.OWN.get()) if tag in INFLECTED else form


def lemmas(words: Iterable[str], tags: Iterable[str]) -> list[str]:
    """Return the lemma of each of some lower-case words, by their Penn tags."""
    own = lexicon.OWN.get()
    return [known(word, tag, own) if tag in INFLECTED else word for word, tag in zip(words, tags, strict=True)]


@lru_cache(maxsize=200_000)
def known(form: str, tag: str, own: Path | None) -> str:
    """Return the lemma of an inflected form, remembered for each user's folder `own`, which is the one in use."""
    if tag.startswith("VB"):
        return verbs().get(form) or (form if tag in {"VB", "VBP"} else inflection.strip_verb(form))
    if tag == "NNS":
        return nouns().get(form) or inflection.strip_noun(form)
    return MODALS.get(form, form)


MODALS = {"'ll": "will", "wo": "will", "ca": "can", "'d": "would", "sha": "shall"}


@lexicon.remembered
def verbs() -> dict[str, str]:
    """Return every form of every verb that the lexicon names, and of the irregular ones."""
    table = inflect(lexicon_words(VERBS, first=True), inflection.verb_forms)
    for row in (row for file in lexicon.files("irregular.tsv") for row in lexicon.rows(file, 4)):
        verb, *forms = row.cells
        table.update(dict.fromkeys(inflection.verb_forms(verb)[:2] + inflection.gerund(verb), verb))
        table.update(
            (form.strip(), verb) for cell in forms for form in cell.replace("/", ",").split(",") if form.strip()
        )
    return table


@lexicon.remembered
def nouns() -> dict[str, str]:
    """Return every form of every noun that the lexicon names."""
    return inflect(lexicon_words(NOUNS, first=False), inflection.noun_forms) | IRREGULAR_NOUNS


IRREGULAR_NOUNS = {"people": "people", "children": "child", "women": "woman", "men": "man", "lives": "life"}


def inflect(words: Iterable[str], forms: Callable[[str], tuple[str, ...]]) -> dict[str, str]:
    """Return form -> word; a word that is a form of another one (troops, troop) counts as that one's."""
    everything = set(words)
    known = [word for word in sorted(everything) if not any(word in forms(base) for base in bases(word) & everything)]
    return {form: word for word in known for form in forms(word)} | {word: word for word in known}


def bases(word: str) -> set[str]:
    """Return what a word may be a form of, itself left out."""
    return {inflection.strip_noun(word), inflection.strip_verb(word)} - {word}


def lexicon_words(names: Iterable[str], *, first: bool) -> Iterator[str]:
    """Yield the word of each entry that inflects: the first of "break off", the last of "travel ban"."""
    for file in (file for name in names for file in lexicon.files(name)):
        for row in lexicon.rows(file, COLUMNS):
            cell = row.cells[1] if file.name.endswith("classes.tsv") else row.cells[0]
            for entry in filter(None, (part.strip() for part in cell.split(","))):
                pieces = entry.replace("-", " ").split()
                if not entry.isupper():
                    yield pieces[0] if first else pieces[-1]
