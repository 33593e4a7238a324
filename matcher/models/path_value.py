"""What a path is worth: the lasting placements it is expected to gain, by week and by krone.

Somebody can take one job, so what counts is the chance of a lasting placement in any of the
openings that the path opens, as if they were independent of each other: one less the product of
what each is missed by. The gain is that chance with what the path teaches less the same without,
times the chance that the path is completed; whoever does not complete gains nothing.

The interval moves the match model's chances together, before and after alike, since both err by the
same tables, and the chance of completion apart from them: a grid of equally likely places of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from matcher.models.calibrating import compute_chance
from matcher.models.doubt import LEVEL, QUANTILE
from matcher.vocabulary import Chance

Floats = NDArray[np.float64]
PLACES = 41
"""Equally likely places of each doubt."""


@dataclass(frozen=True)
class Rate:
    """A gain by something, with its interval."""

    gain: float
    low: float
    high: float


@dataclass(frozen=True)
class PathValue:
    """What a path is worth, with an interval that holds the truth in ``level`` of all cases.

    Attributes
    ----------
    gain, low, high : float
        Lasting placements expected to be gained by one person's taking it.
    level : float
        Of the interval.
    before, after : float
        The chance of a lasting placement in any of the openings, without it and when completed.
    per_week : Rate or None
        Gain a week; None where it takes no time.
    per_thousand_kroner : Rate or None
        Gain a thousand kroner; None where it costs nothing.
    """

    gain: float
    low: float
    high: float
    level: float
    before: float
    after: float
    per_week: Rate | None
    per_thousand_kroner: Rate | None


def value_path(
    before: Sequence[Chance],
    after: Sequence[Chance],
    completed: Chance,
    *,
    weeks: float,
    price_dkk: Decimal,
) -> PathValue | None:
    """Value a path for somebody.

    Parameters
    ----------
    before, after : sequence of Chance
        The match model's calibrated chance of a lasting placement in each opening that the path
        opens, with the skills held today and with those it teaches too; in the same order.
    completed : Chance
        The path model's chance that the path is completed.
    weeks : float
        How long it takes, waiting included.
    price_dkk : Decimal
        What it costs, whoever pays.

    Returns
    -------
    PathValue or None
        None where no version of the match model has been calibrated, so that nothing can be told.
    """
    told = [*before, *after, completed]
    if any(one.share is None for one in told):
        return None
    fixed = np.zeros(1)
    first, last = _reach(before, fixed), _reach(after, fixed)
    share = _move(completed, fixed)
    gain = float(np.maximum(0, last - first)[0] * share[0])
    places = _find_places()
    gains = np.maximum(0, _reach(after, places) - _reach(before, places))
    spread = np.outer(gains, _move(completed, places)).ravel()
    low, high = np.quantile(spread, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    whole = Rate(gain, min(gain, float(low)), max(gain, float(high)))
    return PathValue(
        whole.gain,
        whole.low,
        whole.high,
        LEVEL,
        float(first[0]),
        float(last[0]),
        _divide(whole, weeks),
        _divide(whole, float(price_dkk) / 1000),
    )


def _divide(whole: Rate, by: float) -> Rate | None:
    if by <= 0:
        return None
    return Rate(whole.gain / by, whole.low / by, whole.high / by)


def _reach(chances: Sequence[Chance], places: Floats) -> Floats:
    """Give the chance of a lasting placement in any opening, at each place of the doubt."""
    missed = np.ones(len(places))
    for one in chances:
        missed = missed * (1 - _move(one, places))
    return 1 - missed


def _move(chance: Chance, places: Floats) -> Floats:
    """Move a chance by so many standard errors of its log odds."""
    ends = [
        np.clip(one if one is not None else 0.5, 1e-9, 1 - 1e-9)
        for one in (chance.share, chance.low, chance.high)
    ]
    middle, low, high = (np.log(one / (1 - one)) for one in ends)
    error = (high - low) / (2 * QUANTILE)
    return compute_chance(np.asarray(middle + error * places))


def _find_places() -> Floats:
    return np.asarray(norm.ppf((np.arange(PLACES) + 0.5) / PLACES))
