"""What an event without a recipient is about: the thing visited, asked for, tested."""

from transforms.coding.parse.tree import Tree
from transforms.coding.what.reading import Reading
from transforms.coding.what.slots import slots

THINGS = ("obj", "to", "for", "of", "at")


def theme(tree: Tree, reading: Reading) -> str:
    """Return the lemma of the first thing that a reading's words name in their slots; empty if they name none."""
    if any(step.startswith("operator") for step in reading.path):  # what is asked for is among the words
        return next((tree.lemma[i] for i in reversed(reading.words) if i != reading.head and tree.noun(i)), "")
    told = {reading.head, *reading.words}
    for word in (reading.head, *reading.words):
        filled = slots(tree, word) if tree.verb(word) or tree.noun(word) else {}
        for slot in THINGS:
            for k in filled.get(slot, ()):
                if tree.solid(k) not in told and tree.noun(tree.solid(k)) and not tree.name(tree.solid(k)):
                    return tree.lemma[tree.solid(k)]
    return ""
