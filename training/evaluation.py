"""How good an order is: nDCG by list, intervals by cluster bootstrap, calibration."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

ROUNDS = 1_000
FEW_ROUNDS = 200
"""Where every round computes the measure anew."""


@dataclass(frozen=True)
class Interval:
    """A mean and its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        """Write it as ``0.512 [0.498, 0.527]``."""
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def compute_ndcg(
    frame: pd.DataFrame, scores: NDArray[np.float64], *, gain: NDArray[np.float64], k: int = 10
) -> pd.Series:
    """Compute nDCG@k of every list in which something happened.

    Parameters
    ----------
    frame : DataFrame
        Shown pairs with ``list_id`` and ``opening``.
    scores : ndarray of shape (n_pairs,)
        Higher is earlier; ties are broken at random with a fixed seed, so that a constant score is
        no better than chance.
    gain : ndarray of shape (n_pairs,)
        Graded outcome, weighed for exposure where wished.
    k : int
        Depth.

    Returns
    -------
    Series
        nDCG indexed by (opening, list_id); discount ``1 / log2(1 + rank)`` (Järvelin and Kekäläinen
        2002, https://doi.org/10.1145/582415.582418), linear gains.
    """
    ties = np.random.default_rng(0).permutation(len(frame))
    work = pd.DataFrame(
        {
            "opening": frame["opening"].to_numpy(),
            "list_id": frame["list_id"].to_numpy(),
            "score": scores,
            "gain": gain,
            "tie": ties,
        }
    )
    keys = ["opening", "list_id"]
    by_score = work.sort_values([*keys, "score", "tie"], ascending=[True, True, False, True])
    by_gain = work.sort_values([*keys, "gain"], ascending=[True, True, False])
    reached, ideal = _discount(by_score, k), _discount(by_gain, k)
    return (reached / ideal)[ideal > 0]


def _discount(ordered: pd.DataFrame, k: int) -> pd.Series:
    rank = ordered.groupby(["opening", "list_id"]).cumcount() + 1
    worth = ordered["gain"] / np.log2(1 + rank) * (rank <= k)
    return worth.groupby([ordered["opening"], ordered["list_id"]]).sum()


def draw_clusters(count: int, *, seed: int = 0) -> NDArray[np.float64]:
    """Draw clusters anew: how often each is drawn, a row a round."""
    rng = np.random.default_rng(seed)
    chances = np.full(count, 1 / count)
    return rng.multinomial(count, chances, size=ROUNDS).astype(float)


def sum_clusters(values: NDArray[np.float64], clusters: NDArray[Any]) -> NDArray[np.float64]:
    """Sum the rows of each cluster, in the order of the clusters' names.

    Examples
    --------
    >>> sum_clusters(np.array([1.0, 2.0, 3.0]), np.array(["b", "a", "b"])).tolist()
    [2.0, 4.0]
    """
    codes, names = pd.factorize(clusters, sort=True)
    return np.bincount(codes, weights=values, minlength=len(names)).astype(float)


def bootstrap_ratio(
    over: NDArray[np.float64],
    under: NDArray[np.float64],
    clusters: NDArray[Any],
    *,
    seed: int = 0,
) -> Interval:
    """Compute the ratio of two sums over rows, with clusters drawn anew.

    Parameters
    ----------
    over, under : ndarray of shape (n_rows,)
        Whose sums are divided; rows of ones below give the mean of what is above.
    clusters : ndarray of shape (n_rows,)
        What is drawn as a whole, such as the opening: rows of one opening are alike.
    seed : int
        Of the drawing.

    Examples
    --------
    >>> str(bootstrap_ratio(np.ones(4), np.full(4, 2.0), np.array(["a", "a", "b", "c"])))
    '0.500 [0.500, 0.500]'
    """
    if not len(over) or not under.sum():
        return Interval(0.0, 0.0, 0.0)
    totals, counts = sum_clusters(over, clusters), sum_clusters(under, clusters)
    drawn = draw_clusters(len(totals), seed=seed)
    below = drawn @ counts
    ratios = (drawn @ totals)[below > 0] / below[below > 0]
    low, high = np.quantile(ratios, [0.025, 0.975])
    return Interval(float(over.sum() / under.sum()), float(low), float(high))


def bootstrap_rows(
    measure: Callable[[NDArray[np.int64]], float], clusters: NDArray[Any], *, seed: int = 0
) -> tuple[float, float]:
    """Give the 95 % interval of a measure that is no ratio of sums, with clusters drawn anew.

    Parameters
    ----------
    measure : callable
        Given row numbers, one of them as often as it was drawn.
    clusters : ndarray of shape (n_rows,)
        What is drawn as a whole.
    seed : int
        Of the drawing.
    """
    codes, names = pd.factorize(clusters, sort=True)
    members = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes))[:-1])
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(names), (FEW_ROUNDS, len(names)))
    found = [measure(np.concatenate([members[i] for i in one])) for one in drawn]
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def bootstrap_mean(by_list: pd.Series, *, seed: int = 0) -> Interval:
    """Compute the mean over lists, with openings drawn anew (lists of one opening are alike).

    Parameters
    ----------
    by_list : Series
        A figure a list, indexed by (opening, list_id): an nDCG, or a difference of two.
    seed : int
        Of the drawing.
    """
    values = by_list.to_numpy(float)
    openings = by_list.index.get_level_values(0).to_numpy()
    return bootstrap_ratio(values, np.ones(len(values)), openings, seed=seed)


def compute_losses(
    chance: NDArray[np.float64], happened: NDArray[np.bool_]
) -> dict[str, NDArray[np.float64]]:
    """Compute each row's loss by Brier (squared error) and by the logarithm, in nats."""
    told = np.clip(chance, 1e-6, 1 - 1e-6)
    return {
        "brier": (chance - happened) ** 2,
        "log_loss": -np.where(happened, np.log(told), np.log1p(-told)),
    }


def compute_calibration(
    chance: NDArray[np.float64], happened: NDArray[np.bool_], *, bins: int = 10
) -> tuple[float, float, list[tuple[float, float, int]]]:
    """Compute how far foretold chances lie from what happened.

    Returns
    -------
    expected_error : float
        Mean absolute gap between foretold and observed share over equally filled bins.
    brier : float
        Mean squared error.
    table : list of (foretold, observed, count)
        One row a bin.
    """
    order = np.argsort(chance, kind="stable")
    table = [
        (float(chance[part].mean()), float(happened[part].mean()), len(part))
        for part in np.array_split(order, bins)
        if len(part)
    ]
    total = sum(count for _, _, count in table)
    gap = sum(abs(told - seen) * count for told, seen, count in table) / max(total, 1)
    return gap, float(np.mean((chance - happened) ** 2)), table


def compute_auc(chance: NDArray[np.float64], happened: NDArray[np.bool_]) -> float:
    """Compute how often who came through was given a greater chance than who did not.

    A half where nobody did, or everybody.

    Examples
    --------
    >>> compute_auc(np.array([0.1, 0.4, 0.4, 0.8]), np.array([False, False, True, True]))
    0.875
    """
    came, rest = int(happened.sum()), int((~happened).sum())
    if not came or not rest:
        return 0.5
    ranks = rankdata(chance)[happened].sum()
    return float((ranks - came * (came + 1) / 2) / (came * rest))
