"""Proof over what replays added: an article of theirs was a dead letter of its chunk, other events in quarantine."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pyarrow as pa

from transforms.tables.unresolved import EVENT_KEY, POSITION, keys

Tables = dict[str, pa.Table]
Key = tuple[object, ...]


def resolved_twice(parts: Sequence[tuple[str, Tables]]) -> Iterator[tuple[str, str]]:
    """Yield (file, what is wrong) of a chunk's replays.

    Args:
        parts: The chunk's file and tables, then those of its replays, the oldest first.
    """
    (_, chunk), *replays = parts
    open_letters = Counter(keys(chunk["dead_letters"], POSITION))
    held = Counter(keys(chunk["quarantine"], EVENT_KEY))
    for name, tables in replays:
        own = set(keys(tables["articles"], POSITION))
        for place in keys(tables["articles"], POSITION):
            open_letters[place] -= 1
            if open_letters[place] < 0:
                yield name, f"the article at {place} was no dead letter, or is one article already"
        for key in keys(tables["events"], EVENT_KEY):
            if key[1:] not in own:
                held[key] -= 1
                if held[key] < 0:
                    yield name, f"event {key[0]} at {key[1:]} was not in quarantine, or has left it already"
        held.update(keys(tables["quarantine"], EVENT_KEY))
