"""Near-duplicate articles: MinHash signatures of a text's three-word shingles, compared through LSH (datasketch)."""

import re
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
from datasketch import MinHash, MinHashLSH

Signature = npt.NDArray[np.uint32]
PERMUTATIONS = 128
BANDS = (32, 4)  # bands, rows: a pair is compared with probability 0.87 at a Jaccard of 0.5, 0.99 at 0.6, 0.003 at 0.1
ALIKE = 0.45  # estimated Jaccard from which two texts are copies; two writers' stories of one event have below 0.2
SCHEME = "affine32"
_EMPTY = MinHash(num_perm=PERMUTATIONS, seed=1, scheme=SCHEME)
_WORD = re.compile(r"\w+")
_SHINGLE = 3
_SHORT = 30  # a shorter item that differs in a word is another item: a toll, a town


def signature(text: str) -> Signature:
    """Return the MinHash signature of a text, uint32[128]; the same on every machine.

    A short text is one shingle: only the very same is its copy.
    """
    words = _WORD.findall(text.casefold())
    size = _SHINGLE if len(words) >= _SHORT else len(words)
    shingles = {" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}
    found = _EMPTY.copy()
    found.update_batch(shingle.encode() for shingle in shingles)
    return np.asarray(found.hashvalues, dtype=np.uint32)


def alike(signatures: Mapping[str, Signature], asked: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs (one that is asked for, another) whose signatures are those of near-duplicates."""
    index = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)
    for key, values in signatures.items():
        index.insert(key, _minhash(values))
    for key in asked:
        for other in sorted(index.query(_minhash(signatures[key]))):
            if other != key and np.mean(signatures[key] == signatures[other]) >= ALIKE:
                yield key, other


def _minhash(values: Signature) -> MinHash:
    return MinHash(num_perm=PERMUTATIONS, seed=1, scheme=SCHEME, hashvalues=values, permutations=_EMPTY.permutations)
