"""The learned foreteller: a logistic model that is a sum of one table a feature.

Each feature's effect is a staircase, learned as the heights of its steps. Every height is drawn to
the prior's, version 0's, as far as the data do not say otherwise, and none goes against the
feature's direction; how far data may draw it away is decided by cross-validation, and so is whether
anything is learned at all. So with few outcomes the model is the prior with its level set right,
and with many it is what happened. Its score is the log odds of the chance itself: what the features
add up to is the chance, without a curve between.

Doubt is an ensemble: each member is learned from outcomes weighed by lot (Rubin 1981, the Bayesian
bootstrap) around a prior moved by lot as far as experts may err, so that where no outcome says
anything the members differ as much as the experts may.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import Tags, check_random_state
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data
from threadpoolctl import threadpool_limits

from matcher.models.calibrating import compute_chance
from matcher.models.lookup import LookupTables
from matcher.models.shape_table import AdditiveModel, scale_model, snap_model
from matcher.models.staircase import Doubt, Staircase, fit_staircase

Floats = NDArray[np.float64]
FOLDS = 5
EXACT = 0.0
"""The spread at which no shape is learned, only the prior's scale and level."""

FLOATS = [np.float32, np.float64]


class AdditiveClassifier(ClassifierMixin, BaseEstimator):
    """A classifier of two outcomes whose log odds are a sum of one table a feature.

    Parameters
    ----------
    prior : AdditiveModel or None
        What it starts from, and what remains where nothing is learned.
    monotonic : mapping of feature name to -1, 0 or 1, or None
        Directions no table may go against.
    spreads : sequence of float
        How far a shape may come to lie from the prior's, in log odds over its whole length; 0
        learns the prior's scale and level alone. Cross-validation chooses among several.
    level_spread, scale_spread : float
        How far the prior may err in its level, in log odds, and in its scale, which is 1.
    max_bins : int
        Steps of a table at most, where there is no prior; with one, its own are added.
    n_members : int
        Members of the ensemble.
    caution : float
        Standard errors by which the left-out outcomes must be better foretold than by the prior as
        it is; otherwise it is kept. Asked only where there is a prior.
    random_state : int, RandomState or None
        Of the folds and the members.

    Attributes
    ----------
    classes_ : ndarray of shape (2,)
        The two outcomes; the second is foretold.
    model_ : AdditiveModel
        The fitted tables, snapped; unnamed features are called ``x0``, ``x1``, ...
    members_ : tuple of AdditiveModel
        The ensemble; its spread is the model's doubt.
    spread_ : float or None
        The spread chosen; None where the prior was kept as it is.
    left_out_ : ndarray of shape (n_rows,)
        Each row's log odds by a model that has not seen it.

    Examples
    --------
    >>> X = np.linspace(0, 1, 200)[:, None]
    >>> fitted = AdditiveClassifier(n_members=2, random_state=0).fit(X, X[:, 0] > 0.5)
    >>> fitted.predict([[0.1], [0.9]]).tolist()
    [False, True]
    """

    def __init__(
        self,
        prior: AdditiveModel | None = None,
        *,
        monotonic: Mapping[str, int] | None = None,
        spreads: Sequence[float] = (0.0, 0.3, 0.7, 1.5),
        level_spread: float = 1.0,
        scale_spread: float = 0.4,
        max_bins: int = 10,
        n_members: int = 20,
        caution: float = 1.0,
        random_state: int | None = None,
    ) -> None:
        self.prior = prior
        self.monotonic = monotonic
        self.spreads = spreads
        self.level_spread = level_spread
        self.scale_spread = scale_spread
        self.max_bins = max_bins
        self.n_members = n_members
        self.caution = caution
        self.random_state = random_state

    def __sklearn_tags__(self) -> Tags:
        """Say that there are two outcomes, and that unknown values are welcome."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.classifier_tags.multi_class = False
        return tags

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        groups: ArrayLike | None = None,
    ) -> Self:
        """Learn from what happened.

        Parameters
        ----------
        X : array-like of shape (n_rows, n_features)
            Features, compared in float32; NaN is unknown.
        y : array-like of shape (n_rows,)
            One of two outcomes.
        sample_weight : array-like of shape (n_rows,) or None
            How much each row counts; rows of weight 0 are left out.
        groups : array-like of shape (n_rows,) or None
            Rows of one group, such as a person's, are alike: they are left out and weighed
            together. None is each row alone.

        Raises
        ------
        ValueError
            If there is only one outcome or more than two, shapes do not agree, or weights are
            negative.
        """
        rows, outcomes = validate_data(self, X, y, ensure_all_finite="allow-nan", dtype=FLOATS)
        happened = self._read_outcomes(outcomes)
        weight = _check_sample_weight(sample_weight, rows, dtype=float, ensure_non_negative=True)
        kept = weight > 0
        together = np.arange(len(rows)) if groups is None else np.asarray(groups)
        if together.shape != (len(rows),):
            raise ValueError("groups must name one group a row")
        sample = _Sample(
            rows[kept].astype(np.float32).astype(float),
            happened[kept],
            weight[kept],
            np.unique(together[kept], return_inverse=True)[1],
        )
        if len(np.unique(sample.happened)) < 2:
            raise ValueError("This classifier needs samples of 2 classes; the data hold 1 class")
        # sums this small only wait for each other's threads
        with threadpool_limits(1, "blas"):
            self._learn(sample, kept)
        return self

    def decision_function(self, X: ArrayLike) -> Floats:
        """Give the log odds of the second outcome."""
        rows = self._read(X)
        return self._tables.score(rows).astype(float)

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Foretell the chance of each outcome.

        Returns
        -------
        ndarray of shape (n_rows, 2)
        """
        chance = compute_chance(self.decision_function(X))
        return np.column_stack([1 - chance, chance])

    def predict(self, X: ArrayLike) -> NDArray[np.generic]:
        """Tell the likelier outcome."""
        odds = self.decision_function(X)
        found: NDArray[np.generic] = self.classes_[(odds > 0).astype(int)]
        return found

    def contributions(self, X: ArrayLike) -> Floats:
        """Give what each feature adds; with ``base_`` they add up to the log odds exactly."""
        rows = self._read(X)
        return self._tables.contributions(rows).astype(float)

    @property
    def base_(self) -> float:
        """What every row's log odds start from."""
        check_is_fitted(self)
        return self.model_.intercept

    def compile(self, version: str) -> AdditiveModel:
        """Give the fitted tables under a version's name; their score is the log odds."""
        check_is_fitted(self)
        return replace(self.model_, version=version)

    def compile_bags(self, version: str) -> tuple[AdditiveModel, ...]:
        """Give the members' tables, for doubt."""
        check_is_fitted(self)
        return tuple(
            replace(one, version=f"{version}/{i}") for i, one in enumerate(self.members_, 1)
        )

    def _read(self, X: ArrayLike) -> NDArray[np.float32]:
        check_is_fitted(self)
        rows = validate_data(self, X, reset=False, ensure_all_finite="allow-nan", dtype=FLOATS)
        return np.ascontiguousarray(rows, np.float32)

    def _read_outcomes(self, outcomes: NDArray[np.generic]) -> NDArray[np.bool_]:
        check_classification_targets(outcomes)
        self.classes_, coded = np.unique(outcomes, return_inverse=True)
        if len(self.classes_) > 2:
            raise ValueError(
                "Only binary classification is supported. The type of the target is "
                f"{type_of_target(outcomes)}."
            )
        if len(self.classes_) < 2:
            raise ValueError("This classifier needs samples of 2 classes; the data hold 1 class")
        return np.asarray(coded == 1)

    def _name_features(self) -> list[str]:
        named = getattr(self, "feature_names_in_", None)
        return [f"x{i}" for i in range(self.n_features_in_)] if named is None else list(named)

    def _learn(self, sample: "_Sample", kept: NDArray[np.bool_]) -> None:
        names = self._name_features()
        rng = check_random_state(self.random_state)
        stairs = Staircase.lay(
            sample.rows,
            names,
            prior=self.prior,
            directions=self.monotonic or {},
            max_bins=self.max_bins,
        )
        folds = _deal_folds(sample, rng)
        odds = {one: self._leave_out(stairs, sample, folds, one) for one in self.spreads}
        losses = {one: sample.lose(found) for one, found in odds.items()}
        best = min(self.spreads, key=lambda one: (losses[one].sum(), one))
        self.spread_: float | None = best
        left_out = odds[best]
        if self.prior is not None:
            before = stairs.score_prior(sample.rows)
            if not self._is_surely_better(sample, losses[best], sample.lose(before)):
                self.spread_, left_out = None, before
        self.left_out_ = np.full(len(kept), np.nan)
        self.left_out_[kept] = left_out
        self._settle(stairs, sample, names, rng)

    def _settle(
        self, stairs: Staircase, sample: "_Sample", names: list[str], rng: np.random.RandomState
    ) -> None:
        """Keep the tables of the spread chosen, and those of its ensemble."""
        spread = EXACT if self.spread_ is None else self.spread_
        doubt = Doubt(spread, self.level_spread, self.scale_spread)
        members = []
        for _ in range(self.n_members):
            lots = rng.exponential(size=int(sample.groups.max()) + 1)[sample.groups]
            moved = stairs.move(doubt, rng)
            members.append(
                fit_staircase(moved, sample.happened, sample.weight * lots, doubt).compile(names)
            )
        if self.spread_ is None and self.prior is not None:
            self.model_ = snap_model(self.prior)
        else:
            fitted = fit_staircase(stairs, sample.happened, sample.weight, doubt)
            self.model_ = snap_model(fitted.compile(names))
        self.members_ = tuple(snap_model(one) for one in members)
        self._tables = LookupTables.compile(self.model_, names)

    def _leave_out(
        self, stairs: Staircase, sample: "_Sample", folds: NDArray[np.int64], spread: float
    ) -> Floats:
        odds = np.zeros(len(folds))
        doubt = Doubt(spread, self.level_spread, self.scale_spread)
        for fold in np.unique(folds):
            inside = folds == fold
            weight = np.where(inside, 0.0, sample.weight)
            odds[inside] = fit_staircase(stairs, sample.happened, weight, doubt).score()[inside]
        return odds

    def _is_surely_better(self, sample: "_Sample", ours: Floats, before: Floats) -> bool:
        gained = np.bincount(sample.groups, before - ours)
        error = np.sqrt(len(gained)) * gained.std()
        return bool(gained.sum() > self.caution * error)


@dataclass(frozen=True)
class _Sample:
    """What is learned from, row by row."""

    rows: Floats
    happened: NDArray[np.bool_]
    weight: Floats
    groups: NDArray[np.int64]

    def lose(self, odds: Floats) -> Floats:
        """Compute each row's weighed log loss."""
        found: Floats = self.weight * np.logaddexp(0, np.where(self.happened, -odds, odds))
        return found


def _deal_folds(sample: _Sample, rng: np.random.RandomState) -> NDArray[np.int64]:
    """Deal groups to folds by lot, evenly within each outcome of their first row."""
    first = np.unique(sample.groups, return_index=True)[1]
    folds = np.zeros(len(first), np.int64)
    for outcome in (False, True):
        members = rng.permutation(np.flatnonzero(sample.happened[first] == outcome))
        folds[members] = np.arange(len(members)) % FOLDS
    found: NDArray[np.int64] = folds[sample.groups]
    return found


def doubt_experts(model: AdditiveModel) -> tuple[AdditiveModel, ...]:
    """Give what experts may have meant: the model's scale and level moved both ways.

    Their spread is what `AdditiveClassifier` takes the experts to err by before it has learned.
    """
    names = [one.feature for one in model.shapes]
    moved = (
        (scale_model(model, dict.fromkeys(names, scale)), shift)
        for scale in (0.5, 1.0, 1.5)
        for shift in (-1.2, 0.0, 1.2)
    )
    return tuple(
        snap_model(replace(one, version=f"{model.version}/{i}", intercept=one.intercept + shift))
        for i, (one, shift) in enumerate(moved, 1)
    )
