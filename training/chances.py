"""What a score's chance is fitted on, and whose chances come truer.

A chance speaks of people somebody took up from a list: of who was shown and never looked at, it
would tell the place on the list. It is the chance that a placement lasts 26 weeks, fitted on pairs
old enough to be judged (`training.journeys.JUDGED_AFTER`; among younger ones the failures are known
first). They are the tuning part's, which the ranker never saw; where those are too few, all earlier
pairs', on which it is a little too sure of itself, and the report says so.

Two models are compared on the later part by the same outcome. While hardly any of it is old enough
to have lasted, that outcome is a placement, foretold by curves of its own that are not kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.models.calibration import Calibration
from training.evaluation import (
    Interval,
    bootstrap_ratio,
    bootstrap_rows,
    compute_calibration,
    compute_losses,
)
from training.journeys import JUDGED_AFTER
from training.material import Material

FEWEST_PAIRS, FEWEST_EACH = 50, 5
"""Pairs that a curve needs, and how many must have turned out well, and how many not."""

Outcome = Literal["lasted", "placed"]
Score = Callable[[pd.DataFrame], NDArray[np.float64]]


@dataclass(frozen=True)
class Chances:
    """What the challenger's chances miss by, and what its losses are below the champion's."""

    outcome: Outcome
    pairs: int
    fitted_on: str
    table: list[tuple[float, float, int]]
    expected_error: Interval
    brier: float
    log_loss: float
    brier_gain: Interval
    log_loss_gain: Interval


def judge_chances(
    parts: dict[str, Material], *, champion: Score, challenger: Score, today: date
) -> tuple[Calibration, Chances]:
    """Fit the challenger's chances, and compare them with the champion's on the later part.

    Both are fitted on the same pairs, so that a fresh fit alone makes no challenger better.

    Parameters
    ----------
    parts : dict of Material
        ``earlier``, ``tuning`` (of which the ranker saw nothing) and ``later``.
    champion, challenger : callable
        Features to scores.
    today : date
        From which pairs are old enough or not.

    Returns
    -------
    calibration : Calibration
        To be kept with the challenger.
    chances : Chances
        For the report and the gate.
    """
    followed = {name: _follow(part, "lasted", today) for name, part in parts.items()}
    fitted_on = "tuning" if _is_enough(*followed["tuning"]) else "earlier"
    kept, lasted = followed[fitted_on]
    calibration = Calibration.fit(_score(challenger, kept), lasted)
    outcome: Outcome = "lasted" if _is_enough(*followed["later"]) else "placed"
    if outcome == "placed":
        kept, lasted = _follow(parts["tuning"], outcome, today)
        followed["later"] = _follow(parts["later"], outcome, today)
    judged, came = followed["later"]
    told = {
        score: Calibration.fit(_score(score, kept), lasted).predict(_score(score, judged))
        for score in (challenger, champion)
    }
    return calibration, _measure(
        outcome, fitted_on, told[challenger], told[champion], came, judged.frame["opening"]
    )


def _score(score: Score, part: Material) -> NDArray[np.float64]:
    """Score a part; nothing where it holds nobody, which an estimator refuses to score."""
    return score(part.features) if len(part.frame) else np.empty(0)


def _measure(
    outcome: Outcome,
    fitted_on: str,
    told: NDArray[np.float64],
    champion: NDArray[np.float64],
    came: NDArray[np.bool_],
    openings: pd.Series,
) -> Chances:
    nobody = Interval(0.0, 0.0, 0.0)
    if not len(came):
        return Chances(outcome, 0, fitted_on, [], nobody, 0.0, 0.0, nobody, nobody)
    new, old = compute_losses(told, came), compute_losses(champion, came)
    names, ones = openings.to_numpy(), np.ones(len(came))
    gains = {name: bootstrap_ratio(old[name] - new[name], ones, names) for name in new}
    error, _, table = compute_calibration(told, came)
    low, high = bootstrap_rows(lambda rows: compute_calibration(told[rows], came[rows])[0], names)
    return Chances(
        outcome,
        len(came),
        fitted_on,
        table,
        Interval(error, low, high),
        float(new["brier"].mean()),
        float(new["log_loss"].mean()),
        gains["brier"],
        gains["log_loss"],
    )


def _follow(part: Material, outcome: Outcome, today: date) -> tuple[Material, NDArray[np.bool_]]:
    """Follow the pairs that were taken up from a list and are known to have ended so or so."""
    frame = part.frame
    rows = frame["shortlisted"] & (frame["source"] == "list")
    if outcome == "lasted":
        old = frame["shown_at"] <= pd.Timestamp(today, tz="UTC") - JUDGED_AFTER
        rows &= old & frame["lasted"].notna()
    chosen = np.flatnonzero(rows)
    picked = Material(
        frame.iloc[chosen].reset_index(drop=True),
        part.features.iloc[chosen].reset_index(drop=True),
        tuple(part.people[i] for i in chosen),
    )
    happened = picked.frame[outcome] == 1
    return picked, happened.to_numpy(bool)


def _is_enough(part: Material, happened: NDArray[np.bool_]) -> bool:
    each = min(int(happened.sum()), int((~happened).sum()))
    return len(part.frame) >= FEWEST_PAIRS and each >= FEWEST_EACH
