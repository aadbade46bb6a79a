"""What fills the slots of a verb or a noun: subject, object, complements, prepositions; voice and control undone."""

from collections import defaultdict

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.parse.word_sets import words
from transforms.coding.what.subjects import animate, antecedent, infinitive, passive, surface_subject

Slots = dict[str, tuple[int, ...]]

NEAR = 7  # words between the members of a list that a small parser tears apart
MOMENTS = frozenset({"opportunity", "occasion"})
TIMES = grammar.words("TIME")


def slots(tree: Tree, i: int) -> Slots:
    """Return what fills each slot of token i (see the lexicon's frames), in the order of the text."""
    key = ("slots", i)
    if key not in tree.memory:
        tree.memory[key] = verb_slots(tree, i) if tree.verb(i) else noun_slots(tree, i)
    return tree.memory[key]  # type: ignore[return-value]


def temporal(tree: Tree, i: int) -> bool:
    """Return whether a preposition's object tells a time: "on Tuesday" is never a frame."""
    if tree.name(i) and tree.lower[i] in words("month_names") and any(tree.name(k) for k in tree.having(i, "compound")):
        return False  # Theresa May
    dated = tree.tag[i] == "CD" and tree.lower[i].isdigit() and not tree.below(i, "of")  # not "by 28 of the senators"
    return dated or tree.lower[i] in TIMES or tree.lemma[i] in TIMES


def prepositions(tree: Tree, i: int, found: dict[str, list[int]]) -> None:
    """Add the objects and gerunds of the prepositions that hang on i."""
    particles = tree.having(i, "prt")  # "handed him over to X" hangs X on "over"
    for p in (*tree.kids[i], *(k for particle in particles for k in tree.kids[particle])):
        if tree.dep[p] not in ("prep", "agent", "dative") or tree.tag[p] not in ("IN", "TO", "RP", "VBG", "RB"):
            continue
        if tree.lower[p] in ("according", "due", "prior", "thanks"):  # whose "to" is nobody's
            continue
        for k in tree.kids[p]:
            if (
                tree.dep[k] == "pcomp"
                or (tree.dep[k] == "amod" and tree.lower[p] == "as")
                or (tree.dep[k] == "pobj" and not temporal(tree, k))
            ):
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
            if spoken(tree, v, k):
                continue
            found["obj" if dep == "dobj" else "attr"] += antecedent(tree, k, v)
        elif dep == "dative" and tree.tag[k] not in ("IN", "TO"):
            found["iobj"].append(k)
        elif dep in ("xcomp", "ccomp", "advcl", "acomp", "oprd", "prt", "advmod"):
            found[complement(tree, k)].append(k)
            found["not"] += [k] if tree.tag[k].startswith("JJ") and tree.having(k, "neg") else []
            if infinitive(tree, k) and any(tree.lower[m] == "for" for m in tree.having(k, "mark")):
                found["for"].append(k)  # "called for X to be freed"
        elif dep == "conj":
            found["obj"] += joined(tree, v, k, found["obj"])
        elif dep == "prep" and k == v + 1 and (tree.lower[k] in grammar.words("PARTICLE") or ranging(tree, k)):
            found["obj"] += tree.having(k, "pobj")  # "broke off talks", "arrested between two and ten men"
    found["obj"] = found["obj"] or behind_particle(tree, v)
    said(tree, v, found)
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
    found["against"] = found["against"] or against(tree, v)
    return {slot: tuple(dict.fromkeys(filled)) for slot, filled in found.items() if filled}


def behind_particle(tree: Tree, v: int) -> list[int]:
    """Return the object that hangs on a particle: "sealed off the camp"."""
    return [k for particle in tree.having(v, "prt") for k in tree.having(particle, "pobj")]


def ranging(tree: Tree, k: int) -> bool:
    """Return whether a preposition begins a number: "between two and ten men"."""
    return tree.lower[k] == "between" and tree.tag[k + 1 : k + 2] == ["CD"] and "CD" in tree.tag[k + 2 : k + 5]


def said(tree: Tree, v: int, found: dict[str, list[int]]) -> None:
    """Add the slots of what is said to be: of "said that X was responsible" what X was."""
    for clause in tree.having(v, "ccomp"):
        told = (clause, *tree.having(clause, "acomp", "xcomp"))
        if tree.lemma[clause] == "be" and not any(tree.having(k, "neg") for k in told):
            for slot, filled in slots(tree, clause).items():
                found[f"ccomp.{slot}"] += filled


def joined(tree: Tree, v: int, k: int, known: list[int]) -> list[int]:
    """Return what a conjunct adds to a verb's objects.

    Its own object right behind the verb ("criticised and rejected X"); itself, torn from the list that the verb's
    object begins: "killed two soldiers and at least ten civilians".
    """
    if tree.verb(k):
        return tree.having(k, "dobj") if not known and k == v + 2 else []
    return [k] if known and animate(tree, k) and k - known[-1] <= NEAR else []


def against(tree: Tree, v: int) -> list[int]:
    """Return whom "against" means that hangs on a place or time in between: "sued in a Lima court against X"."""
    between = [n for p in tree.kids[v] for n in tree.kids[p] if tree.kids[n] and tree.dep[n] == "pobj"]
    return [k for n in between for k in tree.below(n, "against")]


def spoken(tree: Tree, v: int, k: int) -> bool:
    """Return whether a noun behind a verb begins a quotation, which small parsers take for an object."""
    return any(tree.tag[j] == "``" and tree.lower[j - 1] in (",", ":") for j in range(v + 1, k))


def lend(tree: Tree, noun: int, found: dict[str, list[int]]) -> None:
    """Let a verb see the prepositions of its object or predicate: small parsers attach them at will."""
    inner: dict[str, list[int]] = defaultdict(list)
    prepositions(tree, noun, inner)
    found["obj.of"] = inner.get("of", [])
    for slot, filled in inner.items():
        if slot not in found and (slot != "of" or not tree.noun(noun)):
            found[slot] = filled
    for k in tree.kids[noun]:
        moved = animate(tree, noun) or tree.lemma[noun] in MOMENTS
        if tree.dep[k] in ("acl", "relcl") and infinitive(tree, k) and "xcomp" not in found and moved:
            found["xcomp"] = [k]


def complement(tree: Tree, k: int) -> str:
    """Return the slot that a clause or particle fills."""
    dep = tree.dep[k]
    if dep == "advcl":
        return "xcomp" if infinitive(tree, k) else "advcl"
    if dep == "ccomp":
        bare = tree.tag[k] == "VBG" and not tree.having(k, "nsubj", "aux")
        return "xcomp" if infinitive(tree, k) or bare else "ccomp"
    return dep


def dangling(tree: Tree, v: int) -> bool:
    """Return whether a preposition of the verb has lost its object: "the house that they live in"."""
    return any(tree.dep[p] == "prep" and not tree.kids[p] for p in tree.kids[v])


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
        elif dep in ("acl", "ccomp") or (dep == "relcl" and tree.having(k, "mark")):  # "fears that X has V-ed"
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
