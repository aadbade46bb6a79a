"""Which words and classes a token answers to: lemma, compound, noun class, name, party, type of an event noun."""

from dataclasses import dataclass, field

from schemas.plover import TYPES
from transforms.coding.parse import grammar
from transforms.coding.parse.tree import Tree
from transforms.coding.what import frames
from transforms.coding.what.event_entries import Entry
from transforms.coding.what.slots import slots
from transforms.coding.what.vocabulary import Vocabulary

PARTY_CLASSES = ("PEOPLE", "GROUP", "OFFICE", "STATE", "ARMED", "POLICE")
PERSONAL, GENERIC, AMOUNT = grammar.words("PERSONAL"), grammar.words("GENERIC"), grammar.words("AMOUNT")
EVENTS = frozenset(TYPES)
SHARED = frozenset({"joint", "shared", "common", "bilateral"})  # whatever is called so is of the class JOINT
COMPOUND_TAGS = ("NN", "JJ", "VBN", "VBG", "CD", "RB", "HYPH", "AFX", "VB")


@dataclass(slots=True)
class Senses:
    """The words and classes of a story's tokens.

    Attributes:
        tree: The story's parse.
        words: The lexicon.
    """

    tree: Tree
    words: Vocabulary
    entries: dict[int, Entry | None] = field(default_factory=dict)

    def telling(self, i: int) -> bool:
        """Return whether token i may report something: a verb, or a noun or adjective that the lexicon knows."""
        tag, words = self.tree.tag[i][:2], self.words
        if tag == "JJ":
            return ("adjective", self.tree.lemma[i]) in words.operators
        return tag == "VB" or (tag == "NN" and (self.event_noun(i) or ("noun", self.tree.lemma[i]) in words.operators))

    def event_noun(self, i: int) -> bool:
        """Return whether some entry ends in a noun, or in what it is made of."""
        lemma = self.tree.lemma[i]
        return lemma in self.words.closing or self.tree.lower[i] in self.words.closing or lemma in GENERIC

    def fits(self, i: int, fillers: frozenset[str]) -> bool:
        """Return whether token i is one of these lemmas or of one of these classes."""
        sum_of, i = i, self.tree.solid(i)
        names = self.names(i)
        if self.tree.lemma[sum_of] in AMOUNT:
            names |= self.names(sum_of)
        if not fillers.isdisjoint(names) or ("NAME" in fillers and self.tree.name(i)):
            return True
        if "PARTY" in fillers and self.party(i, names):
            return True
        entry = None if EVENTS.isdisjoint(fillers) else self.entry(i)
        return entry is not None and entry.event_type in fillers

    def party(self, i: int, names: frozenset[str]) -> bool:
        """Return whether a token can act at all: a name, a personal pronoun, people, a group, an office."""
        return self.tree.name(i) or self.tree.lower[i] in PERSONAL or not names.isdisjoint(PARTY_CLASSES)

    def names(self, i: int) -> frozenset[str]:
        """Return every lemma, compound and noun class of token i."""
        key = ("names", i)
        if key not in self.tree.memory:
            found = set(self.keys(i))
            if any(self.tree.lower[k] in SHARED for k in self.tree.kids[i]):
                found.add("JOINT")
            for word in () if self.tree.verb(i) else tuple(found):
                found |= self.words.noun_classes.get(word, frozenset())
            if self.tree.lemma[i] in GENERIC:
                for k in self.tree.having(i, "compound", "amod"):
                    found |= self.names(k)
            self.tree.memory[key] = frozenset(found)
        return self.tree.memory[key]  # type: ignore[return-value]

    def keys(self, i: int) -> list[str]:
        """Return the words under which a noun may stand in the lexicon, the longest first: "travel ban", "ban"."""
        found = self.compounds(i, self.tree.lemma[i])
        if self.tree.lower[i] != self.tree.lemma[i]:  # listed as a plural: arms, peace talks
            found += self.compounds(i, self.tree.lower[i])
        return found

    def compounds(self, i: int, word: str) -> list[str]:
        """Return a word with the words before it that may be part of a compound, the longest first."""
        tree, found, j = self.tree, [word], i - 1
        if not tree.noun(i):
            return found
        while j >= 0 and len(found) < 3 and tree.tag[j].startswith(COMPOUND_TAGS):  # noqa: PLR2004
            if tree.lower[j] != "-":
                found.append(f"{tree.lemma[j] if tree.noun(j) else tree.lower[j]} {found[-1]}")
            j -= 1
        return found[::-1]

    def entry(self, i: int) -> Entry | None:
        """Return the entry by which a noun is an event, or None."""
        if i not in self.entries:
            self.entries[i] = None  # a noun inside its own frame is no event there
            self.entries[i] = self.find(i)
        return self.entries[i]

    def find(self, i: int) -> Entry | None:
        """Return the most specific entry of a noun whose frame holds."""
        tree = self.tree
        if not tree.noun(i) or not self.event_noun(i) or self.piece(i):
            return None
        for key in self.keys(i):
            for entry in self.words.nouns.get(key, ()):
                if frames.holds(entry.frame, slots(tree, i), self.fits):
                    return entry if entry.event_type != "-" else None
        if tree.lemma[i] in GENERIC:
            return next((e for k in tree.having(i, "compound") if (e := self.find(k))), None)
        return None

    def piece(self, i: int) -> bool:
        """Return whether a noun is the first piece of a hyphenated word: the "war" of war-torn."""
        lower = self.tree.lower
        return i + 2 < len(lower) and lower[i + 1] == "-" and not self.tree.noun(i + 2)
