"""The whole event lexicon, indexed by word."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from transforms.coding.lexicon import remembered
from transforms.coding.what import event_entries as entries
from transforms.coding.what.event_entries import Entry, Light, Operator, Outcome, WrongSense

Item = TypeVar("Item")


@dataclass(frozen=True)
class Vocabulary:
    """The event lexicon.

    Attributes:
        verbs: Entries by the verb's first word, the most specific first.
        nouns: Entries by the noun's whole words, the most specific first.
        closing: The last words of those.
        lights: Light verbs by first word.
        operators: Operators by kind and first word.
        outcomes: By operator and complement: a type, COOPERATION, CONFLICT, ANY or UNKNOWN.
        wrong: Wrong senses by word.
        noun_classes: Classes of each noun.
    """

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]
    closing: frozenset[str]
    lights: dict[str, tuple[Light, ...]]
    operators: dict[tuple[str, str], tuple[Operator, ...]]
    outcomes: dict[tuple[str, str], Outcome]
    wrong: dict[str, tuple[WrongSense, ...]]
    noun_classes: dict[str, frozenset[str]]


@remembered
def load() -> Vocabulary:
    """Return the shipped lexicon with a user's own entries.

    Raises:
        LexiconError: A row says something that cannot be.
    """
    nouns = ranked((entry.word, entry) for entry in entries.entries("nouns.tsv", "by,poss,mod>of,on,against"))
    return Vocabulary(
        verbs=ranked(spread(entries.entries("verbs.tsv", "subj>obj"))),
        nouns=nouns,
        closing=frozenset(word.split()[-1] for word in nouns),
        lights=grouped((light.verb.split()[0], light) for light in entries.lights()),
        operators=grouped(((each.kind, each.word.split()[0]), each) for each in entries.operators()),
        outcomes=dict(entries.outcomes()),
        wrong=grouped((each.word.split()[0], each) for each in entries.wrong_senses()),
        noun_classes=by_noun(entries.classes("noun_classes.tsv")),
    )


def spread(verbs: Iterable[Entry]) -> Iterable[tuple[str, Entry]]:
    """Yield the entries by first word, those of a verb class for each of its verbs."""
    classes = entries.classes("verb_classes.tsv")
    for entry in verbs:
        for word in classes.get(entry.word, (entry.word,)):
            yield word.split()[0], entry._replace(word=word)


def ranked(pairs: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of each word, the most specific first, later rows before earlier ones."""
    numbered = grouped((word, (-entry.strength, -n, known(entry))) for n, (word, entry) in enumerate(pairs))
    return {word: tuple(entry for *_, entry in sorted(listed)) for word, listed in numbered.items()}


def known(entry: Entry) -> Entry:
    """Return an entry with the slots and pieces that it cannot do without."""
    needs = frozenset(each.slot for each in entry.frame if each.wanted)
    return entry._replace(needs=needs, pieces=frozenset(entry.word.split()[1:]))


Key = TypeVar("Key")


def grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    """Return the items of each key, in order."""
    found: dict[Key, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return {key: tuple(items) for key, items in found.items()}


def by_noun(classes: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Return the classes of each noun."""
    return {noun: frozenset(names) for noun, names in grouped((n, c) for c, ns in classes.items() for n in ns).items()}
