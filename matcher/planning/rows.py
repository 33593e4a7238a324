"""Rows of a linear constraint, gathered one by one for `scipy.optimize.milp`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import coo_array


@dataclass
class Rows:
    """Rows of a linear constraint while they are gathered."""

    entries: list[tuple[int, int, float]] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(
        self, terms: Mapping[int, float], *, least: float = -np.inf, most: float = np.inf
    ) -> None:
        """Add one row over the columns named."""
        self.entries += [(len(self.lower), column, value) for column, value in terms.items()]
        self.lower.append(least)
        self.upper.append(most)

    def build(self, columns: int) -> LinearConstraint:
        """Build the constraint."""
        rows, at, values = zip(*self.entries, strict=True) if self.entries else ((), (), ())
        matrix = coo_array((values, (rows, at)), shape=(len(self.lower), columns))
        return LinearConstraint(matrix.tocsr(), self.lower, self.upper)
