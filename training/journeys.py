"""How far a pair came, whether more can still come of it, and what is then to be expected.

An outcome too young to judge is not a failure. A pair is *settled* once its gain can no longer
change: it lasted 26 weeks, ended, was rejected, or the time for its next step is over. Until then
it is *open*, and its gain is the mean final gain of the pairs that were once as far and stayed
there at least as long, among those who got there so long ago that all of them have been judged;
who looked at the settled alone would see mostly failures, which settle first.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from matcher.vocabulary import Outcome, read_end_reason
from training.labels import GAINS, LOSSES

PATIENCE = timedelta(days=35)
"""How long the next step of a pair not yet placed is waited for."""
QUARTER, HALF_YEAR = timedelta(weeks=13), timedelta(weeks=26)
GRACE = timedelta(weeks=4)
"""What follow-up takes: later than this, "still there" would have been recorded if it were so."""
JUDGED_AFTER = PATIENCE + HALF_YEAR + GRACE
"""After this long, hardly anything of a list is open.

Whoever measures lasting keeps to such lists: of younger ones the failures are known before the
successes, so that leaving out what is open would leave mostly failures.
"""
FEWEST_ALIKE = 5
"""With fewer pairs to compare with, an open pair keeps the gain it has."""

STEPS = {str(step): number for number, step in enumerate(GAINS, start=1)}
STEP_GAINS = np.array([0.0, *GAINS.values()])
PLACED, STAYED_13, STAYED_26 = (
    STEPS[one] for one in (Outcome.PLACED, Outcome.STAYED_13, Outcome.STAYED_26)
)
END = len(STEPS) + 1
PAIR = ["opening", "candidate"]


def read_journeys(outcomes: pd.DataFrame, *, until: date) -> pd.DataFrame:
    """Give each pair of which anything was recorded its gain, and whether more can come.

    Parameters
    ----------
    outcomes : DataFrame
        The events: opening, candidate, outcome, happened_on, recorded_at, reason.
    until : date
        The day it is seen from; what was recorded later is not known.

    Returns
    -------
    DataFrame
        One row a pair: opening, candidate, ``begun`` (when its first event was recorded), ``gain``,
        ``placed``, ``shortlisted``, ``lasted`` and ``settled``, as
        `data_schemas.frames.SHOWN_PAIRS` has them.
    """
    events = _read_events(outcomes, until)
    pairs = _sum_up(events, pd.Timestamp(until))
    pairs["gain"] = np.where(
        pairs["settled"], pairs["gain"], _expect_gains(events, pairs, pd.Timestamp(until))
    )
    columns = [*PAIR, "begun", "gain", "placed", "shortlisted", "lasted", "settled"]
    return pairs.reset_index()[columns]


def _read_events(outcomes: pd.DataFrame, until: date) -> pd.DataFrame:
    """Keep what raised a pair or ended it, in the order it happened."""
    events = outcomes[[*PAIR, "outcome"]].astype(str)
    recorded = pd.to_datetime(outcomes["recorded_at"], utc=True).astype("datetime64[us, UTC]")
    events["recorded_at"] = recorded
    events["day"] = pd.to_datetime(outcomes["happened_on"])
    events["step"] = events["outcome"].map(STEPS).fillna(END).astype(int)
    ended = events["outcome"] == Outcome.ENDED_EARLY
    losses = [LOSSES[read_end_reason(str(one))] for one in outcomes.loc[ended, "reason"]]
    events["loss"] = 0.0
    events.loc[ended, "loss"] = losses
    known = recorded < pd.Timestamp(until, tz="UTC") + timedelta(days=1)
    return events[known].sort_values([*PAIR, "day", "step"], ignore_index=True)


def _sum_up(events: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    by_outcome = {one: events["outcome"] == one for one in Outcome}
    events = events.assign(
        reached=events["step"].where(events["step"] < END, 0),
        placed_on=events["day"].where(by_outcome[Outcome.PLACED]),
        ended_on=events["day"].where(by_outcome[Outcome.ENDED_EARLY]),
        rejected=by_outcome[Outcome.REJECTED],
    )
    pairs = events.groupby(PAIR).agg(
        begun=("recorded_at", "min"),
        last=("day", "max"),
        reached=("reached", "max"),
        placed_on=("placed_on", "min"),
        ended_on=("ended_on", "min"),
        rejected=("rejected", "max"),
        loss=("loss", "max"),
    )
    ended = pairs["ended_on"].notna()
    stood = pairs["ended_on"] - pairs["placed_on"]
    steps = pairs["reached"].to_numpy()
    # whoever says when it ended has said how long it lasted
    for step, holds in (
        (PLACED, ended),
        (STAYED_13, stood >= QUARTER),
        (STAYED_26, stood >= HALF_YEAR),
    ):
        steps = np.where(holds, np.maximum(steps, step), steps)
    lasted = steps == STAYED_26
    placed = steps >= PLACED
    waited = np.where(
        placed,
        today - pairs["placed_on"].fillna(pairs["last"]) >= HALF_YEAR + GRACE,
        today - pairs["last"] >= PATIENCE,
    )
    settled = lasted | ended.to_numpy() | pairs["rejected"].to_numpy(bool) | waited
    loss = np.where(ended & ~lasted, pairs["loss"], 0.0)
    return pairs.assign(
        step=steps,
        gain=STEP_GAINS[steps] - loss,
        placed=placed,
        shortlisted=steps > 0,
        settled=settled,
        lasted=np.where(settled, lasted.astype(float), np.nan),
    )


def _expect_gains(
    events: pd.DataFrame, pairs: pd.DataFrame, today: pd.Timestamp
) -> NDArray[np.float64]:
    """Give each pair the mean final gain of those once as far, and as long."""
    expected = pairs["gain"].to_numpy(float, copy=True)
    highest = events.groupby(PAIR)["step"].cummax()
    raised = events[highest.groupby([events[one] for one in PAIR]).diff().fillna(1) > 0]
    left = raised.groupby(PAIR)["day"].shift(-1)
    stays = raised.assign(
        stayed=(left - raised["day"]).dt.days.fillna(np.inf), age=(today - raised["day"]).dt.days
    ).join(pairs[["gain", "settled"]], on=PAIR)
    numbers = pd.Series(np.arange(len(pairs)), index=pairs.index)
    for _step, there in stays[stays["step"] < END].groupby("step"):
        alike = there[there["settled"] & (there["age"] >= JUDGED_AFTER.days)]
        still = there[~there["settled"] & np.isinf(there["stayed"])]
        if len(alike) < FEWEST_ALIKE or still.empty:
            continue
        where = numbers.loc[pd.MultiIndex.from_frame(still[PAIR])].to_numpy()
        expected[where] = _average_those_who_stayed(alike, still["age"].to_numpy(float))
    return expected


def _average_those_who_stayed(
    alike: pd.DataFrame, ages: NDArray[np.float64]
) -> NDArray[np.float64]:
    ordered = alike.sort_values("stayed", ascending=False)
    means = ordered["gain"].to_numpy(float).cumsum() / np.arange(1, len(ordered) + 1)
    stayed = np.searchsorted(-ordered["stayed"].to_numpy(float), -ages, side="left")
    averaged: NDArray[np.float64] = means[np.maximum(stayed, FEWEST_ALIKE) - 1]
    return averaged
