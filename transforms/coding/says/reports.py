"""One report: somebody says something, and over which words the cue holds."""

from typing import NamedTuple

from spacy.tokens import Token

from transforms.coding.says.cues import Cue, cue_of, governor
from transforms.coding.says.speakers import is_afterthought, is_passive, negated, owner, speaker, subject

PARENTHETICAL = frozenset({"parataxis", "advcl", "dep", "ccomp"})
NOMINAL = frozenset(
    {"pobj", "dobj", "nsubj", "nsubjpass", "prep", "pcomp", "acl", "appos", "conj", "npadvmod", "attr", "compound"}
)
FINITE = frozenset({"VBD", "VBZ", "VBP"})
LOOSE = NOMINAL | {"xcomp", "advcl", "agent", "dative", "oprd", "relcl"}


class Report(NamedTuple):
    """Somebody says it: the head of the speaker's noun phrase (None: nobody named), the cue, and who reports that."""

    source: Token | None
    cue: Token
    stance: str
    outer: "Report | None"


def report_of(word: Token, cue: Cue, content: Token, outer: Report | None) -> Report | None:
    """Return the report that a cue makes of its content; what lies above if it makes none."""
    stance = cue.negated if negated(word) else cue.stance
    if not stance:
        return outer
    source = speaker(word, cue)
    if source is None and not _may_be_nobody(word, cue):
        return outer
    if stance == "predicts" and _is_stated(content):
        stance = "asserts"
    return _cited(word, Report(source, word, stance, outer))


def _cited(word: Token, report: Report) -> Report:
    """Put whom the speaker cites inside: police, citing witnesses, said."""
    for citing in word.children:
        if citing.dep_ == "advcl" and citing.lower_ in {"citing", "quoting"}:
            for cited in citing.children:
                if cited.dep_ == "dobj":
                    return Report(owner(cited), citing, "asserts", report)
    return report


def _may_be_nobody(word: Token, cue: Cue) -> bool:
    """Tell whether a cue reports without a speaker: is believed to, reportedly; but not "rejected claims that"."""
    if cue.kind == "verb":
        return "passive" in cue.slots and is_passive(word)
    return cue.kind != "noun" or governor(word) is None


def _is_stated(content: Token) -> bool:
    """Tell whether a clause says what is or was, not what may come: warned that rebels hold the bridge."""
    helpers = [child for child in content.lefts if child.dep_ in {"aux", "auxpass"}]
    if any(child.tag_ == "MD" or child.lower_ in {"to", "going"} for child in helpers):
        return False
    return content.tag_ in FINITE or any(child.tag_ in FINITE for child in helpers)


def speaks_anew(token: Token) -> bool:
    """Tell whether a clause joined to reported content is a new report beside it: and the army said."""
    cue = cue_of(token)
    return (
        token.dep_ == "conj"
        and cue is not None
        and cue.kind == "verb"
        and subject(token) is not None
        and "that" in cue.slots
    )


def adds(clause: Token) -> bool:
    """Tell whether a relative clause tells more of somebody, not who it is: "the rebels, who hold the bridge"."""
    before = clause.left_edge.i - 1
    return before >= 0 and clause.doc[before].text == ","


def undenied(report: Report | None) -> Report | None:
    """Return what is left of reports for what is told beside them: who denies nothing of it is not its source."""
    while report is not None and report.stance == "denies":
        report = report.outer
    return report


def is_under(token: Token, word: Token, cue: Cue) -> bool:
    """Tell whether a cue below a verb holds over another word below it: `reportedly` not over clauses of their own."""
    if token == word:
        return False
    own = any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "mark"} for child in token.lefts)
    return cue.kind != "adverb" or not (own and token.dep_ in {"conj", "advcl"})


def reported_by(word: Token, cue: Cue) -> Token | None:
    """Return the head of the clause or noun over which a cue below it holds."""
    if cue.kind == "adverb":
        return word.head
    if cue.kind == "adjective":
        return word.head if word.dep_ == "amod" else None
    if cue.kind == "preposition":
        return _clause(word)
    if cue.kind == "verb" and word.dep_ in PARENTHETICAL and {"that", "quote", "as"} & cue.slots:
        return _clause(word) if _is_parenthetical(word) else None
    if cue.kind == "verb" and "quote" in cue.slots and is_afterthought(word):
        return None if any(governor(child) for child in word.children) else word.head
    return None


def _is_parenthetical(word: Token) -> bool:
    """Tell whether a verb of saying stands in the midst of what it reports: as the army said, officials said."""
    if governor(word) is not None or any(governor(child) for child in word.children if child.dep_ != "prep"):
        return False
    marks = [child.lower_ for child in word.lefts if child.dep_ in {"mark", "advmod"}]
    if word.dep_ in {"advcl", "dep"} and marks:
        return marks == ["as"]
    if "as" in (cue.slots if (cue := cue_of(word)) else ()):
        return False
    return subject(word) is not None and word.tag_ not in {"VBG", "VB"}


def _clause(word: Token) -> Token:
    """Return the clause to which a loose `according to` or `officials said` belongs."""
    clause = word.head
    trailing = word.i > clause.i
    while clause.head != clause and clause.dep_ in (LOOSE if trailing else NOMINAL):
        if governor(clause) is not None and clause.tag_.startswith("V"):
            break
        clause = clause.head
    return clause
