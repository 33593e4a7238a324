"""Scoring by lookup: the tables of a model as arrays, float32, without anything else.

A value's cell of an even grid tells the first edge that need be compared, so that most values are
placed by one comparison. The tables are snapped (`matcher.models.shape_table.snap_model`), so every
sum is exact in float32 and does not depend on its order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matcher.models.shape_table import AdditiveModel, PairTable, ShapeTable, snap_model

Single = NDArray[np.float32]
CELLS = 256


@dataclass(frozen=True)
class LookupTables:
    """A compiled model; rows of every array are features in the order they were compiled for.

    Attributes
    ----------
    intercept : float32
        What every score starts from.
    edges : ndarray of float32, shape (n_tables, n_edges + 1)
        Rising, filled with NaN, which nothing reaches.
    values : ndarray of float32, shape (n_tables, n_edges + 2)
        The last of each row is for unknown.
    grid : ndarray of float32, shape (n_tables, 2)
        Origin and cells a unit.
    begin : ndarray of int16, shape (n_tables, CELLS)
        The first edge that a value in the cell need be compared with.
    columns : ndarray of int64, shape (n_tables,)
        The column each table reads.
    pairs : tuple
        First and second column, their edges and half their values, one a pair.
    width : int
        Columns a row must have.
    """

    intercept: np.float32
    edges: Single
    values: Single
    grid: Single
    begin: NDArray[np.int16]
    columns: NDArray[np.int64]
    pairs: tuple[tuple[int, int, Single, Single, Single], ...]
    width: int

    @classmethod
    def compile(cls, model: AdditiveModel, names: Sequence[str]) -> Self:
        """Compile a model for rows whose columns are named.

        Raises
        ------
        ValueError
            If a table reads a feature that is not among the names.
        """
        model = snap_model(model)
        position = {name: i for i, name in enumerate(names)}
        longest = max((len(one.edges) for one in model.shapes), default=0)
        count = len(model.shapes)
        edges = np.full((count, longest + 1), np.nan, np.float32)
        values = np.zeros((count, longest + 2), np.float32)
        grid = np.zeros((count, 2), np.float32)
        begin = np.zeros((count, CELLS), np.int16)
        for i, one in enumerate(model.shapes):
            size = len(one.edges)
            edges[i, :size] = one.edges
            values[i, : size + 1], values[i, -1] = one.values, one.missing
            grid[i], begin[i] = _lay_grid(edges[i, :size])
        columns = np.array([_find(position, one.feature) for one in model.shapes], np.int64)
        pairs = tuple(_compile_pair(one, position) for one in model.pairs)
        intercept = np.float32(model.intercept)
        return cls(intercept, edges, values, grid, begin, columns, pairs, len(names))

    def score(self, X: Single) -> Single:
        """Score rows.

        Parameters
        ----------
        X : ndarray of float32, shape (n_pairs, n_features), C-contiguous
            NaN is unknown.

        Returns
        -------
        ndarray of float32, shape (n_pairs,)
        """
        rows = self._take(X)
        total = np.full(len(rows), self.intercept, np.float32)
        _add_scores(rows, self.edges, self.values, self.grid, self.begin, self.columns, total)
        for _, _, halves in self._place_pairs(rows):
            total += 2 * halves
        return total

    def contributions(self, X: Single) -> Single:
        """Give what each column adds; with the intercept they add up to the score exactly.

        Returns
        -------
        ndarray of float32, shape (n_pairs, n_features)
            A pair's amount is half each of its features', which is its Shapley value.
        """
        rows = self._take(X)
        parts = np.zeros((len(rows), self.width), np.float32)
        _fill_parts(rows, self.edges, self.values, self.grid, self.begin, self.columns, parts)
        for first, second, halves in self._place_pairs(rows):
            parts[:, first] += halves
            parts[:, second] += halves
        return parts

    def _take(self, X: Single) -> Single:
        rows = np.ascontiguousarray(X, np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.width:
            raise ValueError(f"rows of {self.width} columns are needed, not of shape {rows.shape}")
        return rows

    def _place_pairs(self, rows: Single) -> list[tuple[int, int, Single]]:
        placed = []
        for first, second, first_edges, second_edges, halves in self.pairs:
            i = _place(first_edges, rows[:, first])
            j = _place(second_edges, rows[:, second])
            placed.append((first, second, halves[i, j]))
        return placed


def _find(position: dict[str, int], name: str) -> int:
    if name not in position:
        raise ValueError(f"the rows have no {name}")
    return position[name]


def _place(edges: Single, column: Single) -> NDArray[np.int64]:
    found = np.searchsorted(edges, column, side="right")
    return np.where(np.isnan(column), len(edges) + 1, found)


def _lay_grid(edges: Single) -> tuple[Single, NDArray[np.int16]]:
    """Lay an even grid over the edges; an edge in an earlier cell is passed by every value."""
    if len(edges) < 2 or not np.isfinite(width := np.float32(edges[-1] - edges[0])):
        return np.zeros(2, np.float32), np.zeros(CELLS, np.int16)
    scale = np.float32(CELLS - 1) / width if width > 0 else np.float32(0)
    if not np.isfinite(scale):
        scale = np.float32(0)
    cells = ((edges - edges[0]) * scale).astype(np.int64).clip(0, CELLS - 1)
    begin = np.searchsorted(cells, np.arange(CELLS), side="left").astype(np.int16)
    return np.array([edges[0], scale], np.float32), begin


def _compile_pair(
    table: PairTable, position: dict[str, int]
) -> tuple[int, int, Single, Single, Single]:
    halves = (np.asarray(table.values) / 2).astype(np.float32)
    return (
        _find(position, table.first),
        _find(position, table.second),
        np.asarray(table.first_edges, np.float32),
        np.asarray(table.second_edges, np.float32),
        halves,
    )


@njit(cache=True, nogil=True, inline="always")
def _look_up(
    value: np.float32,
    edges: Single,
    values: Single,
    grid: Single,
    begin: NDArray[np.int16],
) -> np.float32:
    if value != value:
        return values[len(values) - 1]
    cell = (value - grid[0]) * grid[1]
    place = begin[np.int64(min(cell, np.float32(CELLS - 1)))] if cell > 0 else begin[0]
    while value >= edges[place]:
        place += 1
    return values[place]


@njit(cache=True, nogil=True)
def _add_scores(
    rows: Single,
    edges: Single,
    values: Single,
    grid: Single,
    begin: NDArray[np.int16],
    columns: NDArray[np.int64],
    total: Single,
) -> None:
    for i in range(len(rows)):
        row, added = rows[i], total[i]
        for k in range(len(columns)):
            added += _look_up(row[columns[k]], edges[k], values[k], grid[k], begin[k])
        total[i] = added


@njit(cache=True, nogil=True)
def _fill_parts(
    rows: Single,
    edges: Single,
    values: Single,
    grid: Single,
    begin: NDArray[np.int16],
    columns: NDArray[np.int64],
    parts: Single,
) -> None:
    for i in range(len(rows)):
        for k in range(len(columns)):
            column = columns[k]
            parts[i, column] += _look_up(rows[i, column], edges[k], values[k], grid[k], begin[k])


def read_shape(model: AdditiveModel, name: str) -> ShapeTable:
    """Read one feature's table; a flat one where the model has none."""
    for one in model.shapes:
        if one.feature == name:
            return one
    return ShapeTable(name, (), (0.0,), 0.0)
