"""What a model's order would have been worth on the lists that were shown, had it made them.

What came of a pair depends on where it stood in the list that was shown. Under the position-based
model a pair at rank ``k`` is examined with chance ``e(k)`` and, once examined, gains its worth
wherever it stands. So the worth of an order is the sum over pairs of ``e(k') * worth``, where
``k'`` is the rank the order gives, and each logged gain ``g`` at rank ``k`` estimates it (Li et al.
2018, https://arxiv.org/abs/1804.10488; Joachims, Swaminathan and Schnabel 2017):

* **naive**: ``e(k') * g``, as if everything had been looked at alike;
* **IPS**: ``w * g`` with ``w = min(e(k') / q, CLIP)``, where ``q`` is the pair's chance of being
  examined over all that the list's design might have drawn, by its logged propensity;
* **SNIPS**: IPS divided by ``sum w * e(k)`` and multiplied by ``sum e(k')``, which would be equal
  without clipping (Swaminathan and Joachims 2015, self-normalised): what clipping took is restored;
* **DR**: ``e(k') * m + w * (g - e(k) * m)``, where ``m`` foretells worth from the scores, fitted on
  other openings (Dudík, Langford and Li 2011, https://arxiv.org/abs/1103.4601; for rankings
  Oosterhuis 2023, https://doi.org/10.1145/3569453): what was clipped or drawn is foretold instead.

``e`` is `training.propensity`'s estimate; ``support`` is the share of pairs whose logged propensity
at their rank is below one, so that a reader sees how much rests on chance. Intervals draw openings
anew. Only the shown are reordered: what nobody was shown has no outcome to be worth anything by.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import SplineTransformer

from training.evaluation import Interval, draw_clusters, sum_clusters

CLIP = 5.0
FOLDS = 5
ESTIMATORS = ("naive", "ips", "snips", "dr")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """One estimator's worth a list of both orders, and of their difference."""

    estimator: str
    champion: Interval
    challenger: Interval
    difference: Interval


@dataclass(frozen=True)
class OffPolicy:
    """Every estimate, and how much of the log rests on chance or was clipped."""

    estimates: tuple[Estimate, ...]
    support: float
    clipped: float


def estimate_worth(
    frame: pd.DataFrame,
    *,
    orders: Mapping[str, Floats],
    examination: Floats,
    seed: int = 0,
) -> OffPolicy:
    """Estimate the worth a list of the champion's and the challenger's order.

    Parameters
    ----------
    frame : DataFrame
        Shown pairs with ``opening``, ``list_id``, ``rank``, ``gain`` and, where it is logged,
        ``propensity``.
    orders : mapping
        The scores of ``champion`` and ``challenger``, each of shape (n_pairs,).
    examination : ndarray of shape (deepest_rank,)
        The chance that each rank is looked at, relative to the first.
    seed : int
        Of the drawing.
    """
    gain = frame["gain"].to_numpy(float)
    logged = _look_up(frame["rank"].to_numpy(int), examination)
    expected = _expect_examination(frame, examination, logged)
    openings = frame["opening"].to_numpy()
    lists = _count_lists(frame)
    foretold = _foretell(orders, gain / logged, logged, openings)
    parts = {
        name: _Order(frame, one, examination, logged, expected) for name, one in orders.items()
    }
    estimates = []
    for name in ESTIMATORS:
        worths = {order: part.credit(name, gain, foretold) for order, part in parts.items()}
        scales = {order: part.scale(name, openings, seed) for order, part in parts.items()}
        estimates.append(_estimate(name, worths, scales, lists, openings, seed))
    drawn_by_chance = frame["propensity"].to_numpy(float) < 1 if "propensity" in frame else [False]
    return OffPolicy(
        tuple(estimates),
        float(np.mean(drawn_by_chance)),
        float(parts["challenger"].clipped.mean()),
    )


class _Order:
    """An order's ranks on the shown lists, and what they make of each logged gain."""

    def __init__(
        self,
        frame: pd.DataFrame,
        scores: Floats,
        examination: Floats,
        logged: Floats,
        expected: Floats,
    ) -> None:
        ranks = pd.Series(-scores).groupby(frame["list_id"].to_numpy()).rank(method="first")
        self.own = _look_up(ranks.to_numpy().astype(int), examination)
        self.logged = logged
        weights = self.own / expected
        self.clipped = weights > CLIP
        self.weights = np.minimum(weights, CLIP)

    def credit(self, estimator: str, gain: Floats, foretold: Floats) -> Floats:
        """Give each row's part of the order's worth."""
        if estimator == "naive":
            return self.own * gain
        if estimator == "dr":
            return self.own * foretold + self.weights * (gain - self.logged * foretold)
        return self.weights * gain

    def scale(
        self, estimator: str, openings: NDArray[np.object_], seed: int
    ) -> tuple[float, Floats]:
        """Give what the whole, and each round of drawn openings, is multiplied by."""
        if estimator != "snips":
            return 1.0, np.ones(1)
        kept, whole = self.weights * self.logged, self.own
        drawn = draw_clusters(len(set(openings)), seed=seed)
        rounds = (drawn @ sum_clusters(whole, openings)) / (drawn @ sum_clusters(kept, openings))
        return float(whole.sum() / kept.sum()), rounds


def _estimate(
    name: str,
    worths: Mapping[str, Floats],
    scales: Mapping[str, tuple[float, Floats]],
    lists: Floats,
    openings: NDArray[np.object_],
    seed: int,
) -> Estimate:
    drawn = draw_clusters(len(set(openings)), seed=seed)
    under = drawn @ sum_clusters(lists, openings)
    means, rounds = {}, {}
    for order, worth in worths.items():
        scale, by_round = scales[order]
        means[order] = scale * worth.sum() / lists.sum()
        rounds[order] = by_round * (drawn @ sum_clusters(worth, openings)) / under
    return Estimate(
        name,
        _cut(means["champion"], rounds["champion"]),
        _cut(means["challenger"], rounds["challenger"]),
        _cut(
            means["challenger"] - means["champion"],
            rounds["challenger"] - rounds["champion"],
        ),
    )


def _foretell(
    orders: Mapping[str, Floats], worth: Floats, logged: Floats, openings: NDArray[np.object_]
) -> Floats:
    """Foretell each pair's worth from the scores, by a fit on the other openings."""
    scores = np.column_stack([orders[name] for name in sorted(orders)])
    folds = min(FOLDS, len(set(openings)))
    foretold = np.zeros(len(worth))
    if folds < 2:
        return foretold
    for fitting, rest in GroupKFold(folds).split(scores, groups=openings):
        model = make_pipeline(
            SplineTransformer(n_knots=5, degree=2, knots="quantile", extrapolation="constant"),
            Ridge(alpha=1.0),
        )
        # a gain is worth seen through examination, so its square is the row's precision
        model.fit(scores[fitting], worth[fitting], ridge__sample_weight=logged[fitting] ** 2)
        foretold[rest] = np.clip(model.predict(scores[rest]), 0, None)
    return foretold


def _expect_examination(frame: pd.DataFrame, examination: Floats, logged: Floats) -> Floats:
    """Expect each pair's examination over what its list's design might have drawn.

    The design lets neighbours change places (`matcher.models.exploration`), so a pair stands where
    the model put it, or a rank to either side where there is one, with the same chance each.
    """
    if "propensity" not in frame:
        return logged
    place, chance = frame["model_rank"].to_numpy(int), frame["propensity"].to_numpy(float)
    last = frame.groupby("list_id")["model_rank"].transform("max").to_numpy(int)
    above, below = place > 1, place < last
    partners = above.astype(float) + below
    stays = frame["rank"].to_numpy(int) == place
    each = np.where(stays, (1 - chance) / np.maximum(partners, 1), chance)
    expected: Floats = (
        (1 - partners * each) * _look_up(place, examination)
        + each * above * _look_up(np.maximum(place - 1, 1), examination)
        + each * below * _look_up(place + 1, examination)
    )
    return expected


def _count_lists(frame: pd.DataFrame) -> Floats:
    """Give a one to the first row of each list, so that sums count lists."""
    return np.where(frame["list_id"].duplicated(), 0.0, 1.0)


def _look_up(ranks: NDArray[np.int64], examination: Floats) -> Floats:
    found: Floats = examination[np.minimum(ranks, len(examination)) - 1]
    return found


def _cut(mean: float, rounds: Floats) -> Interval:
    low, high = np.quantile(rounds, [0.025, 0.975])
    return Interval(float(mean), float(low), float(high))
