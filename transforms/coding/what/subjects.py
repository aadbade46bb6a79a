"""Who a verb's subject is, inherited where it has none of its own; voice, control and relative pronouns undone."""

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree

RELATIVE = frozenset({"WDT", "WP", "WP$"})
DEPTH = 8


def animate(tree: Tree, noun: int) -> bool:
    """Return whether "urged X to V" may be meant by an infinitive that hangs on X: a name, a pronoun, a plural."""
    return tree.tag[noun] in ("NNP", "NNPS", "NNS", "PRP")


def infinitive(tree: Tree, v: int) -> bool:
    """Return whether a verb stands as "to V"."""
    return tree.tag[v] in ("VB", "VBN", "VBP") and any(
        tree.tag[k] == "TO" and tree.dep[k] == "aux" for k in tree.kids[v]
    )


def passive(tree: Tree, v: int) -> bool:
    """Return whether a verb stands in the passive."""
    if tree.tag[v] not in ("VBN", "VBD"):
        return False
    deps = {tree.dep[k] for k in tree.kids[v]}
    if (
        ordered(tree, v, deps)
        or deps & {"auxpass", "nsubjpass", "csubjpass"}
        or ("agent" in deps and not deps >= {"nsubj", "dobj"})
    ):
        return True  # not "banned a march by students"
    if tree.tag[v] == "VBD" or deps & {"nsubj", "aux"}:
        return False
    if tree.dep[v] in ("acl", "amod"):
        return True
    if tree.dep[v] == "advcl" and "dobj" not in deps:
        return True
    head = tree.head[v]
    return tree.dep[v] == "conj" and tree.verb(head) and passive(tree, head)


def ordered(tree: Tree, v: int, deps: set[str]) -> bool:
    """Return whether a verb is what is to be done in "ordered X V-ed"."""
    over = tree.head[v]
    return (
        tree.dep[v] == "ccomp"
        and tree.lemma[over] == "order"
        and over < v
        and "nsubj" in deps
        and not deps & {"aux", "mark", "dobj", "prt"}
    )


def antecedent(tree: Tree, k: int, v: int) -> list[int]:
    """Return what a relative pronoun stands for, or the token itself."""
    if tree.tag[k] in RELATIVE or (tree.lower[k] == "that" and tree.tag[k] in ("IN", "DT")):
        relative = climb(tree, v)
        if tree.dep[relative] != "relcl":
            return []
        named = tree.head[relative]
        return list(issuer(tree, named, 1)) or [named] if tree.dep[k] == "nsubj" else [named]
    return [k]


def climb(tree: Tree, v: int) -> int:
    """Return the clause that a verb belongs to: up from infinitives and conjuncts."""
    for _ in range(DEPTH):
        if tree.dep[v] not in ("xcomp", "conj", "ccomp") or not tree.verb(tree.head[v]):
            break
        v = tree.head[v]
    return v


def surface_subject(tree: Tree, v: int, depth: int = 0) -> tuple[int, ...]:
    """Return the surface subject of a verb, inherited where it has none (conjuncts, control, participles)."""
    key = ("subject", v)
    if key not in tree.memory:
        own = tree.having(v, "nsubj", "nsubjpass")
        own = [k for k in own if k < v] or own  # behind it stands a list: "freed four men: X, Y and Z"
        own = list(dict.fromkeys(located(tree, k) for k in own))
        found = [t for k in own for t in (reported(tree, k, v) or antecedent(tree, k, v))]
        if not own and depth < DEPTH:
            found = list(inherited(tree, v, depth + 1))
        tree.memory[key] = tuple(found)
    return tree.memory[key]  # type: ignore[return-value]


def located(tree: Tree, k: int) -> int:
    """Return whom a subject means that is the outer half of a place: of "police in Leeds, England" the police.

    Not behind a phrase that opens the sentence: "After a meeting with Lund, Olsen left".
    """
    halves = k > 1 and tree.name(k) and tree.lower[k - 1] == "," and tree.name(k - 2) and tree.dep[k - 2] == "pobj"
    above = tree.head[tree.head[k - 2]] if halves else k
    return above if tree.noun(above) and above < k and tree.dep[above] != "pobj" else k


def reported(tree: Tree, k: int, v: int) -> list[int]:
    """Return whom a pronoun stands for in "X said that it would V": X."""
    head = tree.head[v]
    if tree.lower[k] not in ("it", "they", "he", "she") or tree.dep[v] != "ccomp" or not tree.verb(head):
        return []
    said = tree.lemma[head] in grammar.words("SPEECH") and head < v
    return [s for s in tree.having(head, "nsubj") if s < head and tree.noun(s)] if said else []


def inherited(tree: Tree, v: int, depth: int) -> tuple[int, ...]:
    """Return the subject that a verb without one takes from its surroundings."""
    dep, head = tree.dep[v], tree.head[v]
    if head == v:
        return ()
    if dep in ("acl", "relcl", "pcomp"):
        return of_gerund(tree, v, head, depth) if dep == "pcomp" else of_participle(tree, v, head, depth)
    if not (tree.verb(head) or tree.tag[head].startswith("JJ")):
        return ()
    if dep in ("conj", "advcl") and not (dep == "advcl" and infinitive(tree, v)):
        past = dep == "conj" and tree.tag[v] == "VBD" and tree.dep[head] == "ccomp"
        return surface_subject(tree, tree.head[head] if past and said(tree, head, v) else head, depth)
    if dep in ("xcomp", "ccomp", "advcl", "oprd"):
        return controller(tree, v, head, depth)
    return ()


def aimed(tree: Tree, v: int, head: int, noun: int) -> bool:
    """Return whether "to V" is what the subject is after: "left home to meet envoys", not "sent envoys to V"."""
    if tree.lemma[head] in grammar.words("OBJECT_CONTROL"):
        return False
    return tree.dep[v] == "advcl" or (tree.dep[v] == "xcomp" and not animate(tree, noun))


def said(tree: Tree, v: int, beside: int) -> bool:
    """Return whether a past verb beside v goes on with the speaker.

    "said that X should V and asked ..."; "said that X had V-ed and called for ...", not where X is a pronoun.
    """
    over = tree.head[v]
    if over > v or tree.tag[over] != "VBD":
        return False
    pronouns = [k for k in tree.having(v, "nsubj", "nsubjpass") if tree.tag[k] == "PRP"]
    spoken = tree.lemma[over] in grammar.words("SPEECH") and tree.lemma[beside] in grammar.words("SPOKEN")
    return (spoken and not pronouns) or any(tree.tag[k] == "MD" for k in tree.having(v, "aux", "auxpass"))


def controller(tree: Tree, v: int, head: int, depth: int) -> tuple[int, ...]:
    """Return who is to V: the object of "urged them to V", "called on them to V", else the subject."""
    if tree.dep[v] == "ccomp" and not infinitive(tree, v):
        return ()
    if tree.tag[v] in ("VB", "VBN") and tree.lemma[head] not in grammar.words("SUBJECT_CONTROL"):
        objects = tree.having(head, "dobj") + [k for k in tree.having(head, "dative") if tree.tag[k] != "IN"]
        if not objects and tree.lemma[head] in grammar.words("PREPOSITION_CONTROL"):
            objects = [k for word in ("on", "upon", "to", "for", "with") for k in tree.below(head, word) if k < v]
        if objects and not aimed(tree, v, head, objects[0]):
            return tuple(objects)
    about = tree.dep[head] == "acomp" and tree.lower[head] == "about"  # "is about to V"
    return surface_subject(tree, tree.head[head] if about else head, depth)


def of_participle(tree: Tree, v: int, noun: int, depth: int) -> tuple[int, ...]:
    """Return who acts in a clause that modifies a noun: of "troops shelling" the troops, of "Iran's plan to V" Iran."""
    if not infinitive(tree, v):
        return issuer(tree, noun, depth) or (noun,)
    owners = tree.having(noun, "poss") or tree.below(noun, "by") or tree.below(noun, "of")
    if owners:
        return tuple(owners)
    head = tree.head[noun]
    if tree.verb(head) and tree.dep[noun] in ("dobj", "attr"):
        return surface_subject(tree, head, depth)
    return (noun,)


def issuer(tree: Tree, noun: int, depth: int) -> tuple[int, ...]:
    """Return who speaks in "passed a resolution condemning X", "said in a statement that condemned X"."""
    head = tree.head[noun]
    decreed = tree.dep[noun] == "dobj" and tree.lemma[head] in grammar.words("DECREEING")
    if tree.lemma[noun] not in grammar.words("DOCUMENT" if not decreed else "DECREE"):
        return ()
    owners = tree.having(noun, "poss") or tree.below(noun, "by") or tree.below(noun, "from")
    head = tree.head[head] if tree.dep[noun] == "pobj" else head
    subject = surface_subject(tree, head, depth) if tree.verb(head) else ()
    return tuple(owners) or tuple(k for k in subject if k != noun)


def of_gerund(tree: Tree, v: int, preposition: int, depth: int) -> tuple[int, ...]:
    """Return who acts in "accused X of V-ing" (X), "by V-ing" (the subject), "plans for V-ing" (the owner)."""
    head = tree.head[preposition]
    if not tree.verb(head):
        if tree.dep[head] == "prep":
            head = tree.head[head]
        owners = tree.having(head, "poss") if tree.noun(head) else []
        if owners or not tree.noun(head):
            return tuple(owners)
        head = tree.head[head]
        return surface_subject(tree, head, depth) if tree.verb(head) else ()
    objects = tree.having(head, "dobj")
    if objects and tree.lower[preposition] in ("of", "from", "for", "into") and not passive(tree, head):
        return tuple(objects)
    return surface_subject(tree, head, depth)
