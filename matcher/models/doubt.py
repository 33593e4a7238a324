"""How sure a foretold chance is: an interval for one pair, and a word for it.

Two doubts are added as variances of log odds: how far the curve from score to chance may be off at
that score, and how far the score itself would move with other lists to learn from. For the latter
each member of the ensemble was grown without a part of the lists, as in the delete-a-group
jackknife, whose variance is the members' spread times one less than their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matcher.models.calibrating import compute_chance
from matcher.models.calibration import Calibration
from matcher.models.lookup import LookupTables
from matcher.models.shape_table import AdditiveModel
from matcher.vocabulary import Chance, Sureness

Floats = NDArray[np.float64]

LEVEL = 0.9
"""How often an interval should hold the truth."""

QUANTILE = 1.6448536269514722
"""Standard errors either side that hold `LEVEL` of a normal distribution."""

FEWEST = 20
"""Pairs that scored about as much; from fewer nothing is said."""

WIDTHS = ((0.1, Sureness.QUITE_SURE), (0.2, Sureness.FAIRLY_SURE), (0.5, Sureness.UNSURE))
"""The widest interval that each word stands for; from a wider one nothing is said."""


@dataclass(frozen=True)
class Foretelling:
    """What foretells chances with their doubt: the calibration and the ensemble's members."""

    calibration: Calibration
    members: tuple[LookupTables, ...] = ()

    @classmethod
    def compile(
        cls, calibration: Calibration, bags: Sequence[AdditiveModel], names: Sequence[str]
    ) -> Self:
        """Compile the members' tables for rows whose columns are named.

        Raises
        ------
        ValueError
            If a table reads a feature that is not among the names.
        """
        return cls(calibration, tuple(LookupTables.compile(one, names) for one in bags))

    def foretell(self, scores: Floats, rows: NDArray[np.float32]) -> tuple[Chance, ...]:
        """Foretell how often pairs like these last.

        Parameters
        ----------
        scores : ndarray of shape (n_pairs,)
            What the model, the members' mean, gives them.
        rows : ndarray of float32, shape (n_pairs, n_features)
            Their features, for the members.
        """
        odds = self.calibration.predict_odds(scores)
        margin = QUANTILE * np.hypot(
            self.calibration.predict_errors(scores), self._spread_odds(rows)
        )
        told = (compute_chance(one).tolist() for one in (odds, odds - margin, odds + margin))
        return tuple(
            self._word(score, *three) for score, *three in zip(scores.tolist(), *told, strict=True)
        )

    def _spread_odds(self, rows: NDArray[np.float32]) -> Floats:
        if len(self.members) < 2:
            return np.zeros(len(rows))
        odds = [self.calibration.predict_odds(one.score(rows)) for one in self.members]
        spread: Floats = np.std(odds, axis=0) * np.sqrt(len(self.members) - 1)
        return spread

    def _word(self, score: float, share: float, low: float, high: float) -> Chance:
        region = self.calibration.find_region(score)
        return Chance(
            share=share,
            low=low,
            high=high,
            level=LEVEL,
            pairs=region.pairs,
            lasted=region.lasted,
            followed=self.calibration.followed,
            sureness=find_sureness(low, high, region.pairs),
        )


def find_sureness(low: float, high: float, pairs: int) -> Sureness:
    """Find the word for an interval that rests on so many pairs of about the same score.

    Examples
    --------
    >>> find_sureness(0.15, 0.21, 400), find_sureness(0.09, 0.31, 400)
    (<Sureness.QUITE_SURE: 'quite_sure'>, <Sureness.UNSURE: 'unsure'>)
    >>> find_sureness(0.15, 0.21, 19)
    <Sureness.TOO_FEW: 'too_few'>
    """
    if pairs >= FEWEST:
        for widest, word in WIDTHS:
            if high - low <= widest:
                return word
    return Sureness.TOO_FEW
