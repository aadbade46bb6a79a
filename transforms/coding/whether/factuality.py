"""Clauses that report no event at all: conditions, questions, habits, what a law says."""

from spacy.tokens import Token

from transforms.coding.story import Story
from transforms.coding.whether.labels import label

HIGHEST = 8
PASSED_ON = frozenset({"xcomp", "pcomp", "conj", "prep"})
CONDITIONS = frozenset({"if", "unless", "lest", "provided"})
PRESENT = frozenset({"VBZ", "VBP"})
CLOSING = frozenset(('"', "”", "''", ")", "’", "»"))
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def unreal(head: Token, story: Story) -> str | None:
    """Return why the clause of a verb reports no event: condition, question, habit, law; None if it may report one.

    A noun takes the clause of the verb above it only where it is that verb's object: "if they hold talks", not "if the
    attack spreads".
    """
    word = head.head if head.tag_.startswith("N") and head.dep_ == "dobj" else head
    for _ in range(HIGHEST):
        reason = _of_clause(word)
        if reason:
            return reason
        if word.dep_ not in PASSED_ON or word.head == word:
            break
        word = word.head
    return "question" if _is_asked(word) else None


def _of_clause(verb: Token) -> str | None:
    marks = {child.lower_ for child in verb.lefts if child.dep_ in {"mark", "advmod"}}
    if "whether" in marks or (verb.dep_ == "ccomp" and "if" in marks):
        return "question"
    if CONDITIONS & marks or (verb.dep_ == "advcl" and verb.left_edge.lower_ == "should"):
        return "condition"
    if verb.tag_ in PRESENT and any(
        label(child, "habit") for child in verb.children if child.dep_ in {"advmod", "npadvmod"}
    ):
        return "habit"
    return "law" if _is_law(verb) else None


def _is_law(verb: Token) -> bool:
    """Tell whether a law says what may, must or would be: the bill would allow, the law prohibits."""
    modal = any(child.tag_ == "MD" for child in verb.lefts)
    rules = verb.tag_ in PRESENT and bool(label(verb, "rules"))
    if not (modal or rules):
        return False
    return any(child.dep_ in SUBJECTS and label(_named(child, verb), "law") for child in verb.lefts)


def _named(subject: Token, verb: Token) -> Token:
    """Return the noun that a relative pronoun stands for."""
    relative = subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl"
    return verb.head if relative else subject


def _is_asked(verb: Token) -> bool:
    """Tell whether a main clause is a question."""
    if verb.dep_ not in {"ROOT", "ccomp"}:
        return False
    last = verb.right_edge
    while last.text in CLOSING and last.i > verb.i:
        last = last.nbor(-1)
    return last.text == "?"
