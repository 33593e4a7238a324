"""Paths and places by the thousand, drawn as features and outcomes, for whom the truth is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.features import list_names
from training.begun import Begun
from training.simulator.staged_process import BASES, compute_odds, draw_stages

Floats = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], Floats]
BEGIN = datetime(2023, 1, 1, tzinfo=UTC)
DAYS = 3 * 365
PLACES_A_PERSON = 1.3
GROUP = "sex"
"""The attribute that each person has a group of."""


@dataclass(frozen=True)
class Drawn:
    """What was drawn, and the true chance of each stage, the person's own trait included."""

    begun: Begun
    truth: pd.DataFrame


def _count(mean: float, most: float) -> Draw:
    return lambda rng, n: np.minimum(rng.poisson(mean, n), most).astype(float)


def _even(low: float, high: float) -> Draw:
    return lambda rng, n: rng.uniform(low, high, n)


def _long(scale: float, most: float) -> Draw:
    return lambda rng, n: np.minimum(rng.gamma(2.0, scale, n), most)


def _of(*values: float) -> Draw:
    return lambda rng, n: rng.choice(values, n)


DRAWS: Mapping[str, Mapping[str, Draw]] = {
    "path": {
        "path__courses": _of(1, 1, 2, 2, 3, 4, 5),
        "path__weeks": _long(7.0, 60.0),
        "path__waiting_weeks": _long(3.0, 30.0),
        "price__own_thousands": _of(0, 0, 0, 0, 0.5, 1, 3, 6),
        "travel__course_minutes": _even(5, 95),
        "gap__covered": _of(0.4, 0.6, 0.7, 0.8, 0.9, 1, 1, 1),
        "gap__skills": _count(5.0, 20.0),
        "demands__levels_missing": _count(0.7, 6.0),
        "demands__language_margin": _of(-2, -1, 0, 0, 1, 2, 3, 4),
        "rkv__share": _of(0, 0, 0, 0, 0.2, 0.4),
        "target__nearness": _of(0, 0.2, 0.2, 0.4, 0.6, 0.8, 1),
        "target__wished": _of(0, 0.2, 0.4, 0.6, 1, 1),
        "target__months": _long(15.0, 200.0),
        "target__openings": _count(4.0, 40.0),
        "earlier__completed": _count(0.6, 6.0),
        "earlier__dropped": _count(0.25, 4.0),
    },
    "talent": {
        "track__match": _of(0, 1, 1, 1),
        "interests__area": _of(0, 0, 1, 1, 1),
        "wishes__place": _of(1, 1, 1, 2, 2, 3, 4, 6),
        "grades__margin": _even(-7, 6),
        "strengths__coverage": _of(0, 0.33, 0.5, 0.67, 1, 1),
        "strengths__evidence": _count(2.0, 8.0),
        "languages__asked_coverage": _even(0, 1),
        "travel__programme_minutes": _even(2, 80),
        "travel__programme_over_limit": _of(0, 0, 0, 0, 10, 20),
        "school__years_apart": _of(0, 0, 0, 0, 1, 2),
        "programmes__completed": _count(0.5, 4.0),
        "programmes__left": _count(0.2, 3.0),
        "programme__weeks": _even(1, 42),
    },
}
UNKNOWN = {
    "path": {"price__own_thousands": 0.3, "target__wished": 0.3, "demands__language_margin": 0.4},
    "talent": {"grades__margin": 0.3, "wishes__place": 0.3, "languages__asked_coverage": 0.7},
}
"""The share of rows in which a feature is not known."""


def draw_begun(model: str, count: int, *, seed: int = 0, pushed: float = 0.0) -> Drawn:
    """Draw rows and what came of them.

    Parameters
    ----------
    model : str
        ``path`` or ``talent``.
    count : int
        Rows.
    seed : int
        Of everything.
    pushed : float
        The share of one group's rows that end at once, as where its people are treated worse; a
        feature the group has more of gives it away.
    """
    rng = np.random.default_rng([seed, len(model)])
    features = pd.DataFrame({name: DRAWS[model][name](rng, count) for name in list_names(model)})
    for name, share in UNKNOWN[model].items():
        features[name] = features[name].mask(rng.random(count) < share)
    people = [f"P-{i}" for i in rng.integers(0, max(2, int(count / PLACES_A_PERSON)), count)]
    groups = _draw_groups(features, people, rng, model, pushed)
    came = draw_stages(model, features, people, rng)
    truth = pd.DataFrame(
        {
            stage: 1 / (1 + np.exp(-compute_odds(model, stage, features, people)))
            for stage in BASES[model]
        }
    )
    if pushed:
        worse = (groups[GROUP] == "female").to_numpy() & (rng.random(count) < pushed)
        came.loc[worse] = np.nan
        came.loc[worse, came.columns[0]] = 0.0
    days = np.sort(rng.integers(0, DAYS, count))
    frame = pd.DataFrame(
        {
            "person": people,
            "key": [f"K-{i}" for i in range(count)],
            "begun_at": pd.to_datetime(BEGIN) + pd.to_timedelta(days, "D"),
        }
    )
    begun = Begun.check(frame.join(came), features, groups, list(BASES[model]))
    return Drawn(begun, truth)


def _draw_groups(
    features: pd.DataFrame,
    people: list[str],
    rng: np.random.Generator,
    model: str,
    pushed: float,
) -> pd.DataFrame:
    """Draw each person's group, by a feature where one is pushed: what a proxy would be."""
    lot = pd.Series(rng.random(len(people))).groupby(pd.Series(people)).transform("first")
    if pushed:
        proxy = features["gap__skills" if model == "path" else "travel__programme_minutes"]
        lot = 0.4 * lot + 0.6 * proxy.rank(pct=True)
    return pd.DataFrame({GROUP: np.where(lot < 0.5, "male", "female").astype(object)})
