"""How good an order is: nDCG by list, intervals by cluster bootstrap, calibration."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ROUNDS = 1_000


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


def bootstrap_mean(by_list: pd.Series, *, seed: int = 0) -> Interval:
    """Compute the mean over lists, with openings drawn anew (lists of one opening are alike).

    Parameters
    ----------
    by_list : Series
        A figure a list, indexed by (opening, list_id): an nDCG, or a difference of two.
    seed : int
        Of the drawing.
    """
    if by_list.empty:
        return Interval(0.0, 0.0, 0.0)
    grouped = by_list.groupby(level=0)
    totals, counts = grouped.sum().to_numpy(), grouped.count().to_numpy()
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(totals), (ROUNDS, len(totals)))
    means = totals[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(float(by_list.mean()), float(low), float(high))


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
