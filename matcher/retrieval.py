"""The first stage: exact top-k by sparse skill postings and boolean filters."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

Nearness = Mapping[str, Mapping[str, float]]


class SkillIndex:
    """Items by the skills they have (or ask for), a posting list a skill.

    Parameters
    ----------
    items : sequence of mapping
        Each item's skills with their weight.

    Examples
    --------
    >>> index = SkillIndex([{"weld": 3.0}, {"drive": 2.0}])
    >>> index.search({"drive": 1.0}, nearness={}, allowed=None, k=1).tolist()
    [1]
    """

    def __init__(self, items: Sequence[Mapping[str, float]]) -> None:
        self._columns: dict[str, int] = {}
        rows, columns, weights = [], [], []
        for row, skills in enumerate(items):
            for skill, weight in skills.items():
                rows.append(row)
                columns.append(self._columns.setdefault(skill, len(self._columns)))
                weights.append(weight)
        shape = (len(items), len(self._columns))
        self._postings = csc_matrix((weights, (rows, columns)), shape=shape, dtype=float)

    def search(
        self,
        query: Mapping[str, float],
        *,
        nearness: Nearness,
        allowed: NDArray[np.bool_] | None,
        k: int,
    ) -> NDArray[np.int64]:
        """Find the k items whose skills weigh most against the query.

        Parameters
        ----------
        query : mapping of skill to weight
            What is sought; a skill near a sought one counts by its nearness.
        nearness : mapping
            As `Knowledge.skill_nearness`.
        allowed : ndarray of bool, shape (n_items,), or None
            The filter; None allows all.
        k : int
            How many, at most. Where fewer match, allowed items that do not match follow.

        Returns
        -------
        ndarray of int
            Positions, heaviest first, ties by position.
        """
        weights = np.zeros(self._postings.shape[1])
        for skill, weight in query.items():
            for other, share in ((skill, 1.0), *nearness.get(skill, {}).items()):
                column = self._columns.get(other)
                if column is not None:
                    weights[column] = max(weights[column], weight * share)
        scores = np.asarray(self._postings @ weights, dtype=float)
        positions = np.arange(len(scores)) if allowed is None else np.flatnonzero(allowed)
        order = np.argsort(-scores[positions], kind="stable")[:k]
        return positions[order].astype(np.int64)
