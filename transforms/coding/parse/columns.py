"""The words of a parse as plain lists: spaCy makes a Python object for each token that is asked for, each time."""

from typing import NamedTuple

from spacy.tokens import Doc

KEY = "dateline columns"


class Columns(NamedTuple):
    """Text, lower-case form, Penn tag, dependency label and head of each token, by its number."""

    text: list[str]
    lower: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]


def columns(doc: Doc) -> Columns:
    """Return the columns of a parse, taken out once and kept with it."""
    known = doc.user_data.get(KEY)
    if not isinstance(known, Columns):
        known = doc.user_data[KEY] = _taken(doc)
    return known


def _taken(doc: Doc) -> Columns:
    strings = doc.vocab.strings
    numbers = doc.to_array(["ORTH", "LOWER", "TAG", "DEP", "HEAD"])
    kinds: list[list[int]] = numbers[:, :4].T.tolist()
    named = {number: strings[number] for number in set().union(*kinds)}
    text, lower, tag, dep = (list(map(named.__getitem__, column)) for column in kinds)
    offsets = numbers[:, 4].astype("int64").tolist()
    return Columns(text, lower, tag, dep, [i + offset for i, offset in enumerate(offsets)])
