"""Words that change the type of their complement: agree to, refuse to, call on X to, stop V-ing, threat of."""

from collections.abc import Iterator
from typing import NamedTuple

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.what import frames
from transforms.coding.what.event_entries import Operator, Outcome
from transforms.coding.what.reading import Reading, fill
from transforms.coding.what.senses import Senses
from transforms.coding.what.slots import Slots, slots
from transforms.coding.what.subjects import passive, surface_subject
from transforms.coding.what.triggers import particles
from transforms.coding.what.vocabulary import Vocabulary

GROUPS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"), "COOPERATION"),
    **dict.fromkeys(("CONCEDE", "RETREAT"), "YIELDING"),
}
NEGATED = {
    **dict.fromkeys(("AGREE", "PROMISE", "OFFER"), "REFUSE"),
    **dict.fromkeys(("PLAN", "GOING"), "WILL_NOT"),
    "PERMIT": "NOT_PERMIT",
    "PASS": "PASS",
    "ENACT": "TURN_DOWN",
    "VOID": "VOID",
    "NESTED": "NESTED",
}
WILLED = ("AGREE", "PROMISE", "OFFER", "PLAN", "GOING")
LEAST = dict.fromkeys(("REFUSE", "TURN_DOWN", "DENY", "THREAT", "WARN", "REQUEST"), 1.0)
SELVES = frozenset({"i", "we", "you", "it", "they", "he", "she"})
SILENT = ("NESTED", "PURPOSE")
FACTUAL = frozenset(("PASS", "TRY", "ENACT", "STOP", "CANCEL", "DENY", "ALLEGE", "FAIL", "NESTED", "PURPOSE"))
"""Operators whose complement may hold what happened; in that of all others nothing did."""
HAPPENING = frozenset(
    ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST", "AID", "COOPERATE", "RETREAT", "CONSULT")
)
"""Types of what can be denied as an event of its own; a denied plan or threat is no more than the denial."""


def outcome(words: Vocabulary, operator: str, event_type: str) -> Outcome | None:
    """Return what an operator makes of a complement of that type; an empty type is a complement that is no event."""
    keys = (event_type, GROUPS.get(event_type, "CONFLICT"), "ANY") if event_type else ("UNKNOWN",)
    return next((found for key in keys if (found := words.outcomes.get((operator, key)))), None)


Complement = tuple[Operator, int, str]


def complements(senses: Senses, i: int) -> tuple[Complement, ...]:
    """Return the operators that a token stands for, each with every complement that it has and its slot."""
    memory, key = senses.tree.memory, ("complements", i)
    if key not in memory:
        memory[key] = tuple(standing(senses, i))
    return memory[key]  # type: ignore[return-value]


def standing(senses: Senses, i: int) -> Iterator[Complement]:
    """Yield the operators and complements of a token, looked for for the first time."""
    tree = senses.tree
    kind = "verb" if tree.verb(i) else "noun" if tree.noun(i) else "adjective"
    rows = senses.words.operators.get((kind, tree.lemma[i]), ())
    filled = slots(tree, i) if rows else {}
    for row in rows:
        if kind == "verb" and particles(tree, i, row.word) is None:
            continue
        if not frames.holds(row.frame, filled, senses.fits):
            continue
        for slot in row.slots:
            for c in filled.get(slot, ()):
                if slot == "ccomp" and row.operator == "REQUEST" and (indicative(tree, c) or question(tree, c)):
                    continue
                if slot == "ccomp" and row.operator == "ENACT" and not passive(tree, c):
                    continue
                if slot == "ccomp" and row.operator == "WARN" and prognosis(tree, i, c):
                    continue
                yield row, tree.solid(c), slot


class Application(NamedTuple):
    """An operator at work.

    Attributes:
        senses: What the story's tokens answer to.
        head: The token of the operator.
        row: Its row.
        name: Its name, after negation.
        complement: Its complement.
        slot: The slot that the complement fills.
        inner: What the complement reports; None if that is no event.
    """

    senses: Senses
    head: int
    row: Operator
    name: str
    complement: int
    slot: str
    inner: Reading | None


def indicative(tree: Tree, v: int) -> bool:
    """Return whether a that-clause states a fact: "insists that it is", not "insists that it be"."""
    helpers = [k for k in tree.kids[v] if tree.dep[k] in ("aux", "auxpass")]
    if any(tree.lemma[k] in grammar.words("MUST") for k in helpers):
        return False
    return (
        any(tree.tag[k] in ("VBZ", "VBD", "VBP", "MD") for k in helpers)
        or tree.tag[v] in ("VBZ", "VBD", "VBG")
        or tree.lower[v] in ("are", "have")
    )


def question(tree: Tree, v: int) -> bool:
    """Return whether a clause is what somebody asks about: "asked why they should stay", "asked whether it must"."""
    return any(k < v and (tree.tag[k] in ("WRB", "WP") or tree.lower[k] in ("whether", "if")) for k in tree.kids[v])


def prognosis(tree: Tree, v: int, c: int) -> bool:
    """Return whether a warning tells what others may do or what is, not what the one who warns will do to somebody.

    "warned that it would strike", "warned Peru that it will suffer", "warned that intruders will be shot", "warned that
    Peru would face consequences" threaten.
    """
    if doomed(tree, c):
        return False
    helpers = {tree.lemma[k] for k in tree.having(c, "aux", "auxpass")}
    concerned = {*surface_subject(tree, v), *tree.having(v, "dobj", "dative")}
    subject = surface_subject(tree, c)
    theirs = any(k in concerned or tree.lower[k] in SELVES for k in subject)
    if helpers & grammar.words("WILL"):
        return not theirs and not any(tree.dep[k] == "auxpass" for k in tree.kids[c])
    return not theirs or not (helpers & grammar.words("MAY") or tree.having(c, "xcomp", "acomp"))


def doomed(tree: Tree, v: int) -> bool:
    """Return whether somebody "will face consequences", "will pay a price"."""
    will = any(tree.lemma[k] in grammar.words("WILL") for k in tree.having(v, "aux"))
    price = any(tree.lemma[k] in grammar.words("REPRISAL") for k in tree.having(v, "dobj"))
    return will and price and tree.lemma[v] in grammar.words("SUFFER")


def perfect(tree: Tree, v: int) -> bool:
    """Return whether a clause says what is done already: "claims to have seized it"."""
    return any(tree.lemma[k] == "have" for k in tree.having(v, "aux"))


def apply(work: Application) -> Reading | None:
    """Return what an operator makes of one complement; None where it says nothing about it."""
    senses, i, row, name, complement, slot, inner = work
    event_type = inner.event_type if inner else ""
    found = outcome(senses.words, name, event_type)
    if found is None or (inner is None and slot == "obj"):
        return None
    repeated = [
        k for k in senses.tree.having(complement, "acl", "relcl") if senses.tree.lemma[k] in senses.words.lights
    ]
    taken = frozenset({complement, *repeated, *(inner.words if inner else ()), *(inner.consumed if inner else ())})
    stated = name in FACTUAL or (slot == "ccomp" and name == "VOID") or perfect(senses.tree, complement)
    content = frozenset() if stated else frozenset({complement})
    if found.event_type == "-":
        path = (f"operator {row.word}: {name} of {event_type or 'nothing'}",)
        return Reading(i, (i,), path=path, consumed=taken, content=content)
    apart = name == "DENY" and event_type in HAPPENING
    return changed(work, found, frozenset() if apart else taken)._replace(content=content)


def changed(work: Application, found: Outcome, taken: frozenset[int]) -> Reading:
    """Return the reading that an operator makes of its complement's."""
    senses, i, row, name, _, _, inner = work  # what is wanted may be told by a weak word: the operator is the event
    same = found.event_type == "=" and inner is not None
    heavy = inner.weight if same and inner else max(inner.weight, LEAST.get(name, 0.6)) if inner else 1.0
    actors, recipients = parties(work)
    path = (f"operator {row.word}: {name} of {inner.event_type if inner else 'nothing known'}",)
    return Reading(
        i,
        tuple(sorted({i, *particles_of(senses, i, row), *(inner.words if inner else {work.complement})})),
        inner.event_type if same and inner else found.event_type,
        inner.modes if same and inner else found.modes,
        inner.cameo if same and inner else found.cameo,
        heavy * found.weight * row.weight,
        actors,
        recipients,
        later(inner.auxiliary, name) if same and inner else (),
        (*(inner.path if inner else ()), *path),
        taken,
        mutual=inner is not None and inner.mutual,
    )


def later(auxiliary: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return the auxiliaries of what keeps its type: "prosecutors are to investigate" is future."""
    return tuple(dict.fromkeys((*auxiliary, "future"))) if name in WILLED else auxiliary


def particles_of(senses: Senses, i: int, row: Operator) -> tuple[int, ...]:
    """Return the particles of an operator verb."""
    return particles(senses.tree, i, row.word) or ()


def parties(work: Application) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return who acts and to whom: `comp` stands for the complement's recipients, or those of its actors who differ."""
    senses, i, row, _, complement, _, inner = work
    filled: Slots = {
        slot: tuple(k for k in found if not senses.tree.verb(k)) for slot, found in slots(senses.tree, i).items()
    }
    filled["comp.subj"] = inner.actors if inner else ()
    actors = fill(row.roles.actors, filled) or (inner.actors if inner and senses.tree.noun(i) else ())
    others = tuple(k for k in inner.actors if k not in actors) if inner else ()
    theirs = tuple(k for k in inner.recipients if k not in actors) if inner else ()
    if inner and not theirs:
        theirs = borrowed(senses, inner, filled)
    if inner is None and senses.tree.verb(complement):
        others = tuple(k for k in surface_subject(senses.tree, complement) if k not in actors)
    if row.operator == "REQUEST" and spared(senses, complement, inner):
        theirs = ()  # who is to be helped is not who is asked
        others = tuple(k for k in others if inner)
    filled["comp"] = others if row.operator in ("REQUEST", "ORDER", "FORBID", "PERMIT") and others else theirs or others
    if row.operator == "REQUEST" and inner is not None:
        objects = set(filled.get("obj", ())) & set(inner.words)
        filled["obj"] = tuple(k for k in filled.get("obj", ()) if k not in objects)
    recipients = fill(row.roles.recipients, filled)
    return actors, tuple(k for k in recipients if k not in actors and (inner is None or k not in inner.words))


def spared(senses: Senses, complement: int, inner: Reading | None) -> bool:
    """Return whether what is asked for is done for somebody: help for X, X to be freed; "for X to be brought in"."""
    if inner and inner.event_type in ("AID", "RETREAT", "CONCEDE", "SUPPORT"):
        return inner.event_type == "AID" or passive(senses.tree, inner.head)
    return inner is None and senses.tree.verb(complement) and passive(senses.tree, complement)


def borrowed(senses: Senses, inner: Reading, filled: Slots) -> tuple[int, ...]:
    """Return the recipients of an event noun whose prepositions hang on the operator: "suspended aid again to X"."""
    entry = senses.entry(inner.head)
    return fill(entry.roles.recipients, filled) if entry else ()
