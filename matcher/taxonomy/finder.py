"""From a free title to ranked concepts."""

from collections.abc import Sequence

import numpy as np

from matcher.taxonomy.grams import GramIndex
from matcher.taxonomy.naming import Hit, Named
from matcher.taxonomy.words import plain


class Finder:
    """Ranks concepts by the best of their names.

    Parameters
    ----------
    concepts : sequence of Named
        The concepts to choose from, in any order.
    """

    def __init__(self, concepts: Sequence[Named]) -> None:
        self._concepts = sorted(concepts, key=lambda one: one.uri)
        pairs = [(i, name) for i, one in enumerate(self._concepts) for name in one.names]
        self._names = [name.text for _, name in pairs]
        self._owner = np.array([i for i, _ in pairs])
        self._grams = GramIndex([plain(name) for name in self._names])

    def find(self, text: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Find the concepts that a title may mean, the best first; ties go by URI."""
        near = self._grams.measure(plain(text))
        best: dict[int, int] = {}
        for place in np.argsort(-near, kind="stable")[: limit * 20]:
            if near[place] > 0:
                best.setdefault(int(self._owner[place]), int(place))
        hits = [
            Hit(self._concepts[owner].uri, float(near[place]), self._names[place])
            for owner, place in best.items()
        ]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.uri))[:limit])
