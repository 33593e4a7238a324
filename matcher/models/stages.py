"""A chance that comes about in stages: each an additive model of those who came through the last.

That a student completes a programme and goes on, that a path is completed and leads to the target:
the chance of both is the product, for the second stage is learned from those alone who came through
the first. Each stage's score is the log odds of its own chance, exactly the sum of what its
features add.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.models.calibrating import compute_chance
from matcher.models.calibration import Calibration
from matcher.models.doubt import LEVEL, QUANTILE, find_sureness
from matcher.models.explanation import explain_plainly
from matcher.models.lookup import LookupTables
from matcher.models.shape_table import AdditiveModel
from matcher.vocabulary import Chance, Contribution

Floats = NDArray[np.float64]
Single = NDArray[np.float32]


@dataclass(frozen=True)
class Stage:
    """One additive model: its tables, those of its ensemble, and what its chances rest on."""

    model: AdditiveModel
    bags: tuple[AdditiveModel, ...] = ()
    calibration: Calibration | None = None


@dataclass(frozen=True)
class Foretold:
    """What is foretold of rows: the chance of coming through every stage, and of each alone."""

    whole: tuple[Chance, ...]
    stages: Mapping[str, tuple[Chance, ...]]


@dataclass(frozen=True)
class StagedModel:
    """A version of a model in stages, ready to foretell and to explain.

    Attributes
    ----------
    version : str
        The version's name.
    names : tuple of str
        The features, in the order that rows have them.
    stages : mapping of str to Stage
        In the order that people come through them.
    """

    version: str
    names: tuple[str, ...]
    stages: Mapping[str, Stage]
    tables: Mapping[str, LookupTables] = field(repr=False, compare=False)
    members: Mapping[str, tuple[LookupTables, ...]] = field(repr=False, compare=False)

    @classmethod
    def compile(cls, version: str, names: Sequence[str], stages: Mapping[str, Stage]) -> Self:
        """Compile the stages' tables for rows whose columns are named.

        Raises
        ------
        ValueError
            If a table reads a feature that is not among the names.
        """
        tables = {name: LookupTables.compile(one.model, names) for name, one in stages.items()}
        members = {
            name: tuple(LookupTables.compile(bag, names) for bag in one.bags)
            for name, one in stages.items()
        }
        return cls(version, tuple(names), dict(stages), tables, members)

    def read(self, features: pd.DataFrame) -> Single:
        """Read a frame's columns as rows of the model."""
        return features[list(self.names)].to_numpy(np.float32)

    def predict_odds(self, rows: Single) -> dict[str, Floats]:
        """Foretell each stage's log odds."""
        return {name: one.score(rows).astype(float) for name, one in self.tables.items()}

    def predict(self, rows: Single) -> Floats:
        """Foretell the chance of coming through every stage.

        Parameters
        ----------
        rows : ndarray of float32, shape (n_rows, n_features)
            As `read` gives them.

        Returns
        -------
        ndarray of shape (n_rows,)
        """
        return _multiply(list(self.predict_odds(rows).values()))

    def foretell(self, rows: Single) -> Foretold:
        """Foretell the chances with their doubt, which is what the ensemble differs by."""
        odds = self.predict_odds(rows)
        found = {
            name: self._tell(
                compute_chance(odds[name]), self._spread(rows, [name]), odds[name], name
            )
            for name in self.stages
        }
        last = list(self.stages)[-1]
        whole = self._tell(
            self.predict(rows), self._spread(rows, list(self.stages)), odds[last], last
        )
        return Foretold(whole, found)

    def explain(self, row: pd.Series) -> dict[str, tuple[Contribution, ...]]:
        """Word what each feature adds to each stage's log odds, which start from its intercept."""
        return {name: explain_plainly(row, one.model) for name, one in self.stages.items()}

    def _spread(self, rows: Single, names: Sequence[str]) -> Floats:
        """Give the standard error of the log odds of coming through some stages."""
        several = list(zip(*(self.members[name] for name in names), strict=False))
        if len(several) < 2:
            return np.full(len(rows), np.inf)
        chances = [_multiply([one.score(rows).astype(float) for one in each]) for each in several]
        spread: Floats = np.std(_find_odds(np.array(chances)), axis=0)
        return spread

    def _tell(self, share: Floats, spread: Floats, scores: Floats, name: str) -> tuple[Chance, ...]:
        calibration = self.stages[name].calibration
        followed = calibration.followed if calibration else 0
        margin = QUANTILE * spread
        low, high = (compute_chance(_find_odds(share) + side) for side in (-margin, margin))
        return tuple(
            _word(calibration, followed, *one)
            for one in zip(
                scores.tolist(), share.tolist(), low.tolist(), high.tolist(), strict=True
            )
        )


def _word(
    calibration: Calibration | None,
    followed: int,
    score: float,
    share: float,
    low: float,
    high: float,
) -> Chance:
    region = calibration.find_region(score) if calibration else None
    pairs, lasted = (region.pairs, region.lasted) if region else (0, 0)
    return Chance(
        share=share,
        low=low,
        high=high,
        level=LEVEL,
        pairs=pairs,
        lasted=lasted,
        followed=followed,
        sureness=find_sureness(low, high, pairs),
    )


def _multiply(odds: Sequence[Floats]) -> Floats:
    return reduce(np.multiply, [compute_chance(one) for one in odds])


def _find_odds(chance: Floats) -> Floats:
    kept = np.clip(chance, 1e-9, 1 - 1e-9)
    found: Floats = np.log(kept / (1 - kept))
    return found
