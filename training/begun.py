"""What a model in stages learns from: what was begun, how far it came, and its features."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_schemas.frames import build_begun_schema
from matcher.errors import N_, InvalidInput
from matcher.models.calibration import Calibration
from matcher.models.classifier import AdditiveClassifier
from matcher.models.stages import Stage, StagedModel
from training.frames import check_frame

FEWEST_TO_FIT = 20
"""Rows that came to a stage, from which it is learned at all; version 0's is kept below it."""

FEWEST_EACH = 3
"""How many of them must have come through, and how many not."""

LATER = 0.3


@dataclass(frozen=True)
class Begun:
    """Rows that were begun, one a path or a place: how far they came, features, groups.

    ``frame`` is as `data_schemas.frames.build_begun_schema` says; the groups are what equal
    treatment is measured on, and are seen by nothing that learns.
    """

    frame: pd.DataFrame
    features: pd.DataFrame
    groups: pd.DataFrame

    @classmethod
    def check(
        cls, frame: pd.DataFrame, features: pd.DataFrame, groups: pd.DataFrame, stages: list[str]
    ) -> "Begun":
        """Hold the frame against its schema.

        Raises
        ------
        InvalidInput
            Naming the first rule that is broken.
        """
        return cls(check_frame(frame, build_begun_schema(stages)), features, groups)

    def select(self, rows: NDArray[np.bool_]) -> "Begun":
        """Select rows."""
        return Begun(
            *(one[rows].reset_index(drop=True) for one in (self.frame, self.features, self.groups))
        )


def split_begun(begun: Begun) -> tuple[Begun, Begun]:
    """Split by the day of beginning into an earlier part, to learn from, and a later, to judge on.

    Raises
    ------
    InvalidInput
        If there is too little to learn anything.
    """
    days = begun.frame["begun_at"].dt.floor("D")
    first = begun.frame.iloc[:, 3]
    if len(days) < FEWEST_TO_FIT or first.nunique() < 2:
        raise InvalidInput(
            "outcomes",
            N_("too little has been begun and ended to learn from"),
            N_("Train again when at least twenty have ended, some completed and some not"),
        )
    cut = days.sort_values(ignore_index=True).iloc[int(len(days) * (1 - LATER))]
    is_later = (days >= cut).to_numpy()
    return begun.select(~is_later), begun.select(is_later)


def fit_stages(
    begun: Begun, version_0: StagedModel, directions: Mapping[str, int], *, seed: int = 0
) -> dict[str, Stage]:
    """Fit each stage on those who came to it, from version 0's shapes.

    A stage that too few came to, or that all or none came through, stays as version 0 has it.

    Parameters
    ----------
    begun : Begun
        The earlier part.
    version_0 : StagedModel
        Where each stage starts from.
    directions : mapping of str to int
        Of the features.
    seed : int
        Of the folds and the ensemble.
    """
    return {
        name: _fit_stage(begun, name, stage, directions, seed)
        for name, stage in version_0.stages.items()
    }


def _fit_stage(
    begun: Begun, name: str, start: Stage, directions: Mapping[str, int], seed: int
) -> Stage:
    rows = begun.frame[name].notna().to_numpy()
    came = begun.frame[name][rows].eq(1.0).to_numpy()
    features = begun.features[rows]
    if len(came) < FEWEST_TO_FIT or min(came.sum(), (~came).sum()) < FEWEST_EACH:
        odds = start.model.score(features)
        return Stage(start.model, start.bags, Calibration.trust(odds, came))
    fitted = AdditiveClassifier(start.model, monotonic=directions, random_state=seed).fit(
        features, came, groups=begun.frame["person"][rows].to_numpy()
    )
    return Stage(
        fitted.compile(""),
        fitted.compile_bags(""),
        Calibration.trust(fitted.left_out_, came),
    )
