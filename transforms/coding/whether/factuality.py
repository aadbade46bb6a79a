"""Clauses that report no event at all: conditions, questions, habits, what a law says."""

from spacy.tokens import Token

from transforms.coding.story import Story
from transforms.coding.whether.labels import label

HIGHEST = 8
PASSED_ON = frozenset({"xcomp", "pcomp", "conj", "prep"})
CONDITIONS = frozenset({"if", "unless", "lest", "provided"})
PRESENT = frozenset({"VBZ", "VBP"})
HABITUAL = frozenset({"VBZ", "VBP", "VBD"})
ABOUT = frozenset({"for", "of", "about", "against", "into", "at", "from"})
"""Prepositions whose gerund tells no event of its own: for revoking it, accused of spying."""
NEAR = 4
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
    if verb.tag_ in HABITUAL and any(
        label(child, "habit") for child in verb.children if child.dep_ in {"advmod", "npadvmod"}
    ):
        return "habit"
    return "law" if _is_law(verb) else _of_topic(verb)


def _of_topic(verb: Token) -> str | None:
    """Return why a clause only tells what another one is about."""
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.lower_ in ABOUT:
        return "what another clause is about"
    if verb.dep_ == "acl" and _is_denied(verb.head):
        return "of what is not there"
    if verb.tag_ == "VBN" and label(verb, "state") and (verb.dep_ == "acl" or _is_now(verb)):
        return "where somebody is"
    impersonal = verb.tag_ == "VBN" and any(c.lower_ == "it" and c.dep_ == "nsubjpass" for c in verb.lefts)
    return "a rule" if impersonal and any(c.dep_ in {"xcomp", "ccomp"} for c in verb.rights) else None


def _is_denied(noun: Token) -> bool:
    """Tell whether a noun is what somebody does not have: has no soldiers stationed there, not enough evidence to."""
    if any(child.lower_ in {"no", "not"} for child in noun.subtree if child.i < noun.i and noun.i - child.i < NEAR):
        return True
    return (
        noun.dep_ == "dobj"
        and noun.head.lower_ in {"have", "has", "had"}
        and any(c.dep_ == "neg" for c in noun.head.lefts)
    )


def _is_now(participle: Token) -> bool:
    """Tell whether a participle stands behind a plain form of "be": were stationed, not: have been stationed."""
    helpers = {child.lower_ for child in participle.lefts if child.dep_ in {"aux", "auxpass"}}
    return bool(helpers) and helpers <= {"is", "are", "was", "were"}


def _is_law(verb: Token) -> bool:
    """Tell whether a law says what may, must or would be: the bill would allow, the law prohibits."""
    modal = any(child.tag_ == "MD" for child in verb.lefts)
    rules = verb.tag_ in PRESENT and bool(label(verb, "rules"))
    under = any(child.lower_ == "under" and _of_law(child) for child in verb.children if child.dep_ == "prep")
    if under and (modal or verb.tag_ in PRESENT or any(child.tag_ in PRESENT for child in verb.lefts)):
        return True
    if not (modal or rules):
        return False
    return any(child.dep_ in SUBJECTS and label(_named(child, verb), "law") for child in verb.lefts)


def _of_law(under: Token) -> bool:
    """Tell whether a preposition leads to a law: under the terms of the decree."""
    found = [child for child in under.rights if child.dep_ == "pobj"]
    found += [deep for noun in found[:1] for of in noun.rights if of.lower_ == "of" for deep in of.rights]
    return any(label(noun, "law") for noun in found)


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
