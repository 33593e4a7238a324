"""The glass box: one table of steps a feature; a score is their sum and nothing else."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from math import ceil, inf, isfinite, isnan, log2
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.errors import ArtifactRefused
from matcher.features import BY_NAME

SIGNIFICANT_BITS = 22
"""Of the 24 that float32 has; the others are room for rounding."""

LOWEST, HIGHEST = 2.0**-90, 2.0**120
"""A model is not finer, and nothing in it greater, than float32 holds with room for its sums."""

FARTHEST = float(np.finfo(np.float32).max)
"""No edge lies farther out."""


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
            body = {"pairs": [], **json.loads(text)}
            _check_names(body, {"version", "intercept", "shapes", "pairs"})
            if not isinstance(body["version"], str):
                raise TypeError(f"the version {body['version']!r} is no text")
            shapes = tuple(_read_table(one) for one in body["shapes"])
            pairs = tuple(_read_pair(one) for one in body["pairs"])
            model = cls(body["version"], _read_number(body["intercept"]), shapes, pairs)
            snap_model(model)
        except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise ArtifactRefused(f"the shape tables cannot be read: {error}") from error
        if len({one.feature for one in shapes}) != len(shapes):
            raise ArtifactRefused("a feature has two shape tables")
        if len({frozenset((one.first, one.second)) for one in pairs}) != len(pairs):
            raise ArtifactRefused("two features have two tables of pairs")
        return model


def compute_checksum(content: bytes) -> str:
    """Compute the SHA-256 of a content, in hexadecimal."""
    return sha256(content).hexdigest()


def _read_number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(f"{value!r} is not a finite number")
    return float(value)


def _check_names(body: Mapping[str, Any], expected: set[str]) -> None:
    if set(body) != expected:
        raise ValueError(f"{sorted(set(body) ^ expected)} are missing or unknown")


def _read_feature(name: Any) -> str:
    if name not in BY_NAME:
        raise ValueError(f"unknown feature {name!r}")
    return str(name)


def _read_edges(numbers: Any) -> tuple[float, ...]:
    edges = tuple(_read_number(one) for one in numbers)
    if list(edges) != sorted(set(edges)):
        raise ValueError("edges do not rise")
    return edges


def _read_table(body: Mapping[str, Any]) -> ShapeTable:
    _check_names(body, {"feature", "edges", "values", "missing"})
    feature, edges = _read_feature(body["feature"]), _read_edges(body["edges"])
    values = tuple(_read_number(one) for one in body["values"])
    if len(values) != len(edges) + 1:
        raise ValueError(f"the table of {feature} has {len(values)} values, {len(edges)} edges")
    return ShapeTable(feature, edges, values, _read_number(body["missing"]))


def _read_pair(body: Mapping[str, Any]) -> PairTable:
    _check_names(body, {"first", "second", "first_edges", "second_edges", "values"})
    first, second = _read_feature(body["first"]), _read_feature(body["second"])
    if first == second:
        raise ValueError(f"{first} makes no pair with itself")
    rows, columns = _read_edges(body["first_edges"]), _read_edges(body["second_edges"])
    values = tuple(tuple(_read_number(one) for one in row) for row in body["values"])
    if len(values) != len(rows) + 2 or {len(row) for row in values} != {len(columns) + 2}:
        raise ValueError(f"the table of {first} and {second} is not of its edges' size")
    return PairTable(first, second, rows, columns, values)


def _read(X: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Read a column at the precision that tables are compared in."""
    return X[name].to_numpy(np.float32).astype(float)


def snap_model(model: AdditiveModel) -> AdditiveModel:
    """Round a model so that float32 adds it up exactly.

    Every value becomes a multiple of one power of two, so fine that no sum of them needs more than
    float32's 24 bits; pairs become multiples of twice it, because they are halved. So scores and
    contributions are the same bits wherever, and in whichever order, they are added. Edges are
    rounded to float32, in which features are compared; tables of the same two features become one.
    Snapping again changes nothing.

    Raises
    ------
    ValueError
        If a number is beyond float32.
    """
    model = replace(model, pairs=_join_pairs(model.pairs))
    unit = find_unit(model)
    snapped = AdditiveModel(
        model.version,
        round(model.intercept / unit) * unit,
        tuple(_snap_table(one, unit) for one in model.shapes),
        tuple(_snap_pair(one, 2 * unit) for one in model.pairs),
    )
    # rounding may have lifted the sum over a power of two
    return snapped if find_unit(snapped) <= unit else snap_model(snapped)


def find_unit(model: AdditiveModel) -> float:
    """Find the power of two that a snapped model's values are multiples of."""
    biggest = [abs(model.intercept)]
    biggest += [max(map(abs, (*one.values, one.missing))) for one in model.shapes]
    biggest += [max(abs(value) for row in one.values for value in row) for one in model.pairs]
    total = sum(biggest)
    if not total < HIGHEST:
        raise ValueError(f"values that add up to {total} are beyond float32")
    return float(2.0 ** (ceil(log2(max(total, LOWEST))) - SIGNIFICANT_BITS))


def _snap_table(table: ShapeTable, unit: float) -> ShapeTable:
    kept, edges = _snap_edges(table.edges)
    values = [round(table.values[i] / unit) * unit for i in kept]
    return ShapeTable(table.feature, edges, tuple(values), round(table.missing / unit) * unit)


def _snap_pair(table: PairTable, unit: float) -> PairTable:
    rows, first_edges = _snap_edges(table.first_edges)
    columns, second_edges = _snap_edges(table.second_edges)
    rows, columns = [*rows, len(table.first_edges) + 1], [*columns, len(table.second_edges) + 1]
    values = tuple(tuple(round(table.values[i][j] / unit) * unit for j in columns) for i in rows)
    return PairTable(table.first, table.second, first_edges, second_edges, values)


def _snap_edges(edges: tuple[float, ...]) -> tuple[list[int], tuple[float, ...]]:
    """Round edges to float32; give the steps that no rounding closed, and the edges between."""
    if any(not abs(one) <= FARTHEST for one in edges):
        raise ValueError("an edge is beyond float32")
    # adding zero makes a negative zero a plain one
    rounded = [float(np.float32(one)) + 0.0 for one in edges]
    ends = [*rounded, inf][1:]
    kept = [i for i, (one, end) in enumerate(zip(rounded, ends, strict=True), 1) if one < end]
    return [0, *kept], tuple(rounded[i - 1] for i in kept)


def _join_pairs(pairs: tuple[PairTable, ...]) -> tuple[PairTable, ...]:
    joined: dict[frozenset[str], PairTable] = {}
    for one in pairs:
        both = frozenset((one.first, one.second))
        joined[both] = merge_pairs(joined[both], one) if both in joined else one
    return tuple(joined.values())


def merge_tables(first: ShapeTable, second: ShapeTable) -> ShapeTable:
    """Merge two tables of one feature into the table of their sum."""
    edges = tuple(sorted({*first.edges, *second.edges}))
    # a point of each step: below the first edge, then each edge itself
    points = np.array([-np.inf, *edges])
    values = first.look_up(points) + second.look_up(points)
    missing = first.missing + second.missing
    return ShapeTable(first.feature, edges, tuple(float(one) for one in values), missing)


def merge_pairs(first: PairTable, second: PairTable) -> PairTable:
    """Merge two tables of the same two features, whichever is named first, into their sum."""
    if second.first != first.first:
        second = _turn(second)
    rows = tuple(sorted({*first.first_edges, *second.first_edges}))
    columns = tuple(sorted({*first.second_edges, *second.second_edges}))
    down, across = np.meshgrid([-inf, *rows, np.nan], [-inf, *columns, np.nan], indexing="ij")
    values = first.look_up(down, across) + second.look_up(down, across)
    return PairTable(first.first, first.second, rows, columns, tuple(map(tuple, values.tolist())))


def _turn(table: PairTable) -> PairTable:
    return PairTable(
        table.second,
        table.first,
        table.second_edges,
        table.first_edges,
        tuple(zip(*table.values, strict=True)),
    )


def is_monotone(table: ShapeTable, direction: int) -> bool:
    """Tell whether the steps never go against a direction; unknown values have none."""
    steps = np.diff(table.values)
    return direction == 0 or (bool(np.all(steps * direction >= 0)) and not isnan(table.missing))


def list_broken_directions(model: AdditiveModel, directions: Mapping[str, int]) -> tuple[str, ...]:
    """List the features whose whole effect goes against their direction somewhere.

    The whole effect is a feature's own table and those of all its pairs, whatever the values of the
    others, known or not; a feature's own unknown value has no direction. In a snapped model the
    sums are exact, so no tolerance is needed.
    """
    return tuple(
        name
        for name, direction in directions.items()
        if direction and np.any(_find_least_steps(model, name, direction) < 0)
    )


def _find_least_steps(model: AdditiveModel, name: str, direction: int) -> NDArray[np.float64]:
    shapes = [one for one in model.shapes if one.feature == name]
    pairs = [one if one.first == name else _turn(one) for one in _join_pairs(model.pairs)]
    pairs = [one for one in pairs if one.first == name]
    edges = {edge for one in shapes for edge in one.edges}
    edges |= {edge for one in pairs for edge in one.first_edges}
    points = np.array([-np.inf, *sorted(edges)])
    steps = np.zeros(len(points) - 1)
    for table in shapes:
        steps += np.diff(table.look_up(points)) * direction
    for pair in pairs:
        # the other features vary apart from each other, so each may be at its worst
        rows = np.asarray(pair.values)[np.searchsorted(pair.first_edges, points, side="right")]
        steps += (np.diff(rows, axis=0) * direction).min(axis=1)
    return steps


def scale_model(model: AdditiveModel, shares: Mapping[str, float]) -> AdditiveModel:
    """Take a share of some features' tables, and of a pair's the larger of its features'."""
    shapes, pairs = [], []
    for one in model.shapes:
        share = shares.get(one.feature, 1.0)
        values = tuple(share * v for v in one.values)
        shapes.append(replace(one, values=values, missing=share * one.missing))
    for two in model.pairs:
        share = max(shares.get(two.first, 1.0), shares.get(two.second, 1.0))
        pairs.append(
            replace(two, values=tuple(tuple(share * v for v in row) for row in two.values))
        )
    return AdditiveModel(model.version, model.intercept, tuple(shapes), tuple(pairs))


def average_tables(
    tables: list[tuple[list[ShapeTable], list[PairTable]]],
) -> tuple[list[ShapeTable], list[PairTable]]:
    """Average the members' tables, which share their edges."""
    count = len(tables)
    shapes = [
        ShapeTable(
            several[0].feature,
            several[0].edges,
            tuple(np.mean([one.values for one in several], axis=0).tolist()),
            sum(one.missing for one in several) / count,
        )
        for several in zip(*(one[0] for one in tables), strict=True)
    ]
    pairs = [
        PairTable(
            several[0].first,
            several[0].second,
            several[0].first_edges,
            several[0].second_edges,
            tuple(map(tuple, np.mean([one.values for one in several], axis=0).tolist())),
        )
        for several in zip(*(one[1] for one in tables), strict=True)
    ]
    return shapes, pairs
