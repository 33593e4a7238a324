"""From a free title to ranked concepts."""

from collections.abc import Sequence

import numpy as np

from matcher.taxonomy.evidence import CANDIDATES, NOTHING_KNOWN, Evidence, Knowledge
from matcher.taxonomy.naming import Hit, Named
from matcher.taxonomy.reranking import Weights, read_weights


class Finder:
    """Ranks concepts by what speaks for them.

    Parameters
    ----------
    concepts : sequence of Named
        The concepts to choose from, in any order.
    known : Knowledge
        What is known beside their names.
    weights : Weights, optional
        How the evidence is weighed; those that come with the service if left out.
    """

    def __init__(
        self,
        concepts: Sequence[Named],
        known: Knowledge = NOTHING_KNOWN,
        weights: Weights | None = None,
    ) -> None:
        self.concepts = tuple(sorted(concepts, key=lambda one: one.uri))
        self._by_uri = {one.uri: one for one in self.concepts}
        self._evidence = Evidence(self.concepts, known)
        self._weights = weights or read_weights()

    def get(self, uri: str) -> Named:
        """Give the concept of a URI."""
        return self._by_uri[uri]

    def find(self, text: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Find the concepts that a title may mean, the best first; ties go by URI."""
        gathered = self._evidence.gather(text, limit=max(limit, CANDIDATES))
        if not gathered.table[:, 0].any():
            return ()
        scores = self._weights.score(gathered.table).astype(float).round(6)
        order = np.lexsort((gathered.places, -scores))[:limit]
        chosen = zip(
            gathered.places[order].tolist(),
            scores[order].tolist(),
            gathered.names[order].tolist(),
            strict=True,
        )
        return tuple(
            Hit(self.concepts[place].uri, score, self._evidence.texts[name])
            for place, score, name in chosen
        )
