"""From a score to the chance of a lasting placement, with its error and what it rests on.

Three curves are known, and cross-validated log loss chooses, the simpler unless it is worse: the
base rate for every score; Platt's sigmoid (Platt 1999), its slope shrunk toward none; and a rising
staircase (isotonic regression, Zadrozny and Elkan 2002) over bins, where there are outcomes enough
for bins. Whichever it is, it is kept as knots between which log odds run straight. Nothing is
foretold beyond the scores that were seen: there the outermost knot holds.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, Self, cast, get_args

import numpy as np
from numpy.typing import ArrayLike

from matcher.errors import ArtifactRefused
from matcher.models.calibrating import (
    FARTHEST_ODDS,
    Curve,
    Floats,
    Rows,
    choose_curve,
    compute_chance,
    cut_regions,
)

Method = Literal["rate", "platt", "isotonic", "odds"]
MOST_KNOTS = 1_000
LEAST_ERROR = 1e-6
"""Of a curve that is not fitted."""


@dataclass(frozen=True)
class Region:
    """A stretch of the score, both ends included: the pairs followed, and for how many it lasted.

    The counts are of people as they are, whatever the rows weighed.
    """

    low: float
    high: float
    pairs: int
    lasted: int


@dataclass(frozen=True)
class Calibration:
    """A curve from score to chance that never falls.

    Attributes
    ----------
    method : {"rate", "platt", "isotonic", "odds"}
        The kind of curve that the data bore; "odds" takes the score for the log odds it is.
    scores : tuple of float
        The knots, rising.
    odds : tuple of float
        Log odds at the knots, never falling.
    errors : tuple of float
        Standard error of the log odds at the knots.
    regions : tuple of Region
        What the curve rests on; empty where nothing was followed.

    Examples
    --------
    >>> told = Calibration.fit([0.0, 0.0, 1.0, 1.0] * 20, [False, False, False, True] * 20)
    >>> told.method, [round(float(one), 2) for one in told.predict([0.0, 1.0])]
    ('platt', [0.03, 0.48])
    >>> told.find_region(1.0)
    Region(low=0.0, high=1.0, pairs=80, lasted=20)
    """

    method: Method
    scores: tuple[float, ...]
    odds: tuple[float, ...]
    errors: tuple[float, ...]
    regions: tuple[Region, ...] = ()

    @classmethod
    def fit(cls, scores: ArrayLike, happened: ArrayLike, weights: ArrayLike | None = None) -> Self:
        """Fit to pairs that were followed long enough to know.

        Those should be the pairs somebody took up, shortlisted or further: what was shown and never
        looked at tells of its place on a list, and would make every chance too small.

        Parameters
        ----------
        scores : array-like of shape (n_pairs,)
            What the model gave them; finite.
        happened : array-like of bool, shape (n_pairs,)
            Whether the placement lasted.
        weights : array-like of shape (n_pairs,) or None
            How many pairs each stands for, such as its inverse propensity; uneven weights count as
            fewer pairs (Kish), so that doubt is not weighed away.

        Raises
        ------
        ValueError
            If shapes do not agree, a score is not finite, or a weight is not a finite number above
            or at 0.
        """
        rows = Rows.take(scores, happened, weights)
        return cls._build(rows, *choose_curve(rows))

    @classmethod
    def trust(cls, scores: ArrayLike, happened: ArrayLike) -> Self:
        """Take scores for the log odds they are, and count what they rest on.

        For a model that is learned as log odds; its doubt is its ensemble's.

        Parameters
        ----------
        scores : array-like of shape (n_rows,)
            Each by a model that has not seen its row.
        happened : array-like of bool, shape (n_rows,)
            What came.

        Examples
        --------
        >>> told = Calibration.trust([-1.0, 1.0] * 30, [False, True] * 30)
        >>> round(told.predict_one(0.0), 2), told.followed
        (0.5, 60)
        """
        ends = np.array([-FARTHEST_ODDS, FARTHEST_ODDS])
        curve = Curve(ends, ends, np.full(2, LEAST_ERROR))
        return cls._build(Rows.take(scores, happened, None), "odds", curve)

    @classmethod
    def _build(cls, rows: Rows, method: str, curve: Curve) -> Self:
        starts = cut_regions(rows, curve)
        regions = []
        for part in np.split(np.arange(len(rows.scores)), starts):
            if len(part):
                seen, lasted = rows.scores[part], rows.happened[part]
                regions.append(
                    Region(float(seen[0]), float(seen[-1]), len(part), int(lasted.sum()))
                )
        return cls(
            cast(Method, method),
            tuple(curve.scores.tolist()),
            tuple(curve.odds.tolist()),
            tuple(curve.errors.tolist()),
            tuple(regions),
        )

    @property
    def followed(self) -> int:
        """How many pairs the curve rests on in all."""
        return sum(one.pairs for one in self.regions)

    @property
    def lasted(self) -> int:
        """For how many of them it lasted."""
        return sum(one.lasted for one in self.regions)

    def predict(self, scores: ArrayLike) -> Floats:
        """Foretell the chance for each score; never 0, never 1."""
        return compute_chance(self.predict_odds(scores))

    def predict_one(self, score: float) -> float:
        """Foretell the chance for one score."""
        return float(self.predict(np.array([score]))[0])

    def predict_odds(self, scores: ArrayLike) -> Floats:
        """Foretell the log odds for each score."""
        found: Floats = np.interp(np.asarray(scores, float), self.scores, self.odds)
        return found

    def predict_errors(self, scores: ArrayLike) -> Floats:
        """Give the standard error of the log odds for each score."""
        found: Floats = np.interp(np.asarray(scores, float), self.scores, self.errors)
        return found

    def find_region(self, score: float) -> Region:
        """Find the pairs that scored about as much; none for a score unlike any that was seen."""
        place = bisect_right([one.low for one in self.regions], score) - 1
        inside = place >= 0 and (place + 1 < len(self.regions) or score <= self.regions[place].high)
        return self.regions[place] if inside else Region(score, score, 0, 0)

    def to_json(self) -> str:
        """Write the curve as JSON with sorted keys."""
        body = {
            "method": self.method,
            "scores": self.scores,
            "odds": self.odds,
            "errors": self.errors,
            "regions": [vars(one) for one in self.regions],
        }
        return json.dumps(body, sort_keys=True, allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a curve, trusting nothing.

        Raises
        ------
        ArtifactRefused
            If the text is not of this form, or the curve does not hold.
        """
        try:
            return cls._read(json.loads(text))
        except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise ArtifactRefused(f"the calibration cannot be read: {error}") from error

    @classmethod
    def _read(cls, body: Any) -> Self:
        _check_keys(body, {"method", "scores", "odds", "errors", "regions"})
        if body["method"] not in get_args(Method):
            raise ValueError(f"there is no method {body['method']!r}")
        scores, odds, errors = (_read_list(body, name) for name in ("scores", "odds", "errors"))
        if not 1 <= len(scores) == len(odds) == len(errors) <= MOST_KNOTS:
            raise ValueError("scores, odds and errors are not equally many")
        if np.any(np.diff(scores) <= 0) or np.any(np.diff(odds) < 0):
            raise ValueError("the curve does not rise")
        if max(map(abs, odds)) > FARTHEST_ODDS or min(errors) <= 0:
            raise ValueError(f"log odds lie beyond {FARTHEST_ODDS:g}, or an error is not above 0")
        return cls(body["method"], scores, odds, errors, _read_regions(body["regions"]))


def _check_keys(body: Any, expected: set[str]) -> None:
    if not isinstance(body, Mapping) or set(body) != expected:
        raise ValueError(f"it must hold exactly {', '.join(sorted(expected))}")


def _read_list(body: Mapping[str, Any], name: str) -> tuple[float, ...]:
    if not isinstance(body[name], list):
        raise TypeError(f"{name} is no list")
    return tuple(_read_number(one) for one in body[name])


def _read_number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(f"{value!r} is not a finite number")
    return float(value)


def _read_regions(body: Any) -> tuple[Region, ...]:
    if not isinstance(body, list) or len(body) > MOST_KNOTS:
        raise ValueError("the regions are no list, or too long a one")
    regions = tuple(_read_region(one) for one in body)
    ends = [end for one in regions for end in (one.low, one.high)]
    if ends != sorted(ends):
        raise ValueError("the regions overlap or do not rise")
    return regions


def _read_region(body: Any) -> Region:
    _check_keys(body, {"low", "high", "pairs", "lasted"})
    pairs, lasted = body["pairs"], body["lasted"]
    if type(pairs) is not int or type(lasted) is not int or not 0 <= lasted <= pairs >= 1:
        raise ValueError(f"{lasted!r} of {pairs!r} pairs lasting is no count")
    return Region(_read_number(body["low"]), _read_number(body["high"]), pairs, lasted)
