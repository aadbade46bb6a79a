"""From words to readings: wrong senses, operators, frames, light verbs, event nouns and moods, in that order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from transforms.coding.what import frames, moods, operators, triggers
from transforms.coding.what.event_entries import Entry
from transforms.coding.what.reading import Reading, cast
from transforms.coding.what.senses import Senses
from transforms.coding.what.slots import slots

DEPTH = 10
VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "ACCUSE"})  # what they want has not happened
SURE = 7  # one of this strength names so much that no operator is asked: "walk out of prison"
SPECIFIC = 3  # an entry of this strength names what it wants
NOTHING = Reading(0, ())
BLAMED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "PROTEST", "SANCTION"})


@dataclass(slots=True)
class Reader:
    """Reads a story's verbs and nouns, each once.

    Attributes:
        senses: What the tokens answer to.
        memory: Readings by token.
        depth: How deep complements are nested just now.
        flipped: Operators whose negation is in their reading already.
    """

    senses: Senses
    memory: dict[int, Reading | None] = field(default_factory=dict)
    depth: int = 0
    flipped: set[int] = field(default_factory=set)

    def read(self, i: int) -> Reading | None:
        """Return what token i reports; None for nothing, a reading without a type for something refused."""
        if i in self.memory:
            return self.memory[i]
        if self.depth > DEPTH:
            return None
        self.memory[i] = None  # a clause inside itself says nothing
        self.depth += 1
        self.memory[i] = self.look(i)
        self.depth -= 1
        return self.memory[i]

    def look(self, i: int) -> Reading | None:
        """Return what token i reports, looked up for the first time."""
        tree = self.senses.tree
        if tree.verb(i):
            found = self.checked(i, self.verb(i))
            return moods.apply(self.senses, i, found, i in self.flipped)
        if tree.noun(i):
            return self.checked(i, self.operated(i, typed=True) or triggers.by_noun(self.senses, i))
        if tree.tag[i].startswith("JJ"):
            return self.operated(i, typed=True) or self.operated(i, typed=False)
        return None

    def verb(self, v: int) -> Reading | None:
        """Return what a verb reports before its mood is looked at."""
        entry = next(triggers.matching(self.senses, v), None)
        if entry and entry.strength >= SURE:
            return self.entered(v, entry)
        found = self.operated(v, typed=True)
        if found is None and moods.mood(self.senses.tree, v).negated:
            found = self.operated(v, typed=False)  # "did not agree to", "is not allowed to", whatever it is
        if found:
            return found
        if entry and entry.strength >= SPECIFIC:
            return self.entered(v, entry)
        carried = triggers.light(self.senses, v)
        if carried:
            return triggers.by_light(self.senses, v, *carried)
        return self.operated(v, typed=False) or (self.entered(v, entry) if entry else self.predicate(v))

    def entered(self, v: int, entry: Entry) -> Reading:
        """Return what a verb reports by its entry, with the complements that are nested in it."""
        found = triggers.by_entry(self.senses, v, entry)
        nested = [
            inner
            for row, c, _ in operators.complements(self.senses, v)
            if row.operator == "NESTED"
            for inner in self.inside(c)
        ]
        stated = [c for c in slots(self.senses.tree, v).get("ccomp", ()) if operators.indicative(self.senses.tree, c)]
        if stated and found.event_type == "REQUEST":
            return found._replace(event_type="", path=(*found.path, "states, does not ask"))
        if (
            stated
            and found.event_type == "THREATEN"
            and all(operators.prognosis(self.senses.tree, v, c) for c in stated)
        ):
            return found._replace(event_type="", path=(*found.path, "tells what may come, does not threaten"))
        if found.event_type == "-":
            return found._replace(event_type="", path=(*found.path, "an idiom that is no event"))
        if found.event_type == "ACCUSE":
            found = found._replace(recipients=blamed(self.senses, found.recipients))
        content = frozenset(c for c in self.nested(v, found) if self.senses.tree.verb(c))
        return found._replace(consumed=found.consumed.union(nested), content=content)

    def nested(self, v: int, found: Reading) -> Iterator[int]:
        """Yield the complements of a verb in whose clauses nothing happens: of what it accuses, what it asks for."""
        for row, c, slot in operators.complements(self.senses, v):
            if (row.operator == "NESTED" and slot != "obj") or row.operator == "ORDER":
                yield c
        if found.event_type in VERBAL or "phone" in found.modes:
            yield from slots(self.senses.tree, v).get("xcomp", ())

    def inside(self, c: int) -> set[int]:
        """Return the tokens of a complement that report nothing of their own."""
        inner = self.read(c)
        return {c, *(inner.words if inner else ()), *(inner.consumed if inner else ())}

    def predicate(self, v: int) -> Reading | None:
        """Return what "is ready to V" reports: the adjective's reading."""
        for k in slots(self.senses.tree, v).get("acomp", ()):
            found = self.read(k)
            if found:
                return found._replace(consumed=found.consumed | {k})
        return None

    def operated(self, i: int, typed: bool) -> Reading | None:
        """Return what an operator makes of its complement: of an event if `typed`, else of a clause that is none."""
        here = operators.complements(self.senses, i)
        negated = bool(here) and moods.mood(self.senses.tree, i).negated
        for row, c, slot in here:
            name = (
                row.operator if not negated else "" if yet(self.senses, i) else operators.NEGATED.get(row.operator, "")
            )
            if name in operators.SILENT or (row.operator == "GOING" and not going(self.senses, i)):
                continue
            inner = self.read(c)
            known = inner if inner and inner.event_type else None
            if known and name in operators.WILLED and "negation" in known.auxiliary:
                name, known = "WILL_NOT", moods.undone(known)  # "decided not to V"
            if (known is not None) != typed or not name:
                continue
            found = operators.apply(operators.Application(self.senses, i, row, name, c, slot, known))
            if found:
                self.flipped |= {i} if name != row.operator else set()
                below = inner or NOTHING
                return found._replace(consumed=found.consumed | below.consumed, content=found.content | below.content)
        return None

    def checked(self, i: int, found: Reading | None) -> Reading | None:
        """Return the reading, refused where a wrong sense of the word says so."""
        if found is None or not found.event_type:
            return found
        senses = self.senses
        for wrong in senses.words.wrong.get(senses.tree.lemma[i], ()):
            concerned = "*" in wrong.types or found.event_type in wrong.types
            there = triggers.particles(senses.tree, i, wrong.word) is not None
            if concerned and there and frames.holds(wrong.frame, slots(senses.tree, i), senses.fits):
                return found._replace(event_type="", path=(*found.path, f"wrong sense: {wrong.reason}"))
        return found


def yet(senses: Senses, v: int) -> bool:
    """Return whether something is only not done so far: "has not yet agreed"."""
    return any(senses.tree.lower[k] == "yet" for k in senses.tree.kids[v])


def blamed(senses: Senses, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Return who is blamed: of "the kidnapping of the monks by rebels" the rebels, not the monks."""
    found: list[int] = []
    for i in map(senses.tree.solid, tokens):
        filled = slots(senses.tree, i)
        entry = senses.entry(i)
        hostile = entry is not None and entry.event_type in BLAMED
        doers = cast(entry.roles, triggers.own_names(senses.tree, filled))[0] if entry and hostile else ()
        found += doers or (filled.get("by", ()) if not senses.party(i, senses.names(i)) else ()) or [i]
    return tuple(dict.fromkeys(found))


def going(senses: Senses, v: int) -> bool:
    """Return whether "go" or "be" only tells the future: "is going to V", "is to V"."""
    return senses.tree.tag[v] == "VBG" if senses.tree.lemma[v] == "go" else senses.tree.tag[v] in ("VBZ", "VBP", "VBD")
