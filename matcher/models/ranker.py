"""The learned ranker: listwise boosting of one-feature steps, so that it stays a sum of tables.

The loss is ListNet's softmax cross entropy (Cao et al. 2007, https://doi.org/10.1145/1273496.1273513);
each round adds one step of one feature by Newton's rule with a bounded Hessian, and never a step
against a feature's direction.
"""

from collections.abc import Mapping
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils import Tags, check_random_state
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from matcher.models.shape_table import AdditiveModel, ShapeTable, merge_tables

Floats = NDArray[np.float64]


class AdditiveRanker(RegressorMixin, BaseEstimator):
    """A ranker whose score is a sum of one table a feature.

    Parameters
    ----------
    prior : AdditiveModel or None
        What it starts from; its tables are added to what is learned.
    monotonic : mapping of feature name to -1, 0 or 1, or None
        Directions no step may go against.
    learning_rate : float
        Share of each Newton step that is taken.
    max_iter : int
        Rounds, at most.
    max_bins : int
        Steps a feature's table may have.
    min_samples_leaf : float
        Weight of rows on each side of a step, at least.
    l2 : float
        Added to the Hessian.
    validation_fraction : float
        Share of lists held out to stop early; 0, or fewer than ten lists, stops at ``max_iter``.
    n_iter_no_change : int
        Rounds without gain on the held-out lists before it stops.
    random_state : int, RandomState or None
        Which lists are held out.

    Attributes
    ----------
    edges_ : list of ndarray
        Each feature's bin edges.
    values_ : list of ndarray
        Each feature's learned value a bin; the last is for unknown.
    n_iter_ : int
        Rounds kept.
    """

    def __init__(
        self,
        prior: AdditiveModel | None = None,
        *,
        monotonic: Mapping[str, int] | None = None,
        learning_rate: float = 0.15,
        max_iter: int = 400,
        max_bins: int = 48,
        min_samples_leaf: float = 20,
        l2: float = 1.0,
        validation_fraction: float = 0.15,
        n_iter_no_change: int = 40,
        random_state: int | None = None,
    ) -> None:
        self.prior = prior
        self.monotonic = monotonic
        self.learning_rate = learning_rate
        self.max_iter = max_iter
        self.max_bins = max_bins
        self.min_samples_leaf = min_samples_leaf
        self.l2 = l2
        self.validation_fraction = validation_fraction
        self.n_iter_no_change = n_iter_no_change
        self.random_state = random_state

    def __sklearn_tags__(self) -> Tags:
        """Say that unknown values are welcome, and that scores are orders, not amounts."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.regressor_tags.poor_score = True
        return tags

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        group: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Learn from lists.

        Parameters
        ----------
        X : array-like of shape (n_pairs, n_features)
            Features; NaN is unknown.
        y : array-like of shape (n_pairs,)
            Graded gains; only their differences to the smallest count.
        group : array-like of shape (n_pairs,) or None
            Which list each row belongs to; None is one list.
        sample_weight : array-like of shape (n_pairs,) or None
            A row of weight two counts as two rows.
        """
        rows, gain = validate_data(
            self, X, y, ensure_all_finite="allow-nan", dtype=float, y_numeric=True
        )
        weight = _check_sample_weight(sample_weight, rows, dtype=float)
        kept = weight > 0
        lists = np.zeros(len(gain), int)
        if group is not None:
            lists = np.unique(group, return_inverse=True)[1]
        gain = (gain - gain[kept].min()) * weight
        start = self._score_prior(X, len(rows))
        rows, gain, weight, lists, start = (one[kept] for one in (rows, gain, weight, lists, start))
        self.edges_ = [self._find_edges(column) for column in rows.T]
        held = self._hold_out(lists)
        self._boost(
            self._code(rows), gain, weight, np.unique(lists, return_inverse=True)[1], start, held
        )
        return self

    def predict(self, X: ArrayLike) -> Floats:
        """Score pairs.

        Returns
        -------
        ndarray of shape (n_pairs,)
            Higher ranks earlier.
        """
        check_is_fitted(self)
        rows = validate_data(self, X, reset=False, ensure_all_finite="allow-nan", dtype=float)
        total = self._score_prior(X, len(rows))
        for codes, values in zip(self._code(rows).T, self.values_, strict=True):
            total = total + values[codes]
        return total

    def compile(self, version: str) -> AdditiveModel:
        """Compile prior and learned steps to plain tables, whose score is `predict`'s."""
        check_is_fitted(self)
        # what is learned is counted from the lowest bin, so that having nothing adds nothing
        offset = sum(float(values[0]) for values in self.values_)
        learned = {
            str(name): ShapeTable(
                str(name),
                tuple(edges.tolist()),
                tuple((values[:-1] - values[0]).tolist()),
                float(values[-1] - values[0]),
            )
            for name, edges, values in zip(
                self.feature_names_in_, self.edges_, self.values_, strict=True
            )
        }
        prior = {one.feature: one for one in self.prior.shapes} if self.prior else {}
        shapes = [
            merge_tables(prior[name], table) if name in prior else table
            for name, table in learned.items()
        ]
        base = self.prior.intercept if self.prior else 0.0
        return AdditiveModel(version, base + offset, tuple(shapes))

    def _score_prior(self, X: object, rows: int) -> Floats:
        if self.prior is None or not isinstance(X, pd.DataFrame):
            return np.zeros(rows)
        return self.prior.score(X)

    def _find_edges(self, column: Floats) -> Floats:
        values = np.unique(column[~np.isnan(column)])
        if len(values) < 2:
            return np.empty(0)
        middles = (values[1:] + values[:-1]) / 2
        if len(middles) >= self.max_bins:
            middles = np.unique(np.quantile(values, np.linspace(0, 1, self.max_bins + 1)[1:-1]))
        return middles

    def _code(self, X: Floats) -> NDArray[np.int64]:
        codes = np.empty(X.shape, dtype=np.int64)
        for i, edges in enumerate(self.edges_):
            codes[:, i] = np.searchsorted(edges, X[:, i], side="right")
            codes[np.isnan(X[:, i]), i] = len(edges) + 1
        return codes

    def _hold_out(self, lists: NDArray[np.int64]) -> NDArray[np.bool_]:
        names = np.unique(lists)
        number = int(len(names) * self.validation_fraction)
        if len(names) < 10 or number == 0:
            return np.zeros(len(lists), bool)
        chosen = check_random_state(self.random_state).permutation(names)[:number]
        return np.isin(lists, chosen)

    def _boost(
        self,
        codes: NDArray[np.int64],
        gain: Floats,
        weight: Floats,
        lists: NDArray[np.int64],
        score: Floats,
        held: NDArray[np.bool_],
    ) -> None:
        sizes = [len(edges) + 2 for edges in self.edges_]
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        values, target = np.zeros(offsets[-1]), _share(gain, lists)
        best, best_loss, self.n_iter_ = values.copy(), np.inf, 0
        flat = (codes + offsets[:-1])[~held].ravel()
        rows = np.repeat(weight[~held], codes.shape[1])
        counts = np.bincount(flat, rows, offsets[-1]).astype(float)
        has_outcome = np.bincount(lists, gain)[lists] > 0
        for number in range(1, self.max_iter + 1):
            expected = _share(weight * np.exp(score - _peak(score, lists)), lists) * has_outcome
            if held.any():
                loss = -float(target[held] @ np.log(np.maximum(expected[held], 1e-12)))
                if loss < best_loss - 1e-9:
                    best, best_loss, self.n_iter_ = values.copy(), loss, number - 1
                elif number - 1 - self.n_iter_ > self.n_iter_no_change:
                    break
            pull = np.repeat((target - expected)[~held], codes.shape[1])
            bend = np.repeat(expected[~held], codes.shape[1])
            pulls = np.bincount(flat, pull, offsets[-1]).astype(float)
            bends = np.bincount(flat, bend, offsets[-1]).astype(float)
            step = self._find_step(pulls, bends, counts, offsets)
            if step is None:
                break
            part, heights = step
            values[part] += self.learning_rate * heights
            column = int(np.searchsorted(offsets, part.start, side="right")) - 1
            score = score + self.learning_rate * heights[codes[:, column]]
        if not held.any():
            best, self.n_iter_ = values, number
        self.values_ = [best[offsets[i] : offsets[i + 1]] for i in range(len(sizes))]

    def _find_step(
        self, pull: Floats, bend: Floats, counts: Floats, offsets: NDArray[np.int64]
    ) -> tuple[slice, Floats] | None:
        """Find the one-feature step that gains most, and the heights it adds to the bins."""
        best_gain, best = 1e-10, None
        names = getattr(self, "feature_names_in_", [""] * (len(offsets) - 1))
        for i, name in enumerate(names):
            part = slice(int(offsets[i]), int(offsets[i + 1]))
            direction = (self.monotonic or {}).get(str(name), 0)
            found = self._try_feature(pull[part], bend[part], counts[part], direction)
            if found is not None and found[0] > best_gain:
                best_gain, best = found[0], (part, found[1])
        return best

    def _try_feature(
        self, pull: Floats, bend: Floats, counts: Floats, direction: int
    ) -> tuple[float, Floats] | None:
        known, unknown = slice(0, -1), -1
        left_pull, left_bend = np.cumsum(pull[known])[:-1], np.cumsum(bend[known])[:-1]
        left_count = np.cumsum(counts[known])[:-1]
        if len(left_pull) == 0:
            return None
        right_pull, right_bend = pull[known].sum() - left_pull, bend[known].sum() - left_bend
        right_count = counts[known].sum() - left_count
        low, high = left_pull / (left_bend + self.l2), right_pull / (right_bend + self.l2)
        # rounded, so that ties fall alike however the sums were rounded
        gains = (left_pull * low + right_pull * high).round(10)
        smallest = self.min_samples_leaf
        fair = (left_count >= smallest) & (right_count >= smallest)
        fair &= (high - low) * direction >= 0
        if not fair.any():
            return None
        cut = int(np.argmax(np.where(fair, gains, -np.inf)))
        heights = np.zeros(len(pull))
        heights[: cut + 1], heights[cut + 1 : -1] = low[cut], high[cut]
        if counts[unknown] >= smallest:
            heights[unknown] = pull[unknown] / (bend[unknown] + self.l2)
        return float(gains[cut]), heights


def _share(amount: Floats, lists: NDArray[np.int64]) -> Floats:
    """Divide each amount by its list's sum; a list of nothing stays nothing."""
    total = np.bincount(lists, amount)
    shared: Floats = amount / np.where(total > 0, total, 1.0)[lists]
    return shared


def _peak(score: Floats, lists: NDArray[np.int64]) -> Floats:
    """Give each row its list's highest score, so that the exponentials stay small."""
    highest = np.full(int(lists.max()) + 1, -np.inf)
    np.maximum.at(highest, lists, score)
    peaked: Floats = highest[lists]
    return peaked
