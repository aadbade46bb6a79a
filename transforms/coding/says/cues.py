"""Words that report what somebody says, and where such a word keeps the content."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from schemas.event import STANCES
from transforms.coding.lexicon import Row, files, remembered, rows

KINDS = ("verb", "noun", "adverb", "adjective", "preposition")
PARTS = {"V": "verb", "N": "noun", "R": "adverb", "J": "adjective"}
MARKS = frozenset(('"', "“", "``", "''", "„", "«"))
CLAUSES = frozenset({"ccomp", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "nsubjpass"})


class Cue(NamedTuple):
    """A word that reports what somebody says: one row of data/cues.tsv."""

    lemma: str
    kind: str
    stance: str
    slots: frozenset[str]
    negated: str


@remembered
def table() -> dict[tuple[str, str], Cue]:
    """Return the cues by kind and form."""
    found: dict[tuple[str, str], Cue] = {}
    for file in files("cues.tsv"):
        for row in rows(file, 5):
            cue = _read(row)
            for form in _forms(row.cells[0].split(), cue.kind):
                found.setdefault((cue.kind, form), cue)
    return found


def _read(row: Row) -> Cue:
    words, kind, stance, slots, negated = row.cells
    if kind not in KINDS:
        raise row.error(f"{kind!r} is no kind of cue; known: {', '.join(KINDS)}")
    for value in filter(None, (stance, negated)):
        if value not in STANCES:
            raise row.error(f"{value!r} is no stance; known: {', '.join(STANCES)}")
    return Cue(words.split()[0], kind, stance, frozenset(slots.split()), negated)


def _forms(words: list[str], kind: str) -> Iterator[str]:
    """Yield the forms given, and the regular ones of the first."""
    yield from words
    lemma = words[0]
    if kind == "noun":
        yield lemma + "s"
    if kind == "verb":
        stem = lemma[:-1] if lemma[-1] in "ey" else lemma
        past = "ied" if lemma[-1] == "y" and lemma[-2] not in "aeou" else "ed"
        yield from (f"{lemma}s", f"{lemma}es", f"{stem}{past}", f"{stem}ies", f"{lemma.removesuffix('e')}ing")


def cue_of(token: Token) -> Cue | None:
    """Return what kind of cue a token is, if it is one."""
    word = token.lower_
    if word == "according":  # a verb to the tagger, a preposition to the parser
        return table()["preposition", word]
    kind = PARTS.get(token.tag_[:1])
    return table().get((kind, word)) if kind else None


@remembered
def _codes() -> frozenset[int]:
    """Return the numbers by which the parser knows the forms of all cues: numbers are found faster than strings."""
    return frozenset(get_string_id(form) for _, form in table())


def cues_in(doc: Doc) -> list[tuple[Token, Cue]]:
    """Return the cues of a text, in order."""
    codes = _codes()
    tokens = (doc[i] for i, code in enumerate(doc.to_array(["LOWER"]).ravel().tolist()) if code in codes)
    return [(token, cue) for token in tokens if (cue := cue_of(token))]


def governor(token: Token) -> tuple[Token, Cue] | None:
    """Return the cue in whose content slot a token stands, if its head is one."""
    head, dep = token.head, token.dep_
    if dep == "prep" and head.dep_ in OBJECTS and (cue := cue_of(head.head)) and _of_target(token, cue):
        return head.head, cue
    if (cue := cue_of(head)) and (_holds(cue, token, dep) or _trails(cue, token, dep)):
        return head, cue
    return None


def _trails(cue: Cue, token: Token, dep: str) -> bool:
    """Tell whether a participle behind the verb of saying goes on with what is said: `the army said, killing two`."""
    return (
        dep == "advcl"
        and token.tag_ == "VBG"
        and "quote" in cue.slots
        and token.i > token.head.i
        and cue_of(token) is None
        and any(child.dep_ == "ccomp" for child in token.head.lefts)
    )


def _of_target(preposition: Token, cue: Cue) -> bool:
    """Tell whether "Iran of" in "accused Iran of sending drones" belongs to the verb."""
    return cue.kind == "verb" and "object" not in cue.slots and preposition.lower_ in cue.slots


def _holds(cue: Cue, token: Token, dep: str) -> bool:
    if dep in CLAUSES or (
        dep == "conj" and any(child.dep_ == "mark" and child.lower_ == "that" for child in token.lefts)
    ):
        return "that" in cue.slots or ("quote" in cue.slots and _is_quoted(token))
    if dep in {"xcomp", "oprd", "acomp"}:
        return "to" in cue.slots or "passive" in cue.slots or ("that" in cue.slots and _has_subject(token))
    if dep == "acl":
        return cue.kind == "noun" and ("to" in cue.slots or _has_subject(token))
    if dep == "prep":
        return token.lower_ in cue.slots
    if dep in OBJECTS:
        return "object" in cue.slots or ("claim" in cue.slots and _is_claim(token))
    return False


def _is_quoted(token: Token) -> bool:
    """Tell whether a clause begins with a quotation mark."""
    first = token.left_edge
    return first.text in MARKS or (first.i > 0 and first.nbor(-1).text in MARKS)


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for child in token.lefts)


def _is_claim(token: Token) -> bool:
    cue = cue_of(token)
    return cue is not None and cue.kind == "noun"
