"""What auxiliaries and negation make of a verb: will, must, may, not, if."""

from typing import NamedTuple

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.what.operators import outcome
from transforms.coding.what.reading import Reading
from transforms.coding.what.senses import Senses
from transforms.coding.what.slots import slots
from transforms.coding.what.subjects import climb, passive, surface_subject

WILL, MUST, MAY = grammar.words("WILL"), grammar.words("MUST"), grammar.words("MAY")
NOT, IF, SPEECH = grammar.words("NOT"), grammar.words("IF"), grammar.words("SPEECH")


MOODY = frozenset({"aux", "auxpass", "advmod", "preconj", "mark", "neg"})


class Mood(NamedTuple):
    """What surrounds a verb."""

    will: bool = False
    must: bool = False
    may: bool = False
    negated: bool = False
    conditional: bool = False
    perfect: bool = False
    imperative: bool = False


PLAIN = Mood()


def mood(tree: Tree, v: int) -> Mood:
    """Return the mood of a verb; a conjunct without its own subject shares its head's."""
    key = ("mood", v)
    if key not in tree.memory:
        tree.memory[key] = look(tree, v)
    return tree.memory[key]  # type: ignore[return-value]


def look(tree: Tree, v: int) -> Mood:
    """Return the mood of a verb, looked at for the first time."""
    deps = [(k, dep) for k in tree.kids[v] if (dep := tree.dep[k]) in MOODY]
    helpers = {tree.lemma[k] for k, dep in deps if dep in ("aux", "auxpass")}
    around = {tree.lower[k] for k, dep in deps if dep in ("advmod", "preconj", "mark")}
    negated = ("neg" in (dep for _, dep in deps)) or not around.isdisjoint(NOT) or longer(tree, v)
    conditional = not around.isdisjoint(IF) or inverted(tree, v)
    will, must, may = (bool(helpers & words) for words in (WILL, MUST, MAY))
    own = Mood(will, must, may, negated, conditional, "have" in helpers, imperative(tree, v, helpers))
    head = tree.head[v]
    shares = tree.dep[v] == "conj" and tree.verb(head) and tree.tag[v] == "VB" and not helpers
    return mood(tree, head)._replace(negated=negated) if shares else own


def inverted(tree: Tree, v: int) -> bool:
    """Return whether "should" stands before the subject: "should the court find him guilty"."""
    if tree.dep[v] == "ROOT":
        return False
    first = next((k for k in tree.kids[v] if tree.dep[k] in ("aux", "nsubj", "nsubjpass")), v)
    return tree.lower[first] == "should"


def imperative(tree: Tree, v: int, helpers: set[str]) -> bool:
    """Return whether a verb tells somebody to do something: "Stop the war!"."""
    if tree.tag[v] != "VB" or tree.dep[v] not in ("ROOT", "ccomp") or helpers - {"do"}:
        return False
    opens = v == 0 or not tree.lower[v - 1].isalpha() or tree.lower[v - 1] in ("please", "not", "do")
    return opens and tree.lower[v - 1] != "-" and not tree.having(v, "nsubj", "nsubjpass", "expl", "mark", "csubj")


def longer(tree: Tree, v: int) -> bool:
    """Return whether "no longer" stands before the verb."""
    return any(tree.lower[k] == "longer" and tree.lower[k - 1] == "no" for k in tree.kids[v] if k)


def apply(senses: Senses, v: int, reading: Reading | None, flipped: bool) -> Reading | None:
    """Return the reading of a verb with what its mood makes of it; `flipped` if its negation is in the reading."""
    tree = senses.tree
    now = mood(tree, v)
    now = now._replace(negated=False) if flipped else now
    if now == PLAIN:
        return reading
    if now.must or now.imperative:
        return required(senses, v, reading, now)
    if reading is None or not reading.event_type:
        return reading
    if now.conditional or now.may or (now.will and now.perfect):
        return doubtful(reading, "may, could or if", "hypothetical")
    if now.will:
        return intended(senses, v, reading, now)
    return denied(tree, v, reading) if now.negated else reading


GRANTED = frozenset({"AID", "CONCEDE", "RETREAT"})


def denied(tree: Tree, v: int, reading: Reading) -> Reading:
    """Return what "not V" comes to: who does not grant, allow or accept refuses."""
    if reading.event_type not in GRANTED or reading.head != v or tree.lemma[v] not in grammar.words("GRANTING"):
        return doubtful(reading, "negation", "negation")
    path = (*reading.path, f"NOT of {reading.event_type}: refused")
    return reading._replace(event_type="REJECT", modes=(), cameo="120", path=path)


DOUBTED = 0.4


def undone(reading: Reading) -> Reading:
    """Return a negated reading as if it were not."""
    left = tuple(label for label in reading.auxiliary if label != "negation")
    return reading._replace(auxiliary=left, weight=reading.weight / DOUBTED)


def doubtful(reading: Reading, why: str, label: str) -> Reading:
    """Return the reading as one that is not said to have happened."""
    auxiliary = tuple(dict.fromkeys((*reading.auxiliary, label)))
    return reading._replace(
        weight=reading.weight * (0.6 if label == "future" else DOUBTED), auxiliary=auxiliary, path=(*reading.path, why)
    )


def intended(senses: Senses, v: int, reading: Reading, now: Mood) -> Reading:
    """Return what "will V" and "will not V" come to."""
    active = not passive(senses.tree, v) and bool(reading.actors)
    name = "WILL_NOT" if now.negated else "WILL"
    found = outcome(senses.words, name, reading.event_type)
    if found is None or (found.event_type == "THREATEN" and not active):
        label = "negation" if now.negated else "future"
        return doubtful(reading, name.lower(), label)
    if found.event_type == "-":
        return reading._replace(event_type="", path=(*reading.path, f"{name} of {reading.event_type}: no event"))
    return reading._replace(
        event_type=found.event_type,
        modes=found.modes,
        cameo=found.cameo,
        weight=reading.weight * found.weight,
        path=(*reading.path, f"{name} of {reading.event_type}"),
    )


def required(senses: Senses, v: int, reading: Reading | None, now: Mood) -> Reading | None:
    """Return what "X must V" comes to: somebody's request to X; nothing without a speaker and another one to do it."""
    tree = senses.tree
    speakers = tuple(k for k in speaker(tree, v) if k != v)
    wanted = slots(tree, v).get("obj" if passive(tree, v) else "subj", ())
    asked = tuple(k for k in wanted if senses.party(k, senses.names(k)) and tree.lower[k] not in ("i", "we"))
    found = outcome(senses.words, "MUST", reading.event_type if reading else "")
    if not speakers or found is None or now.conditional or now.perfect:
        return (
            reading._replace(event_type="", path=(*reading.path, "must, should or an imperative: nobody asks"))
            if reading
            else None
        )
    weight = found.weight if asked else found.weight * 0.5
    asked = asked or (reading.recipients if reading and not now.imperative else ())
    consumed = frozenset({v}) | (reading.consumed if reading else frozenset())
    path = (*(reading.path if reading else ()), "MUST: a request to the subject")
    return Reading(
        v, (v,), found.event_type, found.modes, found.cameo, weight, speakers, asked, (), path, consumed - {v}
    )


def speaker(tree: Tree, v: int) -> tuple[int, ...]:
    """Return who says the clause of a verb."""
    for _ in range(4):
        head = tree.head[v]
        if tree.dep[v] in ("ccomp", "parataxis") and tree.lemma[head] in SPEECH:
            return surface_subject(tree, head)
        said = [k for k in tree.having(v, "parataxis", "ccomp") if tree.lemma[k] in SPEECH]
        if said:
            return surface_subject(tree, said[0])
        above = climb(tree, v) if tree.dep[v] in ("conj", "xcomp") else head
        if above == v:
            break
        v = above
    return ()
