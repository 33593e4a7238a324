"""How likely a rank is looked at, estimated from the log itself.

An outcome can only happen to what was looked at, and the top of a list is looked at more. The
estimate follows the regression form of the position-based model (Joachims, Swaminathan and Schnabel
2017, https://doi.org/10.1145/3018661.3018699; Wang et al. 2018,
https://doi.org/10.1145/3159652.3159732): shortlisting is examination times attraction,
attraction is what the score says, so what rank adds at equal score is examination.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import PoissonRegressor
from sklearn.preprocessing import OneHotEncoder, SplineTransformer

FLOOR = 0.02
"""No rank is taken to be seen less than this, so that no weight exceeds fifty."""

DEEPEST = 50


def estimate_examination(frame: pd.DataFrame) -> NDArray[np.float64]:
    """Estimate the chance that each rank is examined, relative to rank 1.

    A Poisson regression's log link makes the model multiplicative: log P(shortlisted) = f(score) +
    g(rank), so ``exp(g(rank) - g(1))`` is the examination ratio; it is made to fall with rank.

    Parameters
    ----------
    frame : DataFrame
        Shown pairs with ``rank``, ``score`` and ``shortlisted``.

    Returns
    -------
    ndarray of shape (deepest_rank,)
        Falling from 1, at least `FLOOR`; all ones where too little has happened to tell.
    """
    frame = frame[frame["source"] == "list"] if "source" in frame else frame
    ranks = frame["rank"].clip(upper=DEEPEST).to_numpy()
    deepest = int(ranks.max()) if len(ranks) else 1
    if frame["shortlisted"].sum() < 10 * deepest:
        return np.ones(deepest)
    attraction = SplineTransformer(n_knots=5, degree=2, include_bias=False, knots="quantile")
    position = OneHotEncoder(categories=[np.arange(1, deepest + 1)], sparse_output=False)
    design = np.hstack(
        [
            attraction.fit_transform(frame[["score"]].to_numpy()),
            position.fit_transform(ranks.reshape(-1, 1)),
        ]
    )
    fitted = PoissonRegressor(alpha=1e-4, max_iter=500).fit(design, frame["shortlisted"])
    effects = np.exp(fitted.coef_[-deepest:])
    counts = np.bincount(ranks, minlength=deepest + 1)[1:]
    falling = IsotonicRegression(increasing=False).fit_transform(
        np.arange(deepest), effects, sample_weight=counts + 1e-9
    )
    examined: NDArray[np.float64] = np.clip(falling / falling[0], FLOOR, 1.0)
    return examined


def weigh_rows(frame: pd.DataFrame, examination: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give each row the inverse of its rank's examination, as a ranker's sample weight."""
    ranks = frame["rank"].clip(upper=len(examination)).to_numpy()
    weights: NDArray[np.float64] = 1 / examination[ranks - 1]
    return weights


def weigh_gain(frame: pd.DataFrame, examination: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weigh each gain by the inverse of its rank's examination."""
    ranks = frame["rank"].clip(upper=len(examination)).to_numpy()
    weighed: NDArray[np.float64] = frame["gain"].to_numpy(float) / examination[ranks - 1]
    return weighed
