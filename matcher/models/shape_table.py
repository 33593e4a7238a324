"""The glass box: one table of steps a feature; a score is their sum and nothing else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite, isnan
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.errors import ArtifactRefused
from matcher.features import NAMES


@dataclass(frozen=True)
class ShapeTable:
    """The steps of one feature.

    ``values[i]`` holds from ``edges[i - 1]`` (included) up to ``edges[i]`` (not included), so
    there is one value more than edges; ``missing`` holds where the feature is unknown.
    """

    feature: str
    edges: tuple[float, ...]
    values: tuple[float, ...]
    missing: float = 0.0

    def look_up(self, column: NDArray[np.float64]) -> NDArray[np.float64]:
        """Look up the step of each value."""
        found = np.asarray(self.values)[np.searchsorted(self.edges, column, side="right")]
        return np.where(np.isnan(column), self.missing, found)


@dataclass(frozen=True)
class AdditiveModel:
    """An intercept and one table a feature.

    Examples
    --------
    >>> table = ShapeTable("hours__gap", (5.0,), (0.0, -1.0))
    >>> AdditiveModel("0", 0.5, (table,)).score(pd.DataFrame({"hours__gap": [2.0, 9.0]})).tolist()
    [0.5, -0.5]
    """

    version: str
    intercept: float
    shapes: tuple[ShapeTable, ...]

    def contributions(self, X: pd.DataFrame) -> pd.DataFrame:
        """Give what each feature adds to each row's score.

        Parameters
        ----------
        X : DataFrame of shape (n_pairs, n_features)
            Must hold every feature of the tables.
        """
        columns = {one.feature: one.look_up(X[one.feature].to_numpy(float)) for one in self.shapes}
        return pd.DataFrame(columns, index=X.index)

    def score(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Score pairs: the intercept plus the contributions, added in the tables' order.

        Returns
        -------
        ndarray of shape (n_pairs,)
        """
        total = np.full(len(X), self.intercept)
        for one in self.shapes:
            total = total + one.look_up(X[one.feature].to_numpy(float))
        return total

    def to_json(self) -> str:
        """Write the tables as JSON with sorted keys."""
        shapes = [
            {
                "feature": one.feature,
                "edges": list(one.edges),
                "values": list(one.values),
                "missing": one.missing,
            }
            for one in self.shapes
        ]
        body = {"version": self.version, "intercept": self.intercept, "shapes": shapes}
        return json.dumps(body, sort_keys=True, allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read tables, trusting nothing.

        Raises
        ------
        ArtifactRefused
            If the text is not of this form, names an unknown feature, or a table does not hold.
        """
        try:
            body = json.loads(text)
            shapes = tuple(_read_table(one) for one in body["shapes"])
            model = cls(str(body["version"]), _read_number(body["intercept"]), shapes)
        except (KeyError, TypeError, ValueError) as error:
            raise ArtifactRefused(f"the shape tables cannot be read: {error}") from error
        if len({one.feature for one in shapes}) != len(shapes):
            raise ArtifactRefused("a feature has two shape tables")
        return model


def compute_checksum(content: bytes) -> str:
    """Compute the SHA-256 of a content, in hexadecimal."""
    return sha256(content).hexdigest()


def _read_number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(f"{value!r} is not a finite number")
    return float(value)


def _read_table(body: Mapping[str, Any]) -> ShapeTable:
    if body["feature"] not in NAMES:
        raise ValueError(f"unknown feature {body['feature']!r}")
    edges = tuple(_read_number(one) for one in body["edges"])
    values = tuple(_read_number(one) for one in body["values"])
    if list(edges) != sorted(set(edges)) or len(values) != len(edges) + 1:
        raise ValueError(f"the table of {body['feature']} does not hold")
    return ShapeTable(body["feature"], edges, values, _read_number(body["missing"]))


def merge_tables(first: ShapeTable, second: ShapeTable) -> ShapeTable:
    """Merge two tables of one feature into the table of their sum."""
    edges = tuple(sorted({*first.edges, *second.edges}))
    # a point of each step: below the first edge, then each edge itself
    points = np.array([-np.inf, *edges])
    values = first.look_up(points) + second.look_up(points)
    missing = first.missing + second.missing
    return ShapeTable(first.feature, edges, tuple(float(one) for one in values), missing)


def is_monotone(table: ShapeTable, direction: int) -> bool:
    """Tell whether the steps never go against a direction; unknown values have none."""
    steps = np.diff(table.values)
    return direction == 0 or (bool(np.all(steps * direction >= 0)) and not isnan(table.missing))
