"""How likely a rank is looked at, estimated from the log itself, and what to do about it.

An outcome can only happen to what was looked at, and the top of a list is looked at more. In the
position-based model a pair is shortlisted with the chance that its rank is examined times the
chance that it attracts. Two estimates of examination are joined:

* **by score**: attraction is what the score says, so what rank adds at equal score is examination
  (Wang et al. 2018, https://doi.org/10.1145/3159652.3159732). It uses every row, but where the
  score knows less than the list's makers did, it takes their knowledge for examination.
* **by swaps**: where neighbours were swapped by lot, the same place of the model's order is seen at
  two ranks, and the ratio of what came of it is examination alone (Joachims et al. 2017,
  https://doi.org/10.1145/3018661.3018699; Agarwal et al. 2019,
  https://doi.org/10.1145/3289600.3291017). It trusts no score, but only swaps teach it.

From one rank to the next, the two are averaged by how sure they are: few swaps leave the first as
it is, many replace it. A consultant's own search is examined for certain.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import PoissonRegressor
from sklearn.preprocessing import OneHotEncoder, SplineTransformer

Floats = NDArray[np.float64]

FLOOR = 0.02
"""No rank is taken to be seen less than this, so that no weight exceeds fifty."""

DEEPEST = 50
"""Ranks below it are taken together; few lists are longer, and fewer are read so far."""

SHARE_BY_WEIGHT = 0.5
"""How much of the correction is weight, the rest being start; see `correct_exposure`."""

OFF_BY = 1.0
"""How far the estimate by score may be off, as a power of rank (one standard deviation)."""

FEWEST = 5
"""Outcomes that each side of a swap must have seen for their ratio to say anything."""

MOST_ATTRACTED = 0.9
"""Nothing is taken to attract more surely than this, or its odds would know no bounds."""


def estimate_examination(frame: pd.DataFrame, *, floor: float = FLOOR) -> Floats:
    """Estimate the chance that each rank is examined, relative to rank 1.

    Parameters
    ----------
    frame : DataFrame
        Shown pairs with ``rank``, ``score`` and ``shortlisted``; with ``model_rank`` and
        ``propensity`` swaps are learned from; with ``source`` searches are left out.
    floor : float
        No rank is taken to be examined less.

    Returns
    -------
    ndarray of shape (deepest_rank,)
        Falling from 1, at least ``floor``; all ones where too little has happened to tell.
    """
    listed = frame[~_find_searches(frame)]
    listed = listed.assign(rank=listed["rank"].clip(upper=DEEPEST))
    deepest = int(listed["rank"].max()) if len(listed) else 1
    if listed["shortlisted"].sum() < 10 * deepest:
        return np.ones(deepest)
    steps = _step_by_score(listed, deepest)
    if {"model_rank", "propensity"} <= set(listed):
        by_swaps, variance = step_by_swaps(listed, deepest)
        trusted = 1 / (OFF_BY * np.log1p(1 / np.arange(1, deepest))) ** 2
        steps = (trusted * steps + by_swaps / variance) / (trusted + 1 / variance)
    counts = np.bincount(listed["rank"], minlength=deepest + 1)[1:]
    falling = IsotonicRegression(increasing=False).fit_transform(
        np.arange(deepest), np.exp(np.cumsum([0.0, *steps])), sample_weight=counts + 1e-9
    )
    examined: Floats = np.clip(falling / falling[0], floor, 1.0)
    return examined


def _step_by_score(listed: pd.DataFrame, deepest: int) -> Floats:
    """Estimate the log ratio of examination from each rank to the next, at equal score.

    A Poisson regression's log link makes the model multiplicative: log P(shortlisted) = f(score) +
    g(rank), so g's differences are the log ratios.
    """
    ranks, scores = listed[["rank"]].to_numpy(), listed[["score"]].to_numpy()
    position = OneHotEncoder(categories=[np.arange(1, deepest + 1)], sparse_output=False)
    design = position.fit_transform(ranks)
    if len(np.unique(np.quantile(scores, np.linspace(0, 1, 5)))) == 5:
        attraction = SplineTransformer(n_knots=5, degree=2, include_bias=False, knots="quantile")
        design = np.hstack([attraction.fit_transform(scores), design])
    fitted = PoissonRegressor(alpha=1e-4, max_iter=500).fit(design, listed["shortlisted"])
    steps: Floats = np.diff(fitted.coef_[-deepest:])
    return steps


def step_by_swaps(listed: pd.DataFrame, deepest: int) -> tuple[Floats, Floats]:
    """Estimate the log ratio of examination from each rank to the next where places were drawn.

    Rows of one place in the model's order that were shown at both ranks are one stratum; strata
    are pooled by Mantel and Haenszel's ratio, rows weighed by the inverse of their design's chance.

    Parameters
    ----------
    listed : DataFrame
        Shown pairs with ``rank``, ``model_rank``, ``propensity`` and ``shortlisted``; rows of
        propensity 1 were not drawn and are left out.
    deepest : int
        The last rank.

    Returns
    -------
    steps, variance : ndarray of shape (deepest - 1,)
        The variance is infinite where too little was swapped.
    """
    drawn = listed[listed["propensity"] < 1]
    weight = 1 / drawn["propensity"]
    sums = pd.DataFrame(
        {
            "place": drawn["model_rank"],
            "rank": drawn["rank"],
            "rows": weight,
            "hits": weight * drawn["shortlisted"],
            "squared": weight**2 * drawn["shortlisted"],
        }
    ).groupby(["rank", "place"])
    by_rank = dict(iter(sums.sum().reset_index("rank").groupby("rank")))
    steps, variance = np.zeros(deepest - 1), np.full(deepest - 1, np.inf)
    for rank in range(1, deepest):
        if rank in by_rank and rank + 1 in by_rank:
            steps[rank - 1], variance[rank - 1] = _pool_strata(by_rank[rank], by_rank[rank + 1])
    return steps, variance


def _pool_strata(upper: pd.DataFrame, lower: pd.DataFrame) -> tuple[float, float]:
    """Pool the strata seen at both ranks: the log ratio of their hits, and its variance."""
    both = upper.merge(lower, on="place", suffixes=("_up", "_down"))
    hits = both[["hits_up", "hits_down"]].sum().to_numpy()
    if (hits <= 0).any():
        return 0.0, np.inf
    spread = both[["squared_up", "squared_down"]].sum().to_numpy() / hits**2
    # one over the spread is the number of unweighted hits it stands for
    if (spread > 1 / FEWEST).any():
        return 0.0, np.inf
    whole = both["rows_up"] + both["rows_down"]
    down = (both["hits_down"] * both["rows_up"] / whole).sum()
    up = (both["hits_up"] * both["rows_down"] / whole).sum()
    return float(np.log(down / up)), float(spread.sum())


def correct_exposure(frame: pd.DataFrame, examination: Floats) -> tuple[Floats, Floats]:
    """Give what corrects a ranker for exposure: its sample weights and its base scores.

    Weighing a gain by one over its rank's examination is unbiased, and so noisy where examination
    is rare that the few gains far down decide. Telling the ranker where each row stood, as a score
    it starts from (the log odds that the rank takes away), is steady, and right as far as rank and
    worth act on the odds apart from each other. Half of each is better than either: weights are the
    root of the inverse, so that none exceeds ``FLOOR ** -0.5``, about seven.

    Parameters
    ----------
    frame : DataFrame
        Shown pairs with ``rank`` and ``shortlisted``; with ``source``, searches have weight 1.
    examination : ndarray
        As `estimate_examination` returns it.

    Returns
    -------
    weight, start : ndarray of shape (n_pairs,)
        For `AdditiveRanker.fit`'s ``sample_weight`` and ``base_score``.
    """
    seen = _read_seen(frame, examination)
    attracted = float(np.clip(frame["shortlisted"].sum() / seen.sum(), 0.0, MOST_ATTRACTED))
    # log odds of examined and attracted, less those of attracted
    lost = np.log(seen) + np.log1p(-attracted) - np.log1p(-seen * attracted)
    return seen**-SHARE_BY_WEIGHT, (1 - SHARE_BY_WEIGHT) * lost


def weigh_gain(frame: pd.DataFrame, examination: Floats) -> Floats:
    """Weigh each gain by the inverse of its rank's examination, which judges without bias."""
    weighed: Floats = frame["gain"].to_numpy(float) / _read_seen(frame, examination)
    return weighed


def weigh_recent(frame: pd.DataFrame, half_life: float) -> Floats:
    """Weigh rows by age: half for each half-life before the newest.

    Parameters
    ----------
    frame : DataFrame
        Shown pairs with ``shown_at``.
    half_life : float
        Days; infinity weighs all alike.
    """
    age = (frame["shown_at"].max() - frame["shown_at"]).dt.total_seconds().to_numpy() / 86_400
    weights: Floats = 0.5 ** (age / half_life)
    return weights


def _read_seen(frame: pd.DataFrame, examination: Floats) -> Floats:
    """Give each row's chance to have been examined."""
    ranks = frame["rank"].clip(upper=len(examination)).to_numpy()
    seen: Floats = np.where(_find_searches(frame), 1.0, examination[ranks - 1])
    return seen


def _find_searches(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Find the rows that a consultant found outside the list."""
    if "source" not in frame:
        return pd.Series(False, index=frame.index)
    return frame["source"] == "search"
