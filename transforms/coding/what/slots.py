"""What fills the slots of a verb or a noun: subject, object, complements, prepositions; voice and control undone."""

from collections import defaultdict

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree

Slots = dict[str, tuple[int, ...]]

TIMES = grammar.words("TIME")
RELATIVE = frozenset({"WDT", "WP", "WP$"})
DEPTH = 8


def slots(tree: Tree, i: int) -> Slots:
    """Return what fills each slot of token i (see the lexicon's frames), in the order of the text."""
    key = ("slots", i)
    if key not in tree.memory:
        tree.memory[key] = verb_slots(tree, i) if tree.verb(i) else noun_slots(tree, i)
    return tree.memory[key]  # type: ignore[return-value]


def temporal(tree: Tree, i: int) -> bool:
    """Return whether a preposition's object tells a time: "on Tuesday" is never a frame."""
    return tree.lower[i] in TIMES or tree.lemma[i] in TIMES or (tree.tag[i] == "CD" and tree.lower[i].isdigit())


def prepositions(tree: Tree, i: int, found: dict[str, list[int]]) -> None:
    """Add the objects and gerunds of the prepositions that hang on i."""
    for p in tree.kids[i]:
        if tree.dep[p] not in ("prep", "agent", "dative") or tree.tag[p] not in ("IN", "TO", "RP", "VBG", "RB"):
            continue
        if tree.lower[p] in ("according", "due", "prior", "thanks"):  # whose "to" is nobody's
            continue
        for k in tree.kids[p]:
            if tree.dep[k] == "pcomp" or (tree.dep[k] == "pobj" and not temporal(tree, k)):
                found[tree.lower[p]].append(k)
            elif tree.dep[k] == "prep":  # "out of the deal", "because of"
                for deep in tree.kids[k]:
                    if tree.dep[deep] in ("pobj", "pcomp") and not temporal(tree, deep):
                        found[tree.lower[p]].append(deep)
                        found[tree.lower[k]].append(deep)


def verb_slots(tree: Tree, v: int) -> Slots:
    """Return the slots of a verb; a passive's surface subject is its object, its by-agent its subject."""
    found: dict[str, list[int]] = defaultdict(list)
    prepositions(tree, v, found)
    for k in tree.kids[v]:
        dep = tree.dep[k]
        if dep in ("dobj", "attr"):
            found["obj" if dep == "dobj" else "attr"] += antecedent(tree, k, v)
        elif dep == "dative" and tree.tag[k] not in ("IN", "TO"):
            found["iobj"].append(k)
        elif dep in ("xcomp", "ccomp", "advcl", "acomp", "oprd", "prt", "advmod"):
            found[complement(tree, k)].append(k)
            if infinitive(tree, k) and any(tree.lower[m] == "for" for m in tree.having(k, "mark")):
                found["for"].append(k)  # "called for X to be freed"
        elif dep == "conj" and not found["obj"] and k == v + 2 and tree.verb(k):
            found["obj"] += tree.having(k, "dobj")
        elif dep == "prep" and k == v + 1 and tree.lower[k] in grammar.words("PARTICLE"):
            found["obj"] += tree.having(k, "pobj")  # "broke off talks"
    surface = surface_subject(tree, v)
    if passive(tree, v):
        found["obj"] = list(surface) + found["obj"]
        found["subj"] = found.pop("by", [])
    else:
        found["subj"] = list(surface)
    if not found["obj"] and tree.dep[v] == "relcl" and not set(surface) & {tree.head[v]} and not dangling(tree, v):
        found["obj"] = [tree.head[v]]
    for o in found["obj"][:1] or found["acomp"][:1]:
        lend(tree, o, found)
    return {slot: tuple(dict.fromkeys(filled)) for slot, filled in found.items() if filled}


def lend(tree: Tree, noun: int, found: dict[str, list[int]]) -> None:
    """Let a verb see the prepositions of its object or predicate: small parsers attach them at will."""
    inner: dict[str, list[int]] = defaultdict(list)
    prepositions(tree, noun, inner)
    for slot, filled in inner.items():
        if slot not in found and (slot != "of" or not tree.noun(noun)):
            found[slot] = filled
    for k in tree.kids[noun]:
        if tree.dep[k] in ("acl", "relcl") and infinitive(tree, k) and "xcomp" not in found and animate(tree, noun):
            found["xcomp"] = [k]


def animate(tree: Tree, noun: int) -> bool:
    """Return whether "urged X to V" may be meant by an infinitive that hangs on X: a name, a pronoun, a plural."""
    return tree.tag[noun] in ("NNP", "NNPS", "NNS", "PRP")


def complement(tree: Tree, k: int) -> str:
    """Return the slot that a clause or particle fills."""
    dep = tree.dep[k]
    if dep == "advcl":
        return "xcomp" if infinitive(tree, k) else "advcl"
    if dep == "ccomp":
        bare = tree.tag[k] == "VBG" and not tree.having(k, "nsubj", "aux")
        return "xcomp" if infinitive(tree, k) or bare else "ccomp"
    return dep


def infinitive(tree: Tree, v: int) -> bool:
    """Return whether a verb stands as "to V"."""
    return tree.tag[v] in ("VB", "VBN", "VBP") and any(
        tree.tag[k] == "TO" and tree.dep[k] == "aux" for k in tree.kids[v]
    )


def dangling(tree: Tree, v: int) -> bool:
    """Return whether a preposition of the verb has lost its object: "the house that they live in"."""
    return any(tree.dep[p] == "prep" and not tree.kids[p] for p in tree.kids[v])


def passive(tree: Tree, v: int) -> bool:
    """Return whether a verb stands in the passive."""
    if tree.tag[v] not in ("VBN", "VBD"):
        return False
    deps = {tree.dep[k] for k in tree.kids[v]}
    if deps & {"auxpass", "nsubjpass", "csubjpass", "agent"}:
        return True
    if tree.tag[v] == "VBD" or deps & {"nsubj", "aux"}:
        return False
    if tree.dep[v] in ("acl", "amod"):
        return True
    if tree.dep[v] == "advcl" and "dobj" not in deps:
        return True
    head = tree.head[v]
    return tree.dep[v] == "conj" and tree.verb(head) and passive(tree, head)


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
        found = [t for k in own for t in (reported(tree, k, v) or antecedent(tree, k, v))]
        if not own and depth < DEPTH:
            found = list(inherited(tree, v, depth + 1))
        tree.memory[key] = tuple(found)
    return tree.memory[key]  # type: ignore[return-value]


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
        return surface_subject(tree, tree.head[head] if past and said(tree, head) else head, depth)
    if dep in ("xcomp", "ccomp", "advcl", "oprd"):
        return controller(tree, v, head, depth)
    return ()


def aimed(tree: Tree, v: int, head: int, noun: int) -> bool:
    """Return whether "to V" is what the subject is after: "left home to meet envoys", not "sent envoys to V"."""
    if tree.lemma[head] in grammar.words("OBJECT_CONTROL"):
        return False
    return tree.dep[v] == "advcl" or (tree.dep[v] == "xcomp" and not animate(tree, noun))


def said(tree: Tree, v: int) -> bool:
    """Return whether a past verb beside v goes on with the speaker: "said that X should V and asked ..."."""
    helpers = [tree.tag[k] for k in tree.having(v, "aux", "auxpass")]
    return tree.head[v] < v and tree.tag[tree.head[v]] == "VBD" and "MD" in helpers


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
    return surface_subject(tree, head, depth)


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
    if tree.lemma[noun] not in grammar.words("DOCUMENT"):
        return ()
    owners = tree.having(noun, "poss") or tree.below(noun, "by") or tree.below(noun, "from")
    head = tree.head[noun]
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


def noun_slots(tree: Tree, n: int) -> Slots:
    """Return the slots of a noun or adjective: owner, modifiers, prepositions, infinitive."""
    found: dict[str, list[int]] = defaultdict(list)
    prepositions(tree, n, found)
    for k in tree.kids[n]:
        dep = tree.dep[k]
        if dep == "poss":
            found["poss"].append(k)
        elif dep in ("compound", "amod", "nmod"):
            found["mod"].append(k)
        elif dep in ("acl", "relcl", "xcomp", "ccomp", "advcl") and infinitive(tree, k):
            found["xcomp"].append(k)
            found["acl"].append(k)
        elif dep in ("acl", "ccomp"):
            found["ccomp"].append(k)
    if "with" in found and "poss" not in found and "between" not in found:
        found["poss"] += occasion(tree, n)
    if tree.tag[n].startswith("JJ") and tree.verb(tree.head[n]):
        subject = surface_subject(tree, tree.head[n])
        found["subj"] += list(subject)
        found["xcomp"] += [k for k in tree.having(tree.head[n], "xcomp", "advcl") if infinitive(tree, k)]
    return {slot: tuple(dict.fromkeys(filled)) for slot, filled in found.items() if filled}


def occasion(tree: Tree, n: int) -> tuple[int, ...]:
    """Return who has been at what happened before something: "after talks with monks, the king announced ..."."""
    preposition = tree.head[n]
    v = tree.head[preposition]
    if tree.dep[n] != "pobj" or tree.lower[preposition] not in ("after", "during", "following", "before", "at"):
        return ()
    return surface_subject(tree, v) if tree.verb(v) and not passive(tree, v) else ()
