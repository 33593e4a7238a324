"""One member of the ensemble: its trees of one feature, then of a pair, grown on its lists."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Self

import numpy as np
from joblib import cpu_count
from numpy.random import RandomState
from numpy.typing import NDArray

from matcher.models.boosting import (
    MISSING,
    add_heights,
    compute_gradients,
    compute_ndcg_of_lists,
    grow_tree,
    try_features,
)
from matcher.models.shape_table import PairTable, ShapeTable

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]
SAMPLE = 200_000
"""Rows that are enough to place a feature's edges."""

JUDGED = 10
"""Ranks that the judgement of left-out lists looks at."""

COARSE = 8
"""Steps of each side of a pair's table."""

FLAT = 1e-12
"""Variance of a table that is taken for none."""

HEIRS = 10
"""Features, by what they matter alone, among which pairs are sought."""


@dataclass(frozen=True)
class Rules:
    """How a member grows; see `matcher.models.ranker.AdditiveRanker`."""

    rate: float
    leaves: int
    smallest: float
    l2: float
    feature_share: float
    list_share: float
    truncation: int
    directions: NDArray[np.int64]


@dataclass(frozen=True)
class Lists:
    """What is learned from, rows of a list together.

    ``codes`` has a row a feature. ``scale`` is one over each list's ideal DCG as gradients count
    it, ``ideal`` as the judgement does; weights are left out of both, or a list would lose the
    weight of its rows. They are 0 where nothing happened.
    """

    edges: tuple[NDArray[np.float32], ...]
    jumps: Floats
    codes: Codes
    gain: Floats
    weight: Floats
    start: Floats
    starts: NDArray[np.int64]
    scale: Floats
    ideal: Floats

    @classmethod
    def build(
        cls,
        rows: NDArray[np.float32],
        gain: Floats,
        weight: Floats,
        labels: NDArray[np.int64],
        start: Floats,
        *,
        prior: Sequence[ShapeTable],
        max_bins: int,
        depth: int,
        rng: RandomState,
    ) -> Self:
        """Place the edges, code the rows, and find each list's ideal; rows come sorted by list."""
        sample = rows
        if len(rows) > SAMPLE:
            sample = rows[np.sort(rng.choice(len(rows), SAMPLE, replace=False))]
        edges = tuple(
            _join_edges(place_edges(column, max_bins), table)
            for column, table in zip(sample.T, prior, strict=True)
        )
        jumps = np.zeros((len(edges), 256))
        for jump, cuts, table in zip(jumps, edges, prior, strict=True):
            jump[: len(cuts)] = np.diff(table.look_up(np.array([-np.inf, *cuts])))
        codes = np.empty((len(edges), len(rows)), np.uint8)
        for part, cuts, column in zip(codes, edges, rows.T, strict=True):
            part[:] = np.searchsorted(cuts, column, side="right")
            part[np.isnan(column)] = MISSING
        starts = np.flatnonzero(np.diff(labels, prepend=labels[0] - 1, append=labels[-1] + 1))
        starts = starts.astype(np.int64)
        scale, ideal = _invert(gain, starts, depth), _invert(gain, starts, JUDGED)
        return cls(edges, jumps, codes, gain, weight, start, starts, scale, ideal)

    def find_taught(self, smallest: float) -> NDArray[np.bool_]:
        """Find the features with rows enough beside their commonest bin to be cut."""
        commonest = [np.bincount(part).max() for part in self.codes]
        return len(self.gain) - np.array(commonest) >= smallest

    def restart(self, start: Floats, taught: NDArray[np.bool_]) -> Self:
        """Give the same lists started from other scores, without the tables of some features."""
        return replace(self, start=start, jumps=np.where(taught[:, None], 0.0, self.jumps))


def _join_edges(edges: NDArray[np.float32], prior: ShapeTable) -> NDArray[np.float32]:
    """Add the prior's edges, so that each bin has one height of it; codes end below `MISSING`."""
    joined = np.union1d(edges, np.asarray(prior.edges, np.float32))
    return joined if len(joined) < MISSING else edges


def place_edges(column: NDArray[np.float32], max_bins: int) -> NDArray[np.float32]:
    """Place a feature's edges: between its values where they are few, else at their quantiles."""
    known = column[~np.isnan(column)]
    values = np.unique(known)
    if len(values) < 2:
        return np.empty(0, np.float32)
    middles = (values[1:].astype(float) + values[:-1]) / 2
    rounded = middles.astype(np.float32)
    # an edge belongs to its right; rounded down to the value on its left, it would take that along
    edges = np.where(rounded > values[:-1], rounded, values[1:])
    if len(edges) >= max_bins:
        wanted = np.quantile(known, np.linspace(0, 1, max_bins + 1)[1:-1], method="nearest")
        edges = edges[np.unique(np.searchsorted(values, wanted).clip(1) - 1)]
    return edges


class Member:
    """A sum of trees, grown on all lists but those it leaves out.

    Parameters
    ----------
    lists : Lists
        All of them.
    rules : Rules
        How to grow.
    out : ndarray of bool, shape (n_lists,)
        The lists it does not learn from.
    seed : int
        Of what its rounds look at.
    """

    def __init__(self, lists: Lists, rules: Rules, out: NDArray[np.bool_], seed: int) -> None:
        self.lists, self.rules, self.out = lists, rules, out
        self.rng = RandomState(seed)
        self.score = lists.start.copy()
        self.learning = np.flatnonzero(~out & (lists.scale > 0)).astype(np.int64)
        self.features = np.array([i for i, cuts in enumerate(lists.edges) if len(cuts)], np.int64)
        self.jumps = lists.jumps / rules.rate
        self.trees: list[tuple[int, Floats]] = []
        self.pairs: tuple[tuple[int, int], ...] = ()
        self.pair_codes: list[Codes] = []
        self.pair_trees: list[tuple[int, Floats]] = []
        self.grad, self.hess = np.zeros(len(lists.gain)), np.zeros(len(lists.gain))

    def grow(self, rounds: int) -> None:
        """Grow by some trees; a round in which none helps adds none."""
        for _ in range(rounds):
            sampled = self._sample()
            if self.pairs:
                self._add_pair_tree(sampled)
            else:
                self._add_tree(sampled)

    def return_to(self, rounds: int) -> None:
        """Forget the trees of the present phase that came after a round."""
        trees = self.pair_trees if self.pairs else self.trees
        del trees[rounds:]
        self.score = self.lists.start.copy()
        for feature, heights in self.trees:
            add_heights(self.score, self.lists.codes[feature], heights)
        for pair, heights in self.pair_trees:
            add_heights(self.score, self.pair_codes[pair], heights)

    def return_to_start(self) -> None:
        """Forget all trees."""
        self.trees, self.pair_trees = [], []
        self.score = self.lists.start.copy()

    def turn_to_pairs(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Grow trees of pairs from now on."""
        self.pairs = tuple(pairs)
        self.pair_codes = [_code_pair(self.lists, *one) for one in pairs]

    def compile(self, names: Sequence[str]) -> tuple[list[ShapeTable], list[PairTable]]:
        """Add the trees up to tables."""
        values = np.zeros((len(self.lists.edges), 256))
        for feature, heights in self.trees:
            values[feature] += heights
        shapes = [
            ShapeTable(
                str(name),
                tuple(map(float, cuts)),
                tuple(part[: len(cuts) + 1].tolist()),
                float(part[MISSING]),
            )
            for name, cuts, part in zip(names, self.lists.edges, values, strict=True)
        ]
        amounts = np.zeros((len(self.pairs), 256))
        for pair, heights in self.pair_trees:
            amounts[pair] += heights
        return shapes, [
            _build_pair(self.lists, names, one, part)
            for one, part in zip(self.pairs, amounts, strict=True)
        ]

    def _sample(self) -> NDArray[np.int64]:
        share = self.rules.list_share
        if share == 1 or len(self.learning) < 2:
            return self.learning
        chosen = self.learning[self.rng.random_sample(len(self.learning)) < share]
        return chosen if len(chosen) else self.learning

    def _compute_gradients(self, sampled: NDArray[np.int64]) -> None:
        lists = self.lists
        compute_gradients(
            self.score, lists.gain, lists.weight, lists.starts, sampled, lists.scale,
            self.rules.truncation, self.grad, self.hess,
        )  # fmt: skip

    def _add_tree(self, sampled: NDArray[np.int64]) -> None:
        rules, heights, feature = self.rules, np.zeros(256), 0
        count = max(1, round(len(self.features) * rules.feature_share))
        if len(self.features) and len(sampled):
            self._compute_gradients(sampled)
            tried = np.sort(self.rng.permutation(self.features)[:count])
            gains, bins = try_features(
                self.lists.codes, tried, self.lists.starts, sampled, self.grad, self.hess,
                self.jumps, rules.directions, rules.smallest, rules.l2,
            )  # fmt: skip
            tables = self._sum_tables(tried)
            stretch, by_stretch = find_stretch(bins, tables, rules)
            # rounded, so that ties fall alike however the sums were rounded
            both = np.concatenate([gains, by_stretch]).round(10)
            best = int(np.argmax(both))
            number = best % len(tried)
            feature = int(tried[number])
            if both[best] <= 0:
                pass
            elif best < len(tried):
                heights = grow_tree(
                    bins[number], rules.leaves, self.jumps[feature], rules.directions[feature],
                    rules.smallest, rules.l2,
                )  # fmt: skip
            else:
                heights = stretch[number] * tables[number]
            last = len(self.lists.edges[feature])
            self.jumps[feature, :last] += np.diff(heights[: last + 1])
            heights = rules.rate * heights
            add_heights(self.score, self.lists.codes[feature], heights)
        self.trees.append((feature, heights))

    def _sum_tables(self, features: NDArray[np.int64]) -> Floats:
        """Give the tables of some features, counted from their lowest bin; unknown stays at 0."""
        tables = np.zeros((len(features), 256))
        if self.lists.jumps.any():
            steps = self.jumps[features, : MISSING - 1] * self.rules.rate
            tables[:, 1:MISSING] = np.cumsum(steps, axis=1)
        return tables

    def _add_pair_tree(self, sampled: NDArray[np.int64]) -> None:
        self._compute_gradients(sampled)
        rows = _list_rows(self.lists.starts, sampled)
        best, found, pair = 0.0, np.zeros(256), 0
        for number, codes in enumerate(self.pair_codes):
            gain, heights = cut_pair(
                _sum_cells(codes[rows], self.grad[rows], self.hess[rows]),
                [int(self.rules.directions[i]) for i in self.pairs[number]],
                self.rules.smallest,
                self.rules.l2,
            )
            if gain > best:
                best, found, pair = gain, self.rules.rate * heights, number
        add_heights(self.score, self.pair_codes[pair], found)
        self.pair_trees.append((pair, found))


def grow_members(members: Sequence[Member], rounds: int) -> None:
    """Grow members side by side; how many at once changes nothing, as they share nothing."""
    # the compiled loops let go of the interpreter's lock
    with ThreadPoolExecutor(min(len(members), cpu_count())) as pool:
        for _ in pool.map(lambda one: one.grow(rounds), members):
            pass


def find_stretch(bins: Floats, tables: Floats, rules: Rules) -> tuple[Floats, Floats]:
    """Find how much each table should be stretched as a whole, or flattened: a step like any other.

    A prior that is too sure of a feature would otherwise have to be taken back cut by cut.

    Parameters
    ----------
    bins : ndarray of shape (n_features, 256, 3)
        Sums of gradient, Hessian and rows a bin.
    tables : ndarray of shape (n_features, 256)
        What there is, prior included.

    Returns
    -------
    stretch : ndarray of shape (n_features,)
        The share to add, never so far below 0 that the table would turn around.
    gains : ndarray of shape (n_features,)
        What each gains.
    """
    known = bins[:, :MISSING]
    count = np.maximum(known[..., 2].sum(axis=1), 1.0)
    part = tables[:, :MISSING]
    centred = part - ((known[..., 2] * part).sum(axis=1) / count)[:, None]
    pull = (known[..., 0] * centred).sum(axis=1)
    spread = (known[..., 2] * centred**2).sum(axis=1) / count
    bend = (known[..., 1] * centred**2).sum(axis=1) + rules.l2 * spread
    # a table that is flat but for its last bits has nothing to stretch
    sure = np.where(spread > FLAT, bend, np.inf)
    stretch = np.clip(-pull / sure, -1 / rules.rate, 1 / rules.rate)
    gains = np.where(spread > FLAT, -2 * pull * stretch - bend * stretch**2, 0.0)
    return stretch, gains


def find_pairs(
    lists: Lists, members: Sequence[Member], rules: Rules, most: int
) -> list[tuple[int, int]]:
    """Find the pairs that explain most of what single features have left.

    Both of a pair must be among the features that matter most alone (heredity), and its strength is
    what its best cut into four gains, summed over the members.
    """
    spread = np.zeros(len(lists.edges))
    for member in members:
        for feature, heights in member.trees:
            spread[feature] += np.abs(heights).max()
    heirs = [int(i) for i in np.argsort(-spread, kind="stable")[:HEIRS] if spread[i] > 0]
    strength: dict[tuple[int, int], float] = {}
    for member in members:
        member._compute_gradients(member.learning)
        rows = _list_rows(lists.starts, member.learning)
        grad, hess = member.grad[rows], member.hess[rows]
        for pair in combinations(sorted(heirs), 2):
            sums = _sum_cells(_code_pair(lists, *pair)[rows], grad, hess)
            directions = [int(rules.directions[i]) for i in pair]
            gain, _ = cut_pair(sums, directions, rules.smallest, rules.l2)
            strength[pair] = strength.get(pair, 0.0) + gain
    ordered = sorted(strength, key=lambda one: (-round(strength[one], 9), one))
    return [one for one in ordered[:most] if strength[one] > 0]


def cut_pair(
    sums: Floats, directions: Sequence[int], smallest: float, l2: float
) -> tuple[float, Floats]:
    """Find the best cut of a pair's cells into four.

    Parameters
    ----------
    sums : ndarray of shape (COARSE + 1, COARSE + 1, 3)
        Gradient, Hessian and rows a cell; the last row and column are for unknown, and stay at 0.

    Returns
    -------
    gain : float
        0 where no cut is allowed.
    heights : ndarray of shape (256,)
        The height of each cell's code.
    """
    totals = sums[:COARSE, :COARSE].cumsum(axis=0).cumsum(axis=1)
    low_low = totals[:-1, :-1]
    low_high = totals[:-1, -1:] - low_low
    high_low = totals[-1:, :-1] - low_low
    high_high = totals[-1, -1] - low_low - low_high - high_low
    parts = np.stack([low_low, low_high, high_low, high_high])
    pull, bend, count = np.moveaxis(parts, -1, 0)
    # a sum of differences may fall a hair below none
    heights = -pull / (bend.clip(0) + l2)
    gain = -(pull * heights).sum(axis=0)
    allowed = (count >= smallest).all(axis=0)
    first, second = directions
    for low, high, direction in ((0, 2, first), (1, 3, first), (0, 1, second), (2, 3, second)):
        allowed &= (heights[high] - heights[low]) * direction >= 0
    found = np.where(allowed, gain.round(10), 0.0)
    i, j = np.unravel_index(int(np.argmax(found)), found.shape)
    cells = np.zeros((COARSE + 1, COARSE + 1))
    if found[i, j] > 0:
        cells[: i + 1, : j + 1], cells[: i + 1, j + 1 : COARSE] = heights[:2, i, j]
        cells[i + 1 : COARSE, : j + 1], cells[i + 1 : COARSE, j + 1 : COARSE] = heights[2:, i, j]
    flat = np.zeros(256)
    flat[: cells.size] = cells.ravel()
    return float(found[i, j]), flat


def _invert(worth: Floats, starts: NDArray[np.int64], depth: int) -> Floats:
    reached = compute_ndcg_of_lists(worth, worth, starts, depth, np.ones(len(starts) - 1))
    return np.where(reached > 0, 1 / np.where(reached > 0, reached, 1.0), 0.0)


def _list_rows(starts: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(chosen) == 0:
        return np.empty(0, np.int64)
    return np.concatenate([np.arange(starts[q], starts[q + 1]) for q in chosen])


def _coarsen(lists: Lists, feature: int) -> tuple[NDArray[np.float32], Codes]:
    """Give a feature's few edges of equal filling, and the step of each row."""
    cuts, codes = lists.edges[feature], lists.codes[feature]
    known = codes[codes != MISSING]
    wanted = np.quantile(known, np.linspace(0, 1, COARSE + 1)[1:-1], method="nearest")
    kept = np.unique(wanted.astype(int).clip(1, len(cuts))) - 1
    steps = np.searchsorted(kept, codes, side="left").astype(np.uint8)
    return cuts[kept], np.where(codes == MISSING, np.uint8(COARSE), steps)


def _code_pair(lists: Lists, first: int, second: int) -> Codes:
    steps = [_coarsen(lists, one)[1] for one in (first, second)]
    coded: Codes = steps[0] * np.uint8(COARSE + 1) + steps[1]
    return coded


def _sum_cells(codes: Codes, grad: Floats, hess: Floats) -> Floats:
    size = (COARSE + 1) ** 2
    sums = [np.bincount(codes, one, size) for one in (grad, hess)]
    cells = np.stack([*sums, np.bincount(codes, minlength=size)], axis=-1)
    return cells.reshape(COARSE + 1, COARSE + 1, 3).astype(float)


def _build_pair(
    lists: Lists, names: Sequence[str], pair: tuple[int, int], amounts: Floats
) -> PairTable:
    edges = [_coarsen(lists, one)[0] for one in pair]
    cells = amounts[: (COARSE + 1) ** 2].reshape(COARSE + 1, COARSE + 1)
    rows, columns = (np.array([*range(len(one) + 1), COARSE]) for one in edges)
    values = cells[np.ix_(rows, columns)]
    return PairTable(
        str(names[pair[0]]),
        str(names[pair[1]]),
        tuple(map(float, edges[0])),
        tuple(map(float, edges[1])),
        tuple(map(tuple, values.tolist())),
    )
