"""Scoring by lookup: the tables of a model as arrays, float32, without anything else.

A value's cell of an even grid holds at most one edge, so that one comparison places it. The tables
are snapped (`matcher.models.shape_table.snap_model`), so every sum is exact in float32 and does not
depend on its order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matcher.models.shape_table import AdditiveModel, PairTable, ShapeTable, snap_model

Single = NDArray[np.float32]
MOST_CELLS = 1024


@dataclass(frozen=True)
class LookupTables:
    """A compiled model; rows of the arrays are its tables.

    Attributes
    ----------
    intercept : float32
        What every score starts from.
    columns : ndarray of int64, shape (n_tables,)
        The column each table reads.
    grid : ndarray of float32, shape (n_tables, 2)
        Origin, and cells a unit.
    edge : ndarray of float32, shape (n_tables, n_cells + 1)
        Where a cell is cut; the last cell is for unknown.
    value : ndarray of float32, shape (n_tables, 2 * n_cells + 2)
        What holds below each cell's cut, and from it on.
    crowded : tuple
        Column, edges and values of tables whose edges lie too close for a grid.
    pairs : tuple
        First and second column, their edges and half their values, one a pair.
    width : int
        Columns a row must have.
    """

    intercept: np.float32
    columns: NDArray[np.int64]
    grid: Single
    edge: Single
    value: Single
    crowded: tuple[tuple[int, Single, Single], ...]
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
        laid = [_lay_grid(np.asarray(one.edges, np.float32)) for one in model.shapes]
        cells = max((len(grid[1]) for grid in laid if grid is not None), default=1)
        columns, grids, edge, value, crowded = [], [], [], [], []
        for one, grid in zip(model.shapes, laid, strict=True):
            column, edges = _find(position, one.feature), np.asarray(one.edges, np.float32)
            values = np.asarray((*one.values, one.missing), np.float32)
            if grid is None:
                crowded.append((column, edges, values))
                continue
            columns.append(column)
            grids.append(grid[0])
            cut, held = _fill_cells(edges, values, grid[1], cells)
            edge.append(cut)
            value.append(held)
        return cls(
            np.float32(model.intercept),
            np.array(columns, np.int64),
            np.array(grids, np.float32).reshape(len(grids), 2),
            np.array(edge, np.float32).reshape(len(grids), cells + 1),
            np.array(value, np.float32).reshape(len(grids), 2 * cells + 2),
            tuple(crowded),
            tuple(_compile_pair(one, position) for one in model.pairs),
            len(names),
        )

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
        _add_scores(rows, self.columns, self.grid, self.edge, self.value, total)
        for _, amounts in self._place_crowded(rows):
            total += amounts
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
        _fill_parts(rows, self.columns, self.grid, self.edge, self.value, parts)
        for column, amounts in self._place_crowded(rows):
            parts[:, column] += amounts
        for first, second, halves in self._place_pairs(rows):
            parts[:, first] += halves
            parts[:, second] += halves
        return parts

    def _take(self, X: Single) -> Single:
        rows = np.ascontiguousarray(X, np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.width:
            raise ValueError(f"rows of {self.width} columns are needed, not of shape {rows.shape}")
        return rows

    def _place_crowded(self, rows: Single) -> list[tuple[int, Single]]:
        return [
            (column, values[_place(edges, rows[:, column])])
            for column, edges, values in self.crowded
        ]

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


def _lay_grid(edges: Single) -> tuple[tuple[np.float32, np.float32], NDArray[np.int64]] | None:
    """Lay the coarsest even grid with at most one edge a cell; None if there is none.

    Returns
    -------
    grid : (origin, cells a unit)
    cells : ndarray of int, shape (n_cells,)
        How many edges lie in earlier cells.
    """
    if len(edges) == 0:
        return (np.float32(0), np.float32(0)), np.zeros(1, np.int64)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        count = 4
        while count <= MOST_CELLS:
            scale = np.float32(count - 2) / (edges[-1] - edges[0]) if len(edges) > 1 else 0
            grid = (edges[0], np.float32(scale))
            placed = _find_cells(edges, grid, count)
            if np.isfinite(grid).all() and len(set(placed.tolist())) == len(edges):
                return grid, np.searchsorted(placed, np.arange(count), side="left")
            count *= 2
    return None


def _find_cells(
    values: Single, grid: tuple[np.float32, np.float32], count: int
) -> NDArray[np.int64]:
    cells = np.nan_to_num((values - grid[0]) * grid[1]).clip(0, count - 1)
    found: NDArray[np.int64] = cells.astype(np.int64)
    return found


def _fill_cells(
    edges: Single, values: Single, begin: NDArray[np.int64], cells: int
) -> tuple[Single, Single]:
    """Give each cell its edge, if one lies in it, and the values on its sides."""
    begin = np.append(begin, np.full(cells - len(begin), len(edges)))
    here = np.append(begin[1:], len(edges)) > begin
    cut = np.append(edges, np.float32(np.inf))[begin]
    edge = np.append(np.where(here, cut, np.float32(np.inf)), np.float32(np.inf))
    sides = np.stack([values[begin], values[begin + here]], axis=1).ravel()
    return edge, np.append(sides, [values[-1], values[-1]])


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
def _look_up(seen: np.float32, origin: np.float32, scale: np.float32, edge: Single) -> np.uint64:
    """Find the place of a value among its table's, without a branch that could be guessed wrong."""
    cell = (seen - origin) * scale
    cell = cell if cell > np.float32(0) else np.float32(0)
    cell = cell if cell < np.float32(len(edge) - 2) else np.float32(len(edge) - 2)
    cell = cell if seen == seen else np.float32(len(edge) - 1)
    place = np.uint64(np.int64(cell))
    return place * np.uint64(2) + np.uint64(seen >= edge[place])


@njit(cache=True, nogil=True)
def _add_scores(
    rows: Single,
    columns: NDArray[np.int64],
    grid: Single,
    edge: Single,
    value: Single,
    total: Single,
) -> None:
    for i in range(len(rows)):
        added = total[i]
        for k in range(len(columns)):
            place = _look_up(rows[i, columns[k]], grid[k, 0], grid[k, 1], edge[k])
            added += value[k, place]
        total[i] = added


@njit(cache=True, nogil=True)
def _fill_parts(
    rows: Single,
    columns: NDArray[np.int64],
    grid: Single,
    edge: Single,
    value: Single,
    parts: Single,
) -> None:
    for i in range(len(rows)):
        for k in range(len(columns)):
            place = _look_up(rows[i, columns[k]], grid[k, 0], grid[k, 1], edge[k])
            parts[i, columns[k]] = value[k, place]


def read_shape(model: AdditiveModel, name: str) -> ShapeTable:
    """Read one feature's table; a flat one where the model has none."""
    for one in model.shapes:
        if one.feature == name:
            return one
    return ShapeTable(name, (), (0.0,), 0.0)
