"""The hidden process of paths and of students' places: what truly makes them come through.

Written down so that a claim about learning can be checked against it. It differs from the experts'
shapes on purpose, as reality may: some effects have knees where theirs are straight, some are twice
as strong, some are not there at all, and the level is another. Each person has a steady trait that
nobody records, and every single ending has its own chance.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from training.simulator.process import compute_support

Floats = NDArray[np.float64]
Knees = Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]
SUPPORT = 0.5

BASES: Mapping[str, Mapping[str, float]] = {
    "path": {"completed": 0.9, "reached": -0.9},
    "talent": {"completed": 0.5, "continued": 0.3},
}
KNEES: Mapping[str, Mapping[str, Knees]] = {
    "path": {
        "completed": {
            "path__weeks": ((1.0, 12.0, 20.0, 40.0), (0.3, 0.2, -1.2, -1.6)),
            "path__waiting_weeks": ((0.0, 4.0, 12.0), (0.3, 0.1, -1.0)),
            "travel__course_minutes": ((0.0, 40.0, 60.0, 90.0), (0.3, 0.2, -1.0, -1.8)),
            "demands__levels_missing": ((0.0, 1.0, 2.0, 4.0), (0.3, 0.0, -1.3, -1.8)),
            "demands__language_margin": ((-2.0, 0.0, 1.0), (-1.6, -0.3, 0.4)),
            "target__wished": ((0.0, 1.0), (-0.7, 0.8)),
            "earlier__completed": ((0.0, 1.0, 3.0), (-0.2, 0.5, 0.7)),
            "earlier__dropped": ((0.0, 1.0, 3.0), (0.0, -0.6, -1.0)),
            "price__own_thousands": ((0.0, 1.0, 5.0), (0.0, -0.5, -0.7)),
        },
        "reached": {
            "gap__covered": ((0.0, 0.7, 0.9, 1.0), (-1.4, -0.8, 0.7, 0.9)),
            "target__openings": ((0.0, 3.0, 10.0), (-1.2, 0.5, 0.8)),
            "target__nearness": ((0.0, 0.4, 1.0), (-0.6, 0.3, 0.6)),
            "target__months": ((0.0, 12.0, 60.0), (-0.5, 0.5, 0.6)),
            "demands__language_margin": ((-2.0, 0.0, 2.0), (-1.2, 0.0, 0.8)),
            "target__wished": ((0.0, 1.0), (-0.2, 0.3)),
        },
    },
    "talent": {
        "completed": {
            "track__match": ((0.0, 1.0), (-0.9, 0.3)),
            "interests__area": ((0.0, 1.0), (-0.6, 0.7)),
            "wishes__place": ((1.0, 2.0, 4.0), (0.9, 0.5, -0.2)),
            "grades__margin": ((-6.0, -2.0, 0.0, 4.0), (-1.4, -0.9, 0.2, 0.3)),
            "strengths__coverage": ((0.0, 0.5, 1.0), (-0.7, 0.4, 0.5)),
            "travel__programme_minutes": ((0.0, 30.0, 45.0, 75.0), (0.3, 0.2, -0.9, -1.3)),
            "school__years_apart": ((0.0, 1.0, 2.0), (0.1, -0.5, -1.4)),
            "programmes__left": ((0.0, 1.0, 3.0), (0.1, -0.6, -0.9)),
            "programme__weeks": ((0.0, 20.0, 40.0), (0.3, 0.1, -0.7)),
        },
        "continued": {
            "grades__margin": ((-6.0, 0.0, 4.0), (-1.2, 0.2, 0.6)),
            "strengths__evidence": ((0.0, 2.0, 5.0), (-0.4, 0.4, 0.6)),
            "interests__area": ((0.0, 1.0), (-0.5, 0.5)),
            "languages__asked_coverage": ((0.0, 1.0), (-0.4, 0.6)),
            "programme__weeks": ((0.0, 8.0, 20.0), (-0.6, 0.3, 0.7)),
            "programmes__completed": ((0.0, 1.0, 3.0), (-0.1, 0.3, 0.5)),
        },
    },
}
"""Model, stage and feature to the knees of its true effect; unknown counts as their middle."""


def compute_odds(
    model: str, stage: str, features: pd.DataFrame, people: Sequence[str] | None = None
) -> Floats:
    """Compute the true log odds of coming through a stage.

    Parameters
    ----------
    model, stage : str
        Of `KNEES`.
    features : DataFrame of shape (n_rows, n_features)
        In their own units.
    people : sequence of str, optional
        Whose rows they are, for the trait that nobody records.
    """
    odds = np.full(len(features), BASES[model][stage])
    for name, (points, effects) in KNEES[model][stage].items():
        column = features[name].to_numpy(float)
        unknown = float(np.mean(effects))
        found = np.interp(np.nan_to_num(column, nan=points[0]), points, effects)
        odds += np.where(np.isnan(column), unknown, found)
    if people is not None:
        odds += SUPPORT * compute_support(pd.Series(list(people)))
    return odds


def draw_stages(
    model: str, features: pd.DataFrame, people: Sequence[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Draw how far each row came: a column a stage, NaN where it was not come to."""
    came: dict[str, Floats] = {}
    alive = np.ones(len(features), bool)
    for stage in BASES[model]:
        chance = 1 / (1 + np.exp(-compute_odds(model, stage, features, people)))
        through = rng.random(len(features)) < chance
        came[stage] = np.where(alive, through.astype(float), np.nan)
        alive &= through
    return pd.DataFrame(came, index=features.index)
