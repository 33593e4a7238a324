"""The learned ranker: LambdaMART over trees of one feature, so that it stays a sum of tables.

Each tree asks about one feature only, so the ensemble adds up to one table a feature, and to one
table for each of a few pairs of features where asked for. Members are grown on all but a part of
the lists, and how many rounds are kept is decided on the parts left out, each list judged by the
member that has not seen it. The model is the mean of its members, which is again a sum of tables.

Where there is a prior, half of every member is learned from the prior and half from nothing, unless
the parts left out are ranked better by what the prior alone led to. A feature that the data cannot
teach keeps the prior's whole table.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils import Tags, check_random_state
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from matcher.models.boosting import compute_ndcg_of_lists
from matcher.models.growing import JUDGED, Lists, Member, Rules, find_pairs, grow_members
from matcher.models.lookup import LookupTables, read_shape
from matcher.models.shape_table import (
    AdditiveModel,
    PairTable,
    ShapeTable,
    average_tables,
    merge_tables,
    scale_model,
    snap_model,
)

Floats = NDArray[np.float64]
ROUNDS_BETWEEN = 5
"""Rounds from one look at the left-out lists to the next."""

HIGHEST_GRADE = 31
"""Beyond it ``2 ** grade`` is no grade but an amount."""

MANY = 50_000
"""Rows from which larger steps lose nothing, as 60,000 drawn rows with crossed effects showed."""

ENOUGH_FOR_PAIRS, AUTO_PAIRS = 20_000, 8
"""Rows from which pairs are sought unasked, and how many: at 3,000 rows of the public training
part they cost 0.005 nDCG, at 20,000 drawn rows with crossed effects they gain as much."""

EMPTY = AdditiveModel("", 0.0, ())
FLOATS = [np.float32, np.float64]


class AdditiveRanker(RegressorMixin, BaseEstimator):
    """A ranker whose score is a sum of one table a feature.

    Parameters
    ----------
    prior : AdditiveModel or None
        What it starts from and what remains where nothing is learned; it needs a DataFrame, or
        names that an earlier fit has seen.
    monotonic : mapping of feature name to -1, 0 or 1, or None
        Directions no tree may go against.
    interactions : int or None
        Pairs of features that may be learned together, at most; the strongest are chosen among
        features that matter alone. None is none under 20,000 rows, and 8 from there: fewer rows
        take a pair's noise for its meaning.
    gain : {"auto", "linear", "exponential"}
        What a grade is worth: itself less the smallest, or ``2 ** grade - 1``. "auto" takes whole
        numbers from 0 to 31 for grades, which are exponential, and anything else for gains.
    learning_rate : float or None
        Share of each Newton step that is taken; None is 0.1, and 0.2 from 50,000 rows.
    max_iter : int
        Rounds, at most.
    max_leaves : int
        Leaves of a tree for known values; 2 are stumps.
    max_bins : int
        Steps a feature's table may have, 254 at most.
    truncation : int
        Only pairs with a row ranked before this one teach.
    min_samples_leaf : float
        Rows on each side of a cut, at least.
    l2 : float
        Added to each leaf's Hessian: how much evidence half a step needs.
    feature_share, list_share : float
        Share of the features and of the lists that a round may look at.
    n_members : int or None
        Members of the ensemble; None is 8, fewer where rows are many.
    validation_fraction : float
        Lists left out to stop early where there is one member; with several, each leaves out an
        equal part. Under ten lists nothing is left out.
    n_iter_no_change : int
        Rounds without gain on what is left out before it stops.
    caution : float
        Standard errors by which the left-out lists must be better ranked than by the start;
        otherwise the start is kept as it is. Asked only where there is a prior.
    random_state : int, RandomState or None
        Of every choice by lot.

    Attributes
    ----------
    model_ : AdditiveModel
        The fitted tables, snapped; unnamed features are called ``x0``, ``x1``, ...
    members_ : tuple of AdditiveModel
        What it is the mean of; their spread is its doubt.
    n_iter_ : int
        Rounds kept.
    validation_scores_ : ndarray
        Mean nDCG of the lists left out, every fifth round from the start.
    """

    def __init__(
        self,
        prior: AdditiveModel | None = None,
        *,
        monotonic: Mapping[str, int] | None = None,
        interactions: int | None = None,
        gain: Literal["auto", "linear", "exponential"] = "auto",
        learning_rate: float | None = None,
        max_iter: int = 500,
        max_leaves: int = 2,
        max_bins: int = 64,
        truncation: int = 30,
        min_samples_leaf: float = 20,
        l2: float = 2.0,
        feature_share: float = 0.3,
        list_share: float = 0.5,
        n_members: int | None = None,
        validation_fraction: float = 0.15,
        n_iter_no_change: int = 120,
        caution: float = 1.0,
        random_state: int | None = None,
    ) -> None:
        self.prior = prior
        self.monotonic = monotonic
        self.interactions = interactions
        self.gain = gain
        self.learning_rate = learning_rate
        self.max_iter = max_iter
        self.max_leaves = max_leaves
        self.max_bins = max_bins
        self.truncation = truncation
        self.min_samples_leaf = min_samples_leaf
        self.l2 = l2
        self.feature_share = feature_share
        self.list_share = list_share
        self.n_members = n_members
        self.validation_fraction = validation_fraction
        self.n_iter_no_change = n_iter_no_change
        self.caution = caution
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
        base_score: ArrayLike | None = None,
    ) -> Self:
        """Learn from lists.

        Parameters
        ----------
        X : array-like of shape (n_pairs, n_features)
            Features, compared in float32; NaN is unknown.
        y : array-like of shape (n_pairs,)
            Grades or gains, the higher the better; see ``gain``.
        group : array-like of shape (n_pairs,) or (n_lists,), or None
            Which list each row belongs to; or the lists' sizes in the rows' order, which add up to
            ``n_pairs``. None is one list.
        sample_weight : array-like of shape (n_pairs,) or None
            How much a row's gain counts, such as its inverse propensity; rows of weight 0 are left
            out.
        base_score : array-like of shape (n_pairs,) or None
            Scores the rows start from, which are not part of the model.

        Raises
        ------
        ValueError
            If shapes do not agree, weights are negative, or a parameter is out of its range.
        """
        rows, grades = validate_data(
            self,
            X,
            y,
            ensure_all_finite="allow-nan",
            dtype=FLOATS,
            y_numeric=True,
        )
        weight = _check_sample_weight(sample_weight, rows, dtype=float, ensure_non_negative=True)
        self._check(len(grades))
        names = self._name_features()
        base = np.zeros(len(grades)) if base_score is None else np.asarray(base_score, float)
        if base.shape != (len(grades),):
            raise ValueError("base_score must hold one score a row")
        rows = rows.astype(np.float32)
        start = base + _score(self.prior, rows, names)
        labels = _label_lists(group, len(grades))
        kept = np.flatnonzero(weight > 0)
        kept = kept[np.argsort(labels[kept], kind="stable")]
        if len(kept) == 0:
            raise ValueError("no row has a weight above 0")
        gains = self._find_gains(grades[kept].astype(float))
        lists = Lists.build(
            rows[kept],
            gains,
            weight[kept],
            labels[kept],
            start[kept],
            max_bins=self.max_bins,
            depth=self.truncation,
            rng=check_random_state(self.random_state),
            prior=[read_shape(self.prior or EMPTY, name) for name in names],
        )
        self._grow(lists, rows[kept], base[kept], names)
        return self

    def predict(self, X: ArrayLike) -> Floats:
        """Score pairs.

        Returns
        -------
        ndarray of shape (n_pairs,)
            Higher ranks earlier.
        """
        rows = self._read(X)
        return self._tables.score(rows).astype(float)

    def contributions(self, X: ArrayLike) -> Floats:
        """Give what each feature adds; with ``base_`` they add up to `predict` exactly.

        Returns
        -------
        ndarray of shape (n_pairs, n_features)
            A pair's amount is half each of its features'.
        """
        rows = self._read(X)
        return self._tables.contributions(rows).astype(float)

    @property
    def base_(self) -> float:
        """What every score starts from."""
        check_is_fitted(self)
        return self.model_.intercept

    def shape(self, feature: str) -> ShapeTable:
        """Give a feature's table, its pairs not included.

        Raises
        ------
        ValueError
            If there is no such feature.
        """
        check_is_fitted(self)
        if feature not in self._name_features():
            raise ValueError(f"there is no feature {feature}")
        return read_shape(self.model_, feature)

    def compile(self, version: str) -> AdditiveModel:
        """Give the fitted tables under a version's name; their score is `predict`'s."""
        check_is_fitted(self)
        return _rename(self.model_, version)

    def compile_bags(self, version: str) -> tuple[AdditiveModel, ...]:
        """Give the members' tables, for doubt."""
        check_is_fitted(self)
        return tuple(_rename(one, f"{version}/{i}") for i, one in enumerate(self.members_, 1))

    def _read(self, X: ArrayLike) -> NDArray[np.float32]:
        check_is_fitted(self)
        rows = validate_data(self, X, reset=False, ensure_all_finite="allow-nan", dtype=FLOATS)
        return np.ascontiguousarray(rows, np.float32)

    def _name_features(self) -> list[str]:
        named = getattr(self, "feature_names_in_", None)
        return [f"x{i}" for i in range(self.n_features_in_)] if named is None else list(named)

    def _check(self, rows: int) -> None:
        for name in ("feature_share", "list_share"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} must be above 0 and at most 1")
        if not 2 <= self.max_bins <= 254 or self.max_leaves < 2 or self.max_iter < 0:
            raise ValueError("max_bins is 2 to 254, max_leaves at least 2, max_iter at least 0")
        if self.gain not in {"auto", "linear", "exponential"}:
            raise ValueError("gain is auto, linear or exponential")

    def _find_gains(self, grades: Floats) -> Floats:
        whole = bool(np.all(grades == np.round(grades)))
        graded = whole and grades.min() >= 0 and grades.max() <= HIGHEST_GRADE
        if self.gain == "exponential" and not graded:
            raise ValueError(f"exponential gains need whole grades from 0 to {HIGHEST_GRADE}")
        if self.gain == "exponential" or (self.gain == "auto" and graded):
            return np.asarray(2.0**grades - 1.0)
        gains: Floats = grades - grades.min()
        return gains

    def _grow(
        self, lists: Lists, rows: NDArray[np.float32], base: Floats, names: list[str]
    ) -> None:
        rng = check_random_state(self.random_state)
        rules = self._rule(lists, names)
        parts = self._leave_out(lists, rng)
        taught = lists.find_taught(rules.smallest)
        known = [name for name, told in zip(names, taught, strict=True) if told]
        starts = [lists]
        if self.prior is not None:
            rest = scale_model(self.prior, dict.fromkeys(known, 0.0))
            starts.append(lists.restart(base + _score(rest, rows, names), taught))
        halves = [[Member(one, rules, out, rng.randint(2**31)) for out in parts] for one in starts]
        before = _judge(halves[:1], lists)
        self.n_iter_, self.validation_scores_ = self._boost(halves[0], lists)
        for half in halves[1:]:
            self._boost(half, lists)
        self._grow_pairs(halves, lists, rules)
        halves = self._choose(halves, lists, before)
        tables = [
            average_tables([half[i].compile(names) for half in halves]) for i in range(len(parts))
        ]
        prior = self.prior and scale_model(self.prior, dict.fromkeys(known, 1 / len(halves)))
        self.members_ = tuple(self._join(prior, *one) for one in tables)
        self.model_ = self._join(prior, *average_tables(tables))
        self._tables = LookupTables.compile(self.model_, names)

    def _grow_pairs(self, halves: list[list[Member]], lists: Lists, rules: Rules) -> None:
        wanted = self.interactions
        if wanted is None:
            wanted = AUTO_PAIRS if len(lists.gain) >= ENOUGH_FOR_PAIRS else 0
        members = [member for half in halves for member in half]
        pairs = find_pairs(lists, members, rules, wanted) if wanted else []
        if not pairs:
            return
        for member in members:
            member.turn_to_pairs(pairs)
        self.n_pair_iter_ = next(one for one, _ in [self._boost(half, lists) for half in halves])

    def _choose(
        self, halves: list[list[Member]], lists: Lists, before: Floats
    ) -> list[list[Member]]:
        """Choose the start as it is, what came of it, or the mean of both halves.

        What was learned from the start errs where the start does, what was learned from nothing
        where data are few: their mean is better than both unless one is far behind.
        """
        if self.prior is None or not halves[0][0].out.any():
            return halves[:1]
        learned, both = _judge(halves[:1], lists), _judge(halves, lists)
        behind = self._is_surely_better(learned, both)
        if not behind and self._is_surely_better(both, before):
            return halves
        if not self._is_surely_better(learned, before):
            self.n_iter_ = 0
            for member in halves[0]:
                member.return_to_start()
        return halves[:1]

    def _is_surely_better(self, one: Floats, other: Floats) -> bool:
        gained = one - other
        error = np.nanstd(gained) / max(np.sqrt(np.isfinite(gained).sum()), 1.0)
        return _mean(gained) > 0 and _mean(gained) >= self.caution * error

    def _rule(self, lists: Lists, names: list[str]) -> Rules:
        many = len(lists.gain) >= MANY
        directions = [(self.monotonic or {}).get(name, 0) for name in names]
        return Rules(
            rate=self.learning_rate or (0.2 if many else 0.1),
            leaves=self.max_leaves,
            smallest=self.min_samples_leaf,
            l2=self.l2,
            feature_share=self.feature_share,
            list_share=self.list_share,
            truncation=self.truncation,
            directions=np.array(directions, np.int64),
        )

    def _leave_out(self, lists: Lists, rng: np.random.RandomState) -> list[NDArray[np.bool_]]:
        """Give each member the lists it does not learn from."""
        count = len(lists.starts) - 1
        if count < 10:
            return [np.zeros(count, bool)] * min(self.n_members or 1, count)
        rows = len(lists.gain)
        members = self.n_members or (8 if rows <= 200_000 else 4 if rows <= 500_000 else 2)
        shuffled = rng.permutation(count)
        if members == 1:
            out = np.isin(np.arange(count), shuffled[: int(count * self.validation_fraction)])
            return [out]
        return [np.isin(np.arange(count), shuffled[i::members]) for i in range(members)]

    def _boost(self, members: list[Member], lists: Lists) -> tuple[int, Floats]:
        """Grow members to the round that ranks what they leave out best; give it and the way."""
        held = members[0].out.any()
        scores, kept, done = [_mean(_judge([members], lists))], 0, 0
        best = scores[0]
        while done < self.max_iter:
            rounds = min(ROUNDS_BETWEEN, self.max_iter - done)
            grow_members(members, rounds)
            done += rounds
            if not held:
                kept = done
                continue
            scores.append(_mean(_judge([members], lists)))
            if scores[-1] > best:
                best, kept = scores[-1], done
            elif done - kept >= self.n_iter_no_change:
                break
        for member in members:
            member.return_to(kept)
        return kept, np.array(scores)

    def _join(
        self, start: AdditiveModel | None, shapes: list[ShapeTable], pairs: list[PairTable]
    ) -> AdditiveModel:
        """Add what was learned to the start."""
        start = start or EMPTY
        prior, offset = {one.feature: one for one in start.shapes}, start.intercept
        joined = []
        for one in shapes:
            # counted from the lowest bin, so that having nothing adds nothing
            lowest = one.values[0]
            offset += lowest
            one = ShapeTable(
                one.feature, one.edges, tuple(v - lowest for v in one.values), one.missing - lowest
            )
            joined.append(merge_tables(prior[one.feature], one) if one.feature in prior else one)
        joined = [_straighten(one, (self.monotonic or {}).get(one.feature, 0)) for one in joined]
        return snap_model(AdditiveModel("", offset, tuple(joined), (*start.pairs, *pairs)))


def _judge(halves: Sequence[Sequence[Member]], lists: Lists) -> Floats:
    """Compute each list's nDCG by the mean of those that have not seen it; NaN where all have."""
    score, out = np.zeros(len(lists.gain)), np.zeros(len(lists.starts) - 1, bool)
    for member in (member for half in halves for member in half):
        rows = np.repeat(member.out, np.diff(lists.starts))
        score[rows] += member.score[rows]
        out |= member.out
    worth = lists.gain * lists.weight
    found: Floats = compute_ndcg_of_lists(
        score, worth, lists.starts, JUDGED, np.where(out, lists.ideal, 0.0)
    )
    return found if out.any() and np.isfinite(found).any() else np.zeros(len(found))


def _mean(found: Floats) -> float:
    return float(np.nanmean(found))


def _score(model: AdditiveModel | None, rows: NDArray[np.float32], names: list[str]) -> Floats:
    if model is None:
        return np.zeros(len(rows))
    return LookupTables.compile(model, names).score(rows).astype(float)


def _straighten(table: ShapeTable, direction: int) -> ShapeTable:
    """Take away the last bits by which adding up may have turned a table around."""
    if direction == 0:
        return table
    values = direction * np.maximum.accumulate(direction * np.asarray(table.values))
    return ShapeTable(table.feature, table.edges, tuple(values.tolist()), table.missing)


def _rename(model: AdditiveModel, version: str) -> AdditiveModel:
    return AdditiveModel(version, model.intercept, model.shapes, model.pairs)


def _label_lists(group: ArrayLike | None, rows: int) -> NDArray[np.int64]:
    if group is None:
        return np.zeros(rows, np.int64)
    given = np.asarray(group)
    if given.shape == (rows,):
        return np.unique(given, return_inverse=True)[1].astype(np.int64)
    if given.ndim == 1 and given.dtype.kind in "iu" and given.sum() == rows and (given >= 0).all():
        return np.repeat(np.arange(len(given)), given)
    raise ValueError(f"group must hold {rows} labels, or sizes that add up to {rows}")
