"""Verbs and nouns that report an event by themselves: frames of verbs, light verbs with event nouns, event nouns."""

from collections.abc import Iterator

from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.what import frames
from transforms.coding.what.event_entries import Entry, Light
from transforms.coding.what.reading import Reading, cast, fill
from transforms.coding.what.senses import Senses
from transforms.coding.what.slots import Slots, slots
from transforms.coding.what.subjects import passive, surface_subject

OWNER = (("poss",),)
SELF_MOVING = frozenset({"MOBILIZE", "PROTEST"})
SUBJECT, COMPLEMENT = ("subj",), ("comp",)
ENDED = frozenset({"end", "conclude", "cease"})
WANTING = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT"})
HOSTILE = frozenset({"ASSAULT", "PROTEST", "COERCE", "SANCTION"})
MARKING = frozenset({"mark", "commemorate", "celebrate", "honor", "honour"})
NAMING = frozenset({"brand", "call", "declare", "designate", "dub", "label", "name"})
APART = grammar.words("APART")
LENDING = frozenset({"dobj", "pobj", "attr", "dative", "nsubj", "nsubjpass", "conj", "poss", "oprd"})


def matching(senses: Senses, v: int) -> Iterator[Entry]:
    """Yield the entries of a verb whose particles and frame are there, the most specific first."""
    tree = senses.tree
    listed = senses.words.verbs.get(tree.lemma[v], ())
    if not listed:
        return
    filled = named_so(tree, v)
    there, around = frozenset(filled), {tree.lower[k] for k in (*tree.kids[v], min(v + 1, len(tree.lower) - 1))}
    for entry in listed:
        if not (entry.needs <= there and entry.pieces <= around):
            continue
        if entry.pieces and particles(tree, v, entry.word) is None:
            continue
        if frames.holds(entry.frame, filled, senses.fits):
            yield entry


def named_so(tree: Tree, v: int) -> Slots:
    """Return a verb's slots, those of "called X a liar" with what X is called also where the parse has it at X."""
    filled = slots(tree, v)
    if tree.lemma[v] not in NAMING or "oprd" in filled:
        return filled
    for clause in tree.having(v, "ccomp"):
        if tree.noun(clause) and indefinite(tree, clause) and (subjects := tree.having(clause, "nsubj")):
            return {**filled, "obj": tuple(subjects), "oprd": (clause,)}
    more = tuple(k for k in filled.get("obj", ())[1:] if indefinite(tree, k))
    if more:
        return {**filled, "obj": filled["obj"][:1], "oprd": more}
    named = filled.get("obj", ())[:1]
    called = [
        k for o in named for k in tree.having(o, "appos", "amod", "acl") if indefinite(tree, k) or trailing(tree, k)
    ]
    return {**filled, "oprd": tuple(called)} if called else filled


def trailing(tree: Tree, word: int) -> bool:
    """Return whether an adjective or participle stands behind its noun: "the verdict 'absurd'"."""
    return tree.dep[word] != "appos" and word > tree.head[word] and tree.tag[word].startswith(("JJ", "VBN"))


def indefinite(tree: Tree, noun: int) -> bool:
    """Return whether a noun has "a" before it."""
    return any(tree.lower[k] in ("a", "an") for k in tree.having(noun, "det"))


def particles(tree: Tree, v: int, word: str) -> tuple[int, ...] | None:
    """Return the tokens of the pieces behind the verb ("off" of "break off"), or None if one is missing."""
    if " " not in word:
        return ()
    found = []
    for piece in word.split()[1:]:
        here = [k for k in (*tree.kids[v], v + 1) if k < len(tree.lower) and tree.lower[k] == piece and loose(tree, k)]
        if not here:
            return None
        found.append(here[0])
    return tuple(found)


def loose(tree: Tree, k: int) -> bool:
    """Return whether a word stands as a particle: no preposition with an object, but "broke off talks"."""
    return tree.dep[k] != "prep" or tree.lower[k] in grammar.words("PARTICLE") or not tree.having(k, "pobj", "pcomp")


def by_entry(senses: Senses, v: int, entry: Entry) -> Reading:
    """Return what a verb reports by an entry of its own."""
    tree, filled = senses.tree, named_so(senses.tree, v)
    if COMPLEMENT in entry.roles.recipients:  # "complained that X had V-ed": X
        filled = {**filled, "comp": tuple(k for c in filled.get("ccomp", ()) for k in surface_subject(tree, c))}
    actors, recipients = cast(entry.roles, filled)
    if entry.event_type == "MOBILIZE":
        recipients = tuple(i for i in recipients if i not in filled.get("obj", ()))
    if not actors and SUBJECT not in entry.roles.recipients:  # "troops were deployed": they act; "missiles struck"
        moved = entry.event_type in SELF_MOVING
        actors = filled.get("obj" if moved else "subj", ())
        actors = tuple(i for i in actors if not moved or senses.party(i, senses.names(i)))
        recipients = tuple(i for i in recipients if i not in actors)
    words = sorted({v, *(particles(tree, v, entry.word) or ()), *named(senses, entry, filled)})
    return Reading(
        v, tuple(words), entry.event_type, entry.modes, entry.cameo, entry.weight, actors, recipients,
        path=(entry.origin,), consumed=nouns_below(tree, v), mutual=mutual(entry),
    )  # fmt: skip


def named(senses: Senses, entry: Entry, filled: Slots) -> Iterator[int]:
    """Yield the nouns that an entry asks for by name: they report the happening too."""
    for each in entry.frame:
        if each.wanted and each.fillers and not each.fillers & {"PARTY", "NAME"} and each.slot != "subj":
            yield from (
                i for i in filled.get(each.slot, ())[:1] if senses.tree.noun(i) and not senses.party(i, senses.names(i))
            )


def light(senses: Senses, v: int) -> tuple[Light, int] | None:
    """Return the light-verb row and the event noun that a verb carries."""
    tree = senses.tree
    for row in senses.words.lights.get(tree.lemma[v], ()):
        filled = slots(tree, v)
        for slot in ("obj", "attr") if row.slot == "obj" else (row.slot,):
            if slot not in filled or particles(tree, v, row.verb) is None:
                continue
            for noun in map(tree.solid, filled[slot]):
                if senses.entry(noun):
                    return row, noun
    return None


def by_light(senses: Senses, v: int, row: Light, noun: int) -> Reading | None:
    """Return what a light verb and its event noun report: the noun's type, the verb's subject."""
    entry = senses.entry(noun)
    if entry is None:
        return None
    own, verb = slots(senses.tree, noun), slots(senses.tree, v)
    verb = {slot: filled for slot, filled in verb.items() if noun not in filled}
    everything: Slots = {**own_names(senses.tree, own), **verb}
    if row.roles.actors == OWNER:  # "is in detention": the subject is to the noun what its owner would be
        everything["poss"] = everything.get("subj", ())
        row = row._replace(roles=entry.roles)
    actors = fill(row.roles.actors, everything)
    if not actors and SUBJECT not in row.roles.actors:
        actors = fill(entry.roles.actors, {**everything, "subj": ()})
    if mutual(entry):
        actors += tuple(i for i in fill(entry.roles.actors, {**everything, "subj": ()}) if i not in actors)
    recipients = fill(row.roles.recipients, everything) or fill(entry.roles.recipients, everything)
    given = verb.get("obj", ()) if passive(senses.tree, v) else ()
    recipients = recipients or tuple(i for i in given if row.slot == "obj")  # "was granted a loan by the bank"
    words = tuple(sorted({v, noun, *(particles(senses.tree, v, row.verb) or ())}))
    made = ended(senses, entry) if row.slot == "subj" and senses.tree.lemma[v] in ENDED else entry
    return Reading(
        v, words, made.event_type, made.modes, made.cameo, min(1.0, made.weight + 0.2),
        actors, tuple(i for i in recipients if i not in actors),
        path=(entry.origin, f"light verb {row.verb}"),
        consumed=nouns_below(senses.tree, v) | {noun}, content=wanted(senses, (v, noun), made), mutual=mutual(entry),
    )  # fmt: skip


def wanted(senses: Senses, words: tuple[int, ...], entry: Entry) -> frozenset[int]:
    """Return the clauses that say what a request, promise or threat is for: "a call to free them"."""
    if entry.event_type not in WANTING:
        return frozenset()
    return frozenset(k for word in words for k in slots(senses.tree, word).get("xcomp", ()))


def ended(senses: Senses, entry: Entry) -> Entry:
    """Return what it comes to that an event noun ends: a blockade that ends is CONCEDE, talks that end were talks."""
    found = senses.words.outcomes.get(("STOP", entry.event_type)) if entry.event_type in HOSTILE else None
    return entry._replace(event_type=found.event_type, modes=found.modes, cameo=found.cameo) if found else entry


def mutual(entry: Entry) -> bool:
    """Return whether everybody acts: talks, meetings."""
    return not entry.roles.recipients


def by_noun(senses: Senses, n: int) -> Reading | None:
    """Return what an event noun reports by itself."""
    entry = senses.entry(n)
    if entry is None or (senses.tree.name(n) and any(senses.tree.name(k) for k in senses.tree.having(n, "compound"))):
        return None  # the Gulf War, the Warsaw Pact
    actors, recipients = cast(entry.roles, own_names(senses.tree, slots(senses.tree, n)))
    if not actors and entry.event_type == "MOBILIZE":
        actors = celebrating(senses.tree, n)
    return Reading(
        n, compound(senses, n, entry), entry.event_type, entry.modes, entry.cameo, entry.weight, actors, recipients,
        path=(entry.origin,), consumed=nouns_below(senses.tree, n), content=wanted(senses, (n,), entry),
    )  # fmt: skip


def celebrating(tree: Tree, n: int) -> tuple[int, ...]:
    """Return whose day is marked: "a parade marking the anniversary of X's founding" is X's."""
    days = [o for v in tree.having(n, "acl", "relcl") if tree.lemma[v] in MARKING for o in tree.having(v, "dobj")]
    founded = [k for day in days for k in (day, *tree.below(day, "of"))]
    return tuple(
        owner for k in founded for owner in (*tree.having(k, "poss"), *tree.below(k, "of")) if owner not in founded
    )


def compound(senses: Senses, n: int, entry: Entry) -> tuple[int, ...]:
    """Return the words of a compound entry: "travel ban"."""
    pieces = set(entry.word.split()[:-1])
    first = n
    while (
        pieces
        and first > 0
        and (senses.tree.lemma[first - 1] in pieces or senses.tree.lower[first - 1] in {"-", *pieces})
    ):
        first -= 1
    return tuple(range(first, n + 1))


def own_names(tree: Tree, filled: Slots) -> Slots:
    """Return the slots of a noun, its modifiers narrowed to names and nationalities."""
    return {**filled, "mod": tuple(i for i in filled.get("mod", ()) if tree.tokens[i].text[:1].isupper())}


def nouns_below(tree: Tree, top: int) -> frozenset[int]:
    """Return the nouns below a verb or noun that are not inside another clause: they lend it their parties."""
    found: list[int] = []
    agenda = [top]
    for each in agenda:
        for k in tree.kids[each]:
            if tree.dep[k] in LENDING and not tree.verb(k):
                found.append(k)
                agenda.append(k)
            elif tree.dep[k] in ("prep", "agent") and tree.lower[k] not in APART and tree.lower[k] != "according":
                agenda.append(k)
    return frozenset(found)
