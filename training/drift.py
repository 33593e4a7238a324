"""Whether what is learned from still looks like what it is used on: population stability.

The population stability index of two periods is the sum over bins of ``(q - p) * ln(q / p)``,
where ``p`` and ``q`` are the bins' shares of the two periods. Customary bounds: below 0.1
nothing has moved, above 0.25 much has (Siddiqi 2006, *Credit Risk Scorecards*; Yurdakul 2018,
https://scholarworks.wmich.edu/dissertations/3208, on what chance alone gives).

A feature's bins are the tenths of the earlier period, equal edges joined, and one bin for unknown
values; an outcome's bins are yes and no. Half a row is added to each bin, so that an empty one is
no infinity. Rows of one opening are alike, so chance alone moves the index more than rows would
say: each index comes with the 95th percentile of what it is when whole openings are dealt to the
two periods at random, and counts as moved only above both that and the bound.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

BOUND = 0.25
BINS = 10
ROUNDS = 200


@dataclass(frozen=True)
class Drift:
    """How far one column has moved.

    ``by_chance`` is the 95th percentile where openings are dealt at random; ``edges`` are inner
    bounds of the bins, which ``earlier`` and ``later`` give the shares of, the unknown last.
    """

    name: str
    psi: float
    by_chance: float
    edges: tuple[float, ...]
    earlier: tuple[float, ...]
    later: tuple[float, ...]

    @property
    def holds(self) -> bool:
        """Tell whether it has stayed within the bound, or within what chance gives."""
        return self.psi <= max(BOUND, self.by_chance)


def compute_psi(earlier: NDArray[np.float64], later: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute the population stability index of counts a bin, over the last axis.

    Examples
    --------
    >>> compute_psi(np.array([50.0, 50.0]), np.array([50.0, 50.0])).item()
    0.0
    >>> compute_psi(np.array([90.0, 10.0]), np.array([60.0, 40.0])).round(2).item()
    0.52
    """
    p, q = ((one + 0.5) / (one + 0.5).sum(axis=-1, keepdims=True) for one in (earlier, later))
    index: NDArray[np.float64] = ((q - p) * np.log(q / p)).sum(axis=-1)
    return index


def measure_drift(
    columns: pd.DataFrame,
    *,
    is_later: NDArray[np.bool_],
    openings: NDArray[np.object_],
    edges: Mapping[str, tuple[float, ...]] | None = None,
    seed: int = 0,
) -> tuple[Drift, ...]:
    """Measure how far each column moved from the earlier to the later rows.

    Parameters
    ----------
    columns : DataFrame of shape (n_rows, n_columns)
        Numbers; NaN is unknown.
    is_later : ndarray of shape (n_rows,)
        Which rows are of the later period.
    openings : ndarray of shape (n_rows,)
        What is dealt as a whole.
    edges : mapping, optional
        Inner bounds of the bins of columns that are not to be cut into tenths.
    seed : int
        Of the dealing.
    """
    codes, names = pd.factorize(openings)
    rng = np.random.default_rng(seed)
    later = np.zeros(len(names), bool)
    later[codes[is_later]] = True
    dealt = np.stack([rng.permutation(later) for _ in range(ROUNDS)]).astype(float)
    return tuple(
        _measure(str(name), columns[name].to_numpy(float), is_later, codes, dealt, edges or {})
        for name in columns
    )


def _measure(
    name: str,
    column: NDArray[np.float64],
    is_later: NDArray[np.bool_],
    codes: NDArray[np.int64],
    dealt: NDArray[np.float64],
    edges: Mapping[str, tuple[float, ...]],
) -> Drift:
    cuts = np.array(edges[name]) if name in edges else _cut_tenths(column[~is_later])
    bins = np.where(np.isnan(column), len(cuts) + 1, np.searchsorted(cuts, column, side="right"))
    counts = np.zeros((dealt.shape[1], len(cuts) + 2))
    np.add.at(counts, (codes, bins), 1.0)
    early, late = (
        np.bincount(bins[part], minlength=len(cuts) + 2).astype(float)
        for part in (~is_later, is_later)
    )
    used = (early + late) > 0
    by_chance = compute_psi(((1 - dealt) @ counts)[:, used], (dealt @ counts)[:, used])
    return Drift(
        name,
        float(compute_psi(early[used], late[used])),
        float(np.quantile(by_chance, 0.95)),
        tuple(float(one) for one in cuts),
        tuple((early / max(early.sum(), 1)).round(4).tolist()),
        tuple((late / max(late.sum(), 1)).round(4).tolist()),
    )


def _cut_tenths(column: NDArray[np.float64]) -> NDArray[np.float64]:
    known = column[~np.isnan(column)]
    if not len(known):
        return np.empty(0)
    # a value that is both an edge and the lowest would make an empty first bin
    tenths = np.unique(np.quantile(known, np.linspace(0, 1, BINS + 1)[1:-1]))
    return np.asarray(tenths[tenths > known.min()], float)
