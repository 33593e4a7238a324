"""How a calibration's curve is fitted and chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.isotonic import isotonic_regression

Floats = NDArray[np.float64]
FARTHEST_ODDS = 15.0
FOLDS = 5
KNOTS = 17
"""Knots that a sigmoid is kept as; its log odds are straight, its error nearly so between them."""

SLOPE_SPREAD = 1.0
"""How far from none a slope may lie unasked, in log odds a standard deviation of the score."""

OUTCOMES_A_BIN, MOST_BINS, FEWEST_BINS = 10, 50, 5
PAIRS_A_REGION, OUTCOMES_A_REGION, MOST_REGIONS = 50, 5, 20


@dataclass(frozen=True)
class Rows:
    """What happened, by rising score; the weights add up to the pairs they are worth."""

    scores: Floats
    happened: NDArray[np.bool_]
    weights: Floats

    @classmethod
    def take(cls, scores: ArrayLike, happened: ArrayLike, weights: ArrayLike | None) -> Self:
        """Check the rows and order them; rows of weight 0 are left out."""
        score, lasted = np.asarray(scores, float), np.asarray(happened).astype(bool)
        weight = np.ones(len(score)) if weights is None else np.asarray(weights, float)
        if score.ndim != 1 or not score.shape == lasted.shape == weight.shape:
            raise ValueError("scores, what happened and weights must be as long as each other")
        if not np.isfinite(score).all():
            raise ValueError("a score is not a finite number")
        if not (np.isfinite(weight) & (weight >= 0)).all():
            raise ValueError("a weight is not a finite number of at least 0")
        kept = np.flatnonzero(weight)
        # what happened orders ties, so that the order of the file decides nothing
        kept = kept[np.lexsort((weight[kept], lasted[kept], score[kept]))]
        weight = weight[kept] / (weight.max() if len(kept) else 1.0)
        scale = weight.sum() / (weight**2).sum() if len(kept) else 1.0
        return cls(score[kept], lasted[kept], weight * scale)

    @property
    def rarer(self) -> int:
        """How often the rarer of the two happened."""
        lasted = int(self.happened.sum())
        return min(lasted, len(self.happened) - lasted)

    @property
    def rate(self) -> float:
        """The base rate, half a pair of each kind added."""
        return float((self.weights[self.happened].sum() + 0.5) / (self.weights.sum() + 1))

    def select(self, kept: NDArray[np.bool_]) -> "Rows":
        """Select rows."""
        return Rows(self.scores[kept], self.happened[kept], self.weights[kept])


@dataclass(frozen=True)
class Curve:
    """Knots of log odds with their standard errors."""

    scores: Floats
    odds: Floats
    errors: Floats

    def predict(self, scores: Floats) -> Floats:
        """Foretell log odds."""
        found: Floats = np.interp(scores, self.scores, self.odds)
        return found


Fit = Callable[[Rows], Curve]


def choose_curve(rows: Rows) -> tuple[str, Curve]:
    """Choose the simplest curve that no other foretells clearly better than.

    The sigmoid must lose less than the base rate; the staircase, which has a parameter a step, must
    lose less than the sigmoid by more than the standard error of the difference.
    """
    if rows.rarer < 2 or rows.scores[0] == rows.scores[-1]:
        return "rate", fit_rate(rows)
    losses = {"rate": _cross_validate(rows, fit_rate), "platt": _cross_validate(rows, fit_platt)}
    if np.average(losses["platt"] - losses["rate"], weights=rows.weights) >= 0:
        return "rate", add_misfit(rows, fit_rate(rows))
    if rows.rarer >= OUTCOMES_A_BIN * FEWEST_BINS:
        gained = losses["platt"] - _cross_validate(rows, fit_isotonic)
        mean = float(np.average(gained, weights=rows.weights))
        spread = float(np.average((gained - mean) ** 2, weights=rows.weights))
        if mean > np.sqrt(spread / rows.weights.sum()):
            return "isotonic", fit_isotonic(rows)
    return "platt", add_misfit(rows, fit_platt(rows))


def _cross_validate(rows: Rows, fit: Fit) -> Floats:
    """Compute each row's log loss by the curve of the folds that it is not in."""
    # by lot within each outcome: folds evened out by score would flatter a curve with many steps
    folds = np.zeros(len(rows.scores), np.int64)
    rng = np.random.default_rng(0)
    for outcome in (False, True):
        members = rng.permutation(np.flatnonzero(rows.happened == outcome))
        folds[members] = np.arange(len(members)) % FOLDS
    odds = np.zeros(len(rows.scores))
    for fold in range(FOLDS):
        inside = folds == fold
        odds[inside] = fit(rows.select(~inside)).predict(rows.scores[inside])
    losses: Floats = np.logaddexp(0, np.where(rows.happened, -odds, odds))
    return losses


def fit_rate(rows: Rows) -> Curve:
    """Fit the base rate."""
    middle = float(np.average(rows.scores, weights=rows.weights)) if len(rows.scores) else 0.0
    rate = rows.rate
    error = 1 / np.sqrt((rows.weights.sum() + 1) * rate * (1 - rate))
    return Curve(np.array([middle]), np.log([rate / (1 - rate)]), np.array([error]))


def fit_platt(rows: Rows) -> Curve:
    """Fit a rising sigmoid by Newton's steps on the penalised likelihood; its errors are Laplace's.

    The prior is half a pair of each kind at the mean score, and a slope near none.
    """
    mean = float(np.average(rows.scores, weights=rows.weights))
    spread = float(np.sqrt(np.average((rows.scores - mean) ** 2, weights=rows.weights)))
    if spread <= 1e-12 * max(1.0, abs(mean)):
        return fit_rate(rows)
    design = np.column_stack([np.ones(len(rows.scores) + 2), np.zeros(len(rows.scores) + 2)])
    design[:-2, 1] = (rows.scores - mean) / spread
    weights = np.append(rows.weights, [0.5, 0.5])
    happened = np.append(rows.happened.astype(float), [0.0, 1.0])
    found, covariance = _climb(design, happened, weights, np.log(rows.rate / (1 - rows.rate)))
    if found[1] <= 0:
        return fit_rate(rows)
    knots = np.linspace(rows.scores[0], rows.scores[-1], KNOTS)
    placed = np.column_stack([np.ones(KNOTS), (knots - mean) / spread])
    errors = np.sqrt(np.einsum("ij,jk,ik->i", placed, covariance, placed))
    return Curve(knots, (placed @ found).clip(-FARTHEST_ODDS, FARTHEST_ODDS), errors)


def _climb(
    design: Floats, happened: Floats, weights: Floats, start: float
) -> tuple[Floats, Floats]:
    penalty = np.diag([0.0, SLOPE_SPREAD**-2])
    found = np.array([start, 0.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(design @ found).clip(-30, 30)))
        gradient = design.T @ (weights * (happened - chance)) - penalty @ found
        curvature = (design * (weights * chance * (1 - chance))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        # never more than two at once: Newton's step overshoots far from the top
        found = found + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-9:
            break
    return found, np.linalg.inv(curvature)


def fit_isotonic(rows: Rows) -> Curve:
    """Fit rising steps over bins with equally many pairs, each with two pairs of the base rate."""
    bins = _find_bins(rows)
    pairs = np.bincount(bins, rows.weights)
    lasted = np.bincount(bins, rows.weights * rows.happened)
    middles = np.bincount(bins, rows.weights * rows.scores) / pairs
    smooth = (lasted + 2 * rows.rate) / (pairs + 2)
    rates = np.asarray(isotonic_regression(smooth, sample_weight=pairs))
    steps = np.unique(rates, return_inverse=True)[1]
    evidence = np.bincount(steps, pairs)[steps] + 2
    rates = rates.clip(1e-6, 1 - 1e-6)
    errors = 1 / np.sqrt(evidence * rates * (1 - rates))
    return Curve(middles, np.log(rates / (1 - rates)), errors)


def add_misfit(rows: Rows, curve: Curve) -> Curve:
    """Add to a curve's errors how far what happened strays from it, beyond what chance explains.

    The variance between bins of the log odds, by the moments of Pearson's statistic.
    """
    if rows.rarer < 2 * OUTCOMES_A_BIN:
        return curve
    told = compute_chance(curve.predict(rows.scores))
    bins = _find_bins(rows)
    variance = np.bincount(bins, rows.weights * told * (1 - told))
    missed = np.bincount(bins, rows.weights * (rows.happened - told))
    beyond = float((missed**2 / variance).sum() - len(variance))
    between = max(0.0, beyond / float(variance.sum()))
    return Curve(curve.scores, curve.odds, np.hypot(curve.errors, np.sqrt(between)))


def _find_bins(rows: Rows) -> NDArray[np.int64]:
    """Find each row's bin, of bins with equally many pairs."""
    count = int(np.clip(rows.rarer // OUTCOMES_A_BIN, 2, MOST_BINS))
    cuts = np.unique(np.quantile(rows.scores, np.linspace(0, 1, count + 1)[1:-1]))
    bins = np.searchsorted(cuts, rows.scores, side="right")
    return np.unique(bins, return_inverse=True)[1].astype(np.int64)


def compute_chance(odds: Floats) -> Floats:
    """Compute the chance that log odds mean."""
    chance: Floats = 1 / (1 + np.exp(-odds.clip(-FARTHEST_ODDS, FARTHEST_ODDS)))
    return chance


def cut_regions(rows: Rows, curve: Curve) -> NDArray[np.int64]:
    """Cut the scores into stretches that say equally much; give where each but the first starts.

    Equal shares of the variance of what happened, so that stretches are shorter where chances are
    high and pairs few; equal scores are never parted.
    """
    count = len(rows.scores)
    wanted = min(count // PAIRS_A_REGION, rows.rarer // OUTCOMES_A_REGION, MOST_REGIONS)
    if wanted < 2:
        return np.array([], np.int64)
    chance = compute_chance(curve.predict(rows.scores))
    said = np.cumsum(chance * (1 - chance))
    places = np.searchsorted(said, np.arange(1, wanted) / wanted * said[-1])
    starts = np.unique(np.searchsorted(rows.scores, rows.scores[places], side="left"))
    return starts[starts > 0]
