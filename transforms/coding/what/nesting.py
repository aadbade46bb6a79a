"""Readings that another one takes in: the harm that an attack did, the content of requests, threats and plans."""

from collections.abc import Iterator

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.what.reader import Reader
from transforms.coding.what.reading import Reading, fill
from transforms.coding.what.slots import slots
from transforms.coding.what.subjects import infinitive
from transforms.coding.what.triggers import APART, own_names

HARM = frozenset({"kill", "injure", "wound", "maim", "destroy", "damage", "hurt", "burn", "die", "shoot", "perish"})
DYING = frozenset({"die", "perish"})
CARRIED = frozenset(
    ("xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "oprd", "attr", "nsubj", "nsubjpass", "conj", "advcl", "acl")
)
SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "PROTEST"})
WANTING = frozenset({"REQUEST", "AGREE", "THREATEN"})
HIGHEST = 12
AIMS = ("advcl", "xcomp", "acl", "relcl")
HELPING = frozenset({"support", "help", "assist", "aid", "benefit"})
CAUSED = frozenset({"when", "as", "after", "while"})
OPERATION = grammar.words("OPERATION")
ATTACKERS = (("poss",), ("by",), ("mod",), ("between",), ("from",), ("with",))


def readings(reader: Reader) -> Iterator[Reading]:
    """Yield what each verb and noun of a story reports, those left out that another one took in."""
    tree = reader.senses.tree
    telling = filter(reader.senses.telling, range(len(tree.tag)))
    found = [(i, reading) for i in telling if (reading := reader.read(i))]
    found = [(i, told) for i, reading in found if (told := outcome(reader, reading))]
    taken = frozenset().union(*(reading.consumed for _, reading in found))
    contents = frozenset().union(*(reading.content for _, reading in found))
    wanting = frozenset(i for i, reading in found if reading.content or reading.event_type in WANTING)
    protests = {word: i for i, reading in found if reading.event_type == "PROTEST" for word in reading.words}
    causes = {i: protest for i, reading in found if (protest := cause(tree, reading, protests)) is not None}
    against = {protest: reader.memory[i] for i, protest in causes.items()}
    for i, reading in found:
        if i in taken or i in causes or ((contents or wanting) and inside(tree, i, contents, wanting)):
            continue
        meant_for = against.get(i)
        yield reading._replace(recipients=meant_for.recipients) if meant_for and not reading.recipients else reading


def cause(tree: Tree, reading: Reading, protests: dict[int, int]) -> int | None:
    """Return the protest of which a reading is the cause: "marched to demand", "gathered, denouncing"."""
    if reading.event_type not in SAID or tree.dep[reading.head] not in ("advcl", "xcomp", "acl"):
        return None
    above = (tree.head[reading.head], tree.head[tree.head[reading.head]])
    found = next((protests[word] for word in above if word in protests), None)
    return found if meant(tree, reading.head) and found != reading.head else None


def inside(tree: Tree, i: int, contents: frozenset[int], wanting: frozenset[int]) -> bool:
    """Return whether a token stands in a clause that is no more than what is asked for, threatened or planned.

    Args:
        tree: The parse.
        i: The token.
        contents: Heads of such clauses.
        wanting: The words that ask, threaten or plan: "called for reforms, including freeing them".
    """
    for _ in range(HIGHEST):
        head, dep = tree.head[i], tree.dep[i]
        if i in contents:
            return True
        if dep == "prep" and tree.lower[i] in APART:
            return False  # "is to be announced during his visit": the visit is no part of it
        if dep == "prep" and tree.lower[i] == "including" and head in wanting:
            return True
        if head == i or dep not in CARRIED or (dep in ("advcl", "acl") and not meant(tree, i)):
            return False
        if dep == "conj" and tree.verb(i) and tree.tag[i] != tree.tag[head]:
            return False
        i = head
    return False


def meant(tree: Tree, v: int) -> bool:
    """Return whether a clause says what something is for ("to V", "V-ing") rather than what happened."""
    return infinitive(tree, v) or tree.tag[v] == "VBG"


def outcome(reader: Reader, reading: Reading) -> Reading | None:
    """Return a reading with the harm it did taken in ("opened fire on a bus, killing three"); None for that harm."""
    tree = reader.senses.tree
    if reading.event_type == "COERCE" and not reading.actors:
        return carried_out(reader, reading)
    if reading.event_type in ("AID", "SUPPORT"):
        return helped(reader, reading)
    if reading.event_type != "ASSAULT":
        return None if reading.event_type == "MOBILIZE" and shot(reader, reading.head) else reading
    head = tree.head[reading.head]
    above = reader.memory.get(head) if tree.dep[reading.head] in ("advcl", "conj", "relcl", "acl") else None
    if tree.lemma[reading.head] in HARM and above and above.event_type == "ASSAULT" and above.recipients:
        return None
    harmed = [k for k in tree.having(reading.head, "advcl") if tree.lemma[k] in HARM]
    inner = reader.memory.get(harmed[0]) if harmed and not reading.recipients else None
    if inner and inner.event_type == "ASSAULT":
        taken = reading.consumed | inner.consumed | {inner.head}
        return reading._replace(
            recipients=inner.recipients, consumed=taken, path=(*reading.path, "with the harm it did")
        )
    return suffered(reader, reading) if tree.lemma[reading.head] in HARM and not reading.actors else reading


def shot(reader: Reader, v: int) -> bool:
    """Return whether what is launched hits: "missiles fired by X struck Y" is the attack alone."""
    tree, noun = reader.senses.tree, reader.senses.tree.head[v]
    if tree.dep[v] not in ("acl", "relcl") or tree.dep[noun] not in ("nsubj", "nsubjpass"):
        return False
    hit = reader.memory.get(tree.head[noun])
    return hit is not None and hit.event_type == "ASSAULT"


def helped(reader: Reader, reading: Reading) -> Reading | None:
    """Return aid with whom it is to support ("gave money to support X"); None for that support."""
    tree, head = reader.senses.tree, reading.head
    if reading.event_type == "SUPPORT":
        above = reader.memory.get(tree.head[head])
        return None if above and above.event_type == "AID" and aim(tree, head) else reading
    found = [inner for k in tree.having(head, *AIMS) if aim(tree, k) and (inner := reader.memory.get(k))]
    named = any(reader.senses.party(i, reader.senses.names(i)) for i in reading.recipients)
    if named or not found:
        return reading
    return reading._replace(recipients=found[0].recipients, path=(*reading.path, "to help them"))


def aim(tree: Tree, v: int) -> bool:
    """Return whether a clause says that somebody is to be helped: "to support them"."""
    return tree.verb(v) and tree.lemma[v] in HELPING and tree.dep[v] in AIMS and infinitive(tree, v)


def carried_out(reader: Reader, reading: Reading) -> Reading:
    """Return an arrest without an agent with whose operation it was: "arrested in a raid by Spanish police"."""
    tree = reader.senses.tree
    operations = (n for word in ("in", "during") for n in tree.below(reading.head, word) if tree.lemma[n] in OPERATION)
    return next((done_in(tree, reading, n) for n in operations), reading)


def done_in(tree: Tree, reading: Reading, n: int) -> Reading:
    """Return a reading without an actor with those whose attack or operation a noun names."""
    actors = tuple(k for k in fill(ATTACKERS, own_names(tree, slots(tree, n))) if k not in reading.recipients)
    path = (*reading.path, f"done in: {tree.lower[n]}") if actors else reading.path
    return reading._replace(actors=actors, path=path)


def accident(tree: Tree, v: int) -> bool:
    """Return whether a vehicle runs into something that is no mine: "their car hit a tree"."""
    driven = any(tree.lemma[k] in grammar.words("VEHICLE") for k in tree.having(v, "nsubj"))
    armed = any(tree.lemma[k] in grammar.words("CHARGE") for k in tree.having(v, "dobj"))
    return driven and not armed and tree.lemma[v] in ("hit", "strike")


def suffered(reader: Reader, harm: Reading) -> Reading | None:
    """Return harm that nobody does with who did it: "killed when troops shelled their camp", "killed in a US raid".

    None for that of an accident: "injured when their car hit a tree".
    """
    tree = reader.senses.tree
    for k in tree.having(harm.head, "advcl"):
        inner = reader.memory.get(k)
        caused = any(tree.lower[m] in CAUSED for m in tree.kids[k])
        if caused and accident(tree, k):
            return None
        if caused and inner and inner.event_type == "ASSAULT" and not set(inner.actors) & set(harm.recipients):
            taken = harm.consumed | inner.consumed | {inner.head}
            modes, cameo = (inner.modes, inner.cameo) if inner.modes else (harm.modes, harm.cameo)
            path = (*harm.path, f"done by: {tree.lower[k]}")
            return harm._replace(actors=inner.actors, modes=modes, cameo=cameo, consumed=taken, path=path)
    for word in ("in", "by", "during", "after", "following"):
        for n in tree.below(harm.head, word):
            entry = reader.senses.entry(n)
            together = entry is not None and not entry.roles.recipients
            if entry and entry.event_type == "ASSAULT" and (together or word not in ("after", "following")):
                return done_in(tree, harm, n)._replace(consumed=harm.consumed | {n})
    alone = tree.lemma[harm.head] in DYING and harm.words == (harm.head,)
    return None if alone else harm  # "died after an illness"
