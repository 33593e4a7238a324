"""The glass box: one table of steps a feature; a score is their sum and nothing else."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from math import ceil, isfinite, isnan, log2
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.errors import ArtifactRefused
from matcher.features import NAMES

SIGNIFICANT_BITS = 21
"""Of the 24 that float32 has; the others are room for rounding and halving."""


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
class PairTable:
    """What two features add together, beside what each adds alone.

    ``values[i][j]`` holds in the i-th step of the first and the j-th of the second; the last row
    holds where the first is unknown, the last column where the second is.
    """

    first: str
    second: str
    first_edges: tuple[float, ...]
    second_edges: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]

    def look_up(
        self, first: NDArray[np.float64], second: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Look up the amount of each pair of values."""
        places = [
            np.where(np.isnan(one), len(edges) + 1, np.searchsorted(edges, one, side="right"))
            for one, edges in ((first, self.first_edges), (second, self.second_edges))
        ]
        found: NDArray[np.float64] = np.asarray(self.values)[places[0], places[1]]
        return found


@dataclass(frozen=True)
class AdditiveModel:
    """An intercept, one table a feature, and a table for each of a few pairs of features.

    Examples
    --------
    >>> table = ShapeTable("hours__gap", (5.0,), (0.0, -1.0))
    >>> AdditiveModel("0", 0.5, (table,)).score(pd.DataFrame({"hours__gap": [2.0, 9.0]})).tolist()
    [0.5, -0.5]
    """

    version: str
    intercept: float
    shapes: tuple[ShapeTable, ...]
    pairs: tuple[PairTable, ...] = ()

    def contributions(self, X: pd.DataFrame) -> pd.DataFrame:
        """Give what each feature adds to each row's score, half of each of its pairs' included.

        Parameters
        ----------
        X : DataFrame of shape (n_pairs, n_features)
            Must hold every feature of the tables.
        """
        columns = {one.feature: one.look_up(_read(X, one.feature)) for one in self.shapes}
        for pair in self.pairs:
            half = pair.look_up(_read(X, pair.first), _read(X, pair.second)) / 2
            for name in (pair.first, pair.second):
                columns[name] = columns.get(name, 0.0) + half
        return pd.DataFrame(columns, index=X.index)

    def score(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Score pairs: the intercept plus the contributions, added in the tables' order.

        Returns
        -------
        ndarray of shape (n_pairs,)
        """
        total = np.full(len(X), self.intercept)
        for one in self.shapes:
            total = total + one.look_up(_read(X, one.feature))
        for pair in self.pairs:
            total = total + pair.look_up(_read(X, pair.first), _read(X, pair.second))
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
        body = {
            "version": self.version,
            "intercept": self.intercept,
            "shapes": shapes,
            "pairs": [asdict(one) for one in self.pairs],
        }
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
            pairs = tuple(_read_pair(one) for one in body["pairs"])
            model = cls(str(body["version"]), _read_number(body["intercept"]), shapes, pairs)
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


def _read_pair(body: Mapping[str, Any]) -> PairTable:
    for name in (body["first"], body["second"]):
        if name not in NAMES:
            raise ValueError(f"unknown feature {name!r}")
    first, second = (
        tuple(_read_number(one) for one in body[name]) for name in ("first_edges", "second_edges")
    )
    values = tuple(tuple(_read_number(one) for one in row) for row in body["values"])
    rising = all(list(one) == sorted(set(one)) for one in (first, second))
    sizes = {len(row) for row in values} == {len(second) + 2} and len(values) == len(first) + 2
    if not (rising and sizes) or body["first"] == body["second"]:
        raise ValueError(f"the table of {body['first']} and {body['second']} does not hold")
    return PairTable(body["first"], body["second"], first, second, values)


def _read(X: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Read a column at the precision that tables are compared in."""
    return X[name].to_numpy(np.float32).astype(float)


def snap_model(model: AdditiveModel) -> AdditiveModel:
    """Round a model so that float32 adds it up exactly.

    Every value becomes a multiple of one power of two, so fine that no sum of them needs more than
    float32's 24 bits; pairs become multiples of twice it, because they are halved. So scores and
    contributions are the same bits wherever, and in whichever order, they are added. Edges are
    rounded to float32, in which features are compared. Snapping again changes nothing.
    """
    unit = _find_unit(model)

    def snap(values: Iterable[float], unit: float = unit) -> tuple[float, ...]:
        return tuple(round(value / unit) * unit for value in values)

    shapes = tuple(
        ShapeTable(one.feature, _round_edges(one.edges), snap(one.values), snap([one.missing])[0])
        for one in model.shapes
    )
    pairs = tuple(
        PairTable(
            one.first,
            one.second,
            _round_edges(one.first_edges),
            _round_edges(one.second_edges),
            tuple(snap(row, 2 * unit) for row in one.values),
        )
        for one in model.pairs
    )
    snapped = AdditiveModel(model.version, snap([model.intercept])[0], shapes, pairs)
    # rounding may have lifted the sum over a power of two
    return snapped if _find_unit(snapped) <= unit else snap_model(snapped)


def _find_unit(model: AdditiveModel) -> float:
    biggest = [abs(model.intercept)]
    biggest += [max(map(abs, (*one.values, one.missing))) for one in model.shapes]
    biggest += [max(abs(value) for row in one.values for value in row) for one in model.pairs]
    return float(2.0 ** (ceil(log2(sum(biggest) or 1.0)) - SIGNIFICANT_BITS))


def _round_edges(edges: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(float(np.float32(one)) for one in edges)


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
