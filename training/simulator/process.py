"""The hidden process: what truly makes a placement last in the synthetic municipality.

It is written down here so that a claim about learning can be checked against it, and it differs
from version 0's shapes on purpose:

* **Skills** count as the share of required skills met, but with a knee: below half of them nothing
  helps, above four fifths little more is gained. Version 0 is nearly linear.
* **Distance** hurts little below 25 minutes and much above 45, whatever limit the person states.
  Version 0 looks mostly at the stated limit.
* **Danish** matters twice as much as version 0 believes; **wishes** matter more, **surplus** not.
* **Experience** in the occupation saturates after two years.
* **Support**: each person has a steady trait nobody records (a hash of the reference), worth about
  as much as ten minutes of travel.
* **Chance**: logistic noise on every single decision.

Exposure is biased as in real use: only the twenty that version 0 ranked highest are shown, and a
consultant examines rank ``r`` with probability ``r ** -0.55``; nothing happens to the unexamined.
"""

from hashlib import sha256

import numpy as np
import pandas as pd
from numpy.typing import NDArray

EXAMINATION_POWER = 0.55

KNEES: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "skills__required_coverage": ((0.0, 0.5, 0.8, 1.0), (-2.2, -1.6, 1.1, 1.3)),
    "skills__nice_coverage": ((0.0, 1.0), (0.0, 0.5)),
    "occupation__nearness": ((0.0, 0.5, 1.0), (-0.5, 0.0, 0.6)),
    "experience__months": ((0.0, 6.0, 24.0, 120.0), (-0.9, 0.0, 0.9, 1.0)),
    "commute__minutes": ((0.0, 25.0, 45.0, 90.0), (0.6, 0.5, -1.2, -3.0)),
    "languages__shortfall": ((0.0, 1.0, 3.0), (0.3, -0.8, -2.2)),
    "licences__missing": ((0.0, 1.0, 2.0), (0.0, -1.0, -1.6)),
    "hours__gap": ((0.0, 5.0, 15.0), (0.1, -0.3, -1.0)),
    "wishes__match": ((0.0, 1.0), (-0.6, 1.0)),
    "work_time__overlap": ((0.0, 1.0), (-0.8, 0.1)),
}
"""Feature to the knees of its true, piecewise linear effect on the log odds of a placement."""

BASE = -1.6
SUPPORT = 0.45
BARS = (0.2, -1.6, -0.4, 0.4, -0.7, -0.9, -1.1)
"""What worth and chance must pass: shortlist, contact, interview, offer, job, weeks 13 and 26."""


def compute_worth(features: pd.DataFrame, candidates: pd.Series) -> NDArray[np.float64]:
    """Compute the true log odds of a lasting placement, without chance.

    Parameters
    ----------
    features : DataFrame of shape (n_pairs, n_features)
        Pair features in their own units.
    candidates : Series of shape (n_pairs,)
        The candidates' references.

    Returns
    -------
    ndarray of shape (n_pairs,)
        Log odds; its order is the best any ranker could reach.
    """
    worth = np.full(len(features), BASE)
    for name, (points, effects) in KNEES.items():
        column = features[name].to_numpy(float)
        worth += np.interp(np.nan_to_num(column, nan=points[0]), points, effects)
    return worth + SUPPORT * compute_support(candidates)


def compute_support(candidates: pd.Series) -> NDArray[np.float64]:
    """Compute each person's unrecorded trait, in [-1, 1], from the reference alone."""
    digests = (sha256(reference.encode()).digest() for reference in candidates)
    return np.array([int.from_bytes(one[:4]) / 2**31 - 1 for one in digests])


def compute_examination(ranks: NDArray[np.int64]) -> NDArray[np.float64]:
    """Compute the chance that a consultant looks at a rank at all; rank 1 is always seen."""
    return ranks.astype(float) ** -EXAMINATION_POWER


def draw_outcomes(
    worth: NDArray[np.float64], ranks: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw how far each shown pair came.

    Returns
    -------
    ndarray of int, shape (n_pairs,)
        0 nothing, 1 shortlisted, 2 contacted, 3 interview, 4 offered, 5 placed, 6 still there after
        13 weeks, 7 after 26 weeks; a placement that stops at 5 ended early.
    """
    n = len(worth)
    examined = rng.random(n) < compute_examination(ranks)
    came = np.zeros(n, dtype=np.int64)
    alive = examined
    for step, bar in enumerate(BARS, start=1):
        alive = alive & (worth + rng.logistic(0, 0.7, n) > bar)
        came[alive] = step
    return came
