"""Whether a challenger treats groups as well as the champion; measured on them, never trained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.vocabulary import Candidate

TOP = 10
LOWEST = 0.8
"""The four-fifths rule (29 CFR 1607.4(D)), the bar a group's exposure may not fall under."""

SLACK = 0.05
SMALLEST = 30
"""Groups shown fewer times than this are reported but decide nothing."""


@dataclass(frozen=True)
class GroupExposure:
    """How often a group reaches the top ten, as a ratio of its share of what could be shown."""

    attribute: str
    group: str
    shown: int
    champion: float
    challenger: float

    @property
    def holds(self) -> bool:
        """The group is above the bar, or at least no worse off than under the champion."""
        small = self.shown < SMALLEST
        return small or self.challenger >= LOWEST or self.challenger >= self.champion - SLACK


def measure_exposure(
    frame: pd.DataFrame,
    candidates: Sequence[Candidate],
    *,
    champion: NDArray[np.float64],
    challenger: NDArray[np.float64],
    today: date,
) -> tuple[GroupExposure, ...]:
    """Measure each group's share of the top ten against its share of the lists.

    Parameters
    ----------
    frame : DataFrame
        Shown pairs of the later period.
    candidates : sequence of Candidate, one a row
        The people of the rows.
    champion, challenger : ndarray of shape (n_pairs,)
        The two models' scores.
    today : date
        For age bands; sex and origin are not held, so they cannot be measured.
    """
    top = pd.DataFrame(
        {
            "champion": _mark_top(frame, champion),
            "challenger": _mark_top(frame, challenger),
            "age": [_band_age(one, today) for one in candidates],
            "benefit_group": [str(one.benefit_group or "student") for one in candidates],
        }
    )
    found = []
    for attribute in ("age", "benefit_group"):
        for group, part in top.groupby(attribute):
            found.append(
                GroupExposure(
                    attribute,
                    str(group),
                    len(part),
                    float(part["champion"].mean() / max(top["champion"].mean(), 1e-9)),
                    float(part["challenger"].mean() / max(top["challenger"].mean(), 1e-9)),
                )
            )
    return tuple(found)


def _mark_top(frame: pd.DataFrame, scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    ranks = pd.Series(-scores).groupby(frame["list_id"].to_numpy()).rank(method="first")
    marked: NDArray[np.bool_] = ranks.to_numpy() <= TOP
    return marked


def _band_age(candidate: Candidate, today: date) -> str:
    age = today.year - candidate.birth_year
    for limit, name in ((25, "-24"), (40, "25-39"), (55, "40-54")):
        if age < limit:
            return name
    return "55-"
