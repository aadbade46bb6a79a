"""The vectors of words as such, before their neighbours count: computed once for each distinct word, and remembered.

What the parser's model says of a word alone depends on nothing but its form: norm, prefix, suffix, shape and the space
behind it. Two of three words of a text stood in that text before, and most others in an earlier one.
"""

from threading import Lock
from typing import Any

import numpy as np
from thinc.api import Model

MOST = 65_536


class WordVectors:
    """Vectors by rows of features, those of up to 65,536 different rows remembered.

    Sums are made in double precision and then rounded: in single precision their last bits would depend on what else
    is computed with them, and so an article's parse on the articles before it.

    Args:
        embed: spaCy's MultiHashEmbed: extract features, list to ragged, hash, mix (maxout, layer norm), ragged to list.
    """

    def __init__(self, embed: Any) -> None:
        self.hashes, mix = embed.layers[2:4]
        maxout, self.norm = (node for node in mix.walk() if node.name in {"maxout", "layernorm"})
        self.pieces = maxout.get_dim("nP")
        self.weights = maxout.get_param("W").reshape(-1, maxout.get_dim("nI")).T.astype(np.float64)
        self.bias = maxout.get_param("b").ravel().astype(np.float64)
        self.places: dict[bytes, int] = {}
        self.vectors = np.empty((MOST, maxout.get_dim("nO")), dtype=np.float32)
        self.lock = Lock()

    def of(self, rows: Any) -> Any:
        """Return the vectors of rows of features: (n, features) -> (n, width)."""
        if len(rows) > len(self.vectors):
            half = len(rows) // 2
            return np.concatenate((self.of(rows[:half]), self.of(rows[half:])))
        keys = np.ascontiguousarray(rows).view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
        with self.lock:
            self._learn({key: i for i, key in enumerate(keys)}, rows)
            return self.vectors[np.fromiter(map(self.places.__getitem__, keys), np.intp, len(keys))]

    def _learn(self, found: dict[bytes, int], rows: Any) -> None:
        new = [key for key in found if key not in self.places]
        if len(self.places) + len(new) > len(self.vectors):
            self.places.clear()
            new = list(found)
        if new:
            at = len(self.places)
            self.vectors[at : at + len(new)] = self._computed(rows[[found[key] for key in new]])
            self.places.update(zip(new, range(at, at + len(new)), strict=True))

    def _computed(self, rows: Any) -> Any:
        sums = self.hashes.predict(rows).astype(np.float64) @ self.weights + self.bias
        return self.norm.predict(sums.astype(np.float32).reshape(len(rows), -1, self.pieces).max(axis=2))

    def forward(self, _: Any, texts: list[Any], is_train: bool) -> tuple[list[Any], None]:
        """Return the vectors of the rows of each text, as a layer of a model does."""
        found = self.of(np.concatenate(texts))
        return np.split(found, np.cumsum([len(text) for text in texts[:-1]])), None


def remember(embed: Any) -> None:
    """Let a MultiHashEmbed remember the vectors of words; it can be trained no more."""
    embed.layers[1:] = [Model("word_vectors", WordVectors(embed).forward, layers=embed.layers[2:4])]
