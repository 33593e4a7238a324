"""Staircases of a logistic model, and how their steps are found.

A table of steps is held as the height of its first step and the rises to the next ones; a direction
is then a sign that no rise may have. The penalised likelihood is convex, its optimum found by
L-BFGS-B (Byrd, Lu, Nocedal and Zhu 1995), so that the same rows give the same tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import block_diag
from scipy.optimize import minimize
from scipy.special import expit

from matcher.models.lookup import read_shape
from matcher.models.shape_table import AdditiveModel, ShapeTable, scale_model

Floats = NDArray[np.float64]
MOST_ROUNDS = 300
PRIOR_STEPS = 8
"""Even steps that a prior's table is laid out in, beside the data's own."""

LEAST_SCALE = 0.0
Side = tuple[float | None, float | None]
FREE: Side = (None, None)
SIDES: Mapping[int, Side] = {0: FREE, 1: (0.0, None), -1: (None, 0.0)}
"""Between which values a rise of each direction lies."""


@dataclass(frozen=True)
class Doubt:
    """How far shapes, level and scale may lie from the prior's, in log odds."""

    shape: float
    level: float
    scale: float


@dataclass(frozen=True)
class Stair:
    """One feature's steps: where they lie, which one each row stands on, the prior's heights.

    ``codes`` number the step of each row, the one after the last for unknown; ``heights`` are the
    prior's on each step and, last, for unknown.
    """

    feature: str
    edges: Floats
    codes: NDArray[np.int64]
    heights: Floats
    direction: int

    @property
    def rises(self) -> Floats:
        """The prior's first height, its rises, and its height where the feature is unknown."""
        return np.concatenate([self.heights[:1], np.diff(self.heights[:-1]), self.heights[-1:]])


@dataclass(frozen=True)
class Staircase:
    """The steps of every feature, and the prior they are drawn to."""

    stairs: tuple[Stair, ...]
    level: float
    prior: AdditiveModel | None
    base: Floats

    @classmethod
    def lay(
        cls,
        rows: Floats,
        names: Sequence[str],
        *,
        prior: AdditiveModel | None,
        directions: Mapping[str, int],
        max_bins: int,
    ) -> Self:
        """Lay steps where the rows and the prior have them.

        Raises
        ------
        ValueError
            If the prior's tables read a feature that the rows do not have, or read pairs.
        """
        known = prior or AdditiveModel("", 0.0, ())
        strange = {one.feature for one in known.shapes} - set(names)
        if strange or known.pairs:
            raise ValueError(f"the prior reads what the rows do not have: {sorted(strange)}")
        tables = [read_shape(known, name) for name in names]
        stairs = tuple(
            _lay_stair(rows[:, i], table, directions.get(table.feature, 0), max_bins)
            for i, table in enumerate(tables)
        )
        base = sum(
            (table.look_up(rows[:, i]) for i, table in enumerate(tables)), np.zeros(len(rows))
        )
        return cls(stairs, known.intercept, prior, base)

    def score_prior(self, rows: Floats) -> Floats:
        """Give each row's log odds by the prior as it is."""
        return self.level + self.base[: len(rows)]

    def move(self, doubt: Doubt, rng: np.random.RandomState) -> Self:
        """Move what the heights are drawn to by lot, as far as it may err."""
        scale = max(LEAST_SCALE, 1 + doubt.scale * rng.normal())
        stairs = tuple(_move_stair(one, scale, doubt.shape, rng) for one in self.stairs)
        return replace(
            self,
            stairs=stairs,
            level=self.level + doubt.level * rng.normal(),
            base=scale * self.base,
            prior=self.prior
            and scale_model(
                self.prior, dict.fromkeys([one.feature for one in self.prior.shapes], scale)
            ),
        )


@dataclass(frozen=True)
class Fitted:
    """A staircase with its heights found; with none, the prior scaled."""

    staircase: Staircase
    level: float
    scale: float
    heights: tuple[Floats, ...]

    def score(self) -> Floats:
        """Give the log odds of the rows the staircase was laid on."""
        stairs = self.staircase.stairs
        if not self.heights:
            return self.level + self.scale * self.staircase.base
        total = np.full(len(self.staircase.base), self.level)
        for stair, height in zip(stairs, self.heights, strict=True):
            total += height[stair.codes]
        return total

    def compile(self, names: Sequence[str]) -> AdditiveModel:
        """Give the tables."""
        if not self.heights:
            prior = self.staircase.prior or AdditiveModel("", 0.0, ())
            scaled = scale_model(prior, dict.fromkeys(names, self.scale))
            return replace(scaled, intercept=self.level)
        shapes = tuple(
            ShapeTable(
                stair.feature,
                tuple(stair.edges.tolist()),
                tuple(height[:-1].tolist()),
                float(height[-1]),
            )
            for stair, height in zip(self.staircase.stairs, self.heights, strict=True)
        )
        return AdditiveModel("", self.level, shapes)


def fit_staircase(
    staircase: Staircase, happened: NDArray[np.bool_], weight: Floats, doubt: Doubt
) -> Fitted:
    """Find the heights that the outcomes and the prior together hold likeliest.

    Parameters
    ----------
    staircase : Staircase
        Laid on the rows.
    happened : ndarray of shape (n_rows,)
        The outcomes.
    weight : ndarray of shape (n_rows,)
        How much each counts; 0 leaves it out.
    doubt : Doubt
        How far the prior may err; shapes that may not err at all are only scaled.
    """
    problem = _Problem(staircase, happened, weight, doubt)
    found = minimize(
        problem.measure,
        problem.start,
        jac=True,
        method="L-BFGS-B",
        bounds=problem.bounds,
        options={"maxiter": MOST_ROUNDS, "ftol": 1e-8, "gtol": 1e-4},
    )
    return problem.read(found.x)


class _Problem:
    """The penalised likelihood as a function of a vector: level, scale, and each stair's rises.

    Every entry is in units of its own doubt, so that all of them are of one size. The stairs lie
    end to end: ``_climbs`` turns all rises into all heights, and a row stands on one a stair.
    """

    def __init__(
        self, staircase: Staircase, happened: NDArray[np.bool_], weight: Floats, doubt: Doubt
    ) -> None:
        stairs = staircase.stairs if doubt.shape > 0 else ()
        self._staircase = staircase
        self._signs = np.where(happened, -1.0, 1.0)
        self._weight = weight
        self._stairs = stairs
        ends = np.cumsum([0, *(len(one.heights) for one in stairs)])
        self._parts = [slice(a, b) for a, b in pairwise(ends.tolist())]
        self._climbs = block_diag(*(_build_climb(len(one.edges)) for one in stairs))
        self._codes = np.array(
            [one.codes + start for one, start in zip(stairs, ends, strict=False)], np.int64
        ).reshape(len(stairs), len(happened))
        self._prior = np.concatenate([[0.0, 0.0], *(one.rises for one in stairs)])
        self._unit = np.concatenate(
            [[doubt.level, doubt.scale], *(_spread(one, doubt.shape) for one in stairs)]
        )
        self.start = np.concatenate([[staircase.level, 1.0], self._prior[2:]]) / self._unit
        self.bounds: list[Side] = [FREE, (LEAST_SCALE, None)]
        for one in stairs:
            side = SIDES[one.direction]
            self.bounds += [FREE, *([side] * len(one.edges)), FREE]

    def measure(self, vector: Floats) -> tuple[float, Floats]:
        """Give the penalised loss and its gradient."""
        values = vector * self._unit
        signed = self._signs * self._score(values)
        loss = float(np.dot(self._weight, np.logaddexp(0, signed)))
        pull = self._weight * self._signs * expit(signed)
        gradient = np.empty(len(values))
        gradient[0] = pull.sum()
        if self._stairs:
            pulls = np.broadcast_to(pull, self._codes.shape).ravel()
            by_step = np.bincount(self._codes.ravel(), pulls, minlength=len(self._climbs))
            gradient[1], gradient[2:] = 0.0, by_step @ self._climbs
        else:
            gradient[1] = np.dot(pull, self._staircase.base)
        away = self._find_away(values)
        gradient += away / self._unit
        # the prior's scale draws every rise
        gradient[1] -= float(np.dot(away[2:] / self._unit[2:], self._prior[2:]))
        return loss + 0.5 * float(np.dot(away, away)), gradient * self._unit

    def read(self, vector: Floats) -> Fitted:
        """Read the heights from a vector."""
        values = vector * self._unit
        heights = tuple(_climb(values[2:][part]) for part in self._parts)
        return Fitted(self._staircase, float(values[0]), float(values[1]), heights)

    def _find_away(self, values: Floats) -> Floats:
        drawn = values[1] * self._prior
        drawn[:2] = self._staircase.level, 1.0
        away: Floats = (values - drawn) / self._unit
        return away

    def _score(self, values: Floats) -> Floats:
        if not self._stairs:
            return np.asarray(values[0] + values[1] * self._staircase.base)
        heights = self._climbs @ values[2:]
        return np.asarray(values[0] + heights[self._codes].sum(axis=0))


def _build_climb(edges: int) -> Floats:
    """Build the matrix from a stair's rises to its heights; the unknown stands alone."""
    climb = np.tri(edges + 2)
    climb[-1, :-1] = 0.0
    return climb


def _climb(rises: Floats) -> Floats:
    return np.append(np.cumsum(rises[:-1]), rises[-1])


def _spread(stair: Stair, shape: float) -> Floats:
    """Divide a shape's spread among its rises, so that more steps do not free it."""
    rises = np.full(len(stair.edges), shape / np.sqrt(max(1, len(stair.edges))))
    return np.concatenate([[shape], rises, [shape]])


def _move_stair(stair: Stair, scale: float, shape: float, rng: np.random.RandomState) -> Stair:
    rises = scale * stair.rises + _spread(stair, shape) * rng.normal(size=len(stair.rises))
    if stair.direction:
        inner = rises[1:-1] * stair.direction
        rises[1:-1] = np.maximum(0, inner) * stair.direction
    return replace(stair, heights=_climb(rises))


def _lay_stair(column: Floats, table: ShapeTable, direction: int, max_bins: int) -> Stair:
    known = np.sort(column[~np.isnan(column)])
    edges = _cut_column(known, max_bins)
    if table.edges:
        even = np.linspace(table.edges[0], table.edges[-1], PRIOR_STEPS)
        edges = np.unique(np.concatenate([edges, even]).astype(np.float32).astype(float))
    codes = np.where(np.isnan(column), len(edges) + 1, np.searchsorted(edges, column, side="right"))
    return Stair(table.feature, edges, codes, _read_heights(table, edges, known), direction)


def _cut_column(known: Floats, max_bins: int) -> Floats:
    """Cut between values, so that each side of a cut is as it was."""
    values = np.unique(known)
    if len(values) < 2:
        return np.empty(0)
    middles = (values[1:] + values[:-1]) / 2
    if len(middles) >= max_bins:
        wanted = np.quantile(known, np.linspace(0, 1, max_bins + 1)[1:-1])
        places = np.searchsorted(values, wanted, side="right") - 1
        middles = middles[np.unique(places.clip(0, len(middles) - 1))]
    return np.unique(middles.astype(np.float32).astype(float))


def _read_heights(table: ShapeTable, edges: Floats, known: Floats) -> Floats:
    """Read a table's height on each step: its mean over the rows there, else in the middle."""
    steps = np.searchsorted(edges, known, side="right")
    total = np.bincount(steps, table.look_up(known), minlength=len(edges) + 1)
    count = np.bincount(steps, minlength=len(edges) + 1)
    ends = np.concatenate([edges[:1], edges, edges[-1:]]) if len(edges) else np.zeros(2)
    middles = table.look_up((ends[1:] + ends[:-1]) / 2)
    heights = np.where(count > 0, total / np.maximum(count, 1), middles)
    return np.append(heights, table.missing)
