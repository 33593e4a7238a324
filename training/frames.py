"""From what was shown and what happened to the frame a ranker learns from."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from data_schemas.frames import SHOWN_PAIRS
from matcher.vocabulary import Outcome

GAINS = {
    Outcome.SHORTLISTED: 1.0,
    Outcome.CONTACTED: 1.0,
    Outcome.INTERVIEW: 2.0,
    Outcome.OFFERED: 3.0,
    Outcome.PLACED: 4.0,
    Outcome.STAYED_13: 6.0,
    Outcome.STAYED_26: 7.0,
}
"""Worth of the furthest step; a placement that ended early is worth an interview."""

ENDED_EARLY_GAIN = 2.0
MATURE_AFTER = timedelta(days=35)
"""Younger lists are left out: what will come of them has not had the time to come."""


def build_shown_frame(shown: pd.DataFrame, outcomes: pd.DataFrame, *, until: date) -> pd.DataFrame:
    """Join every shown pair with the furthest outcome that followed from that list.

    An outcome is credited to the last list that showed the pair before it was recorded; what was
    never shown is not learned from.

    Parameters
    ----------
    shown : DataFrame
        The recommendation log: list_id, opening, candidate, rank, score, shown_at.
    outcomes : DataFrame
        The events: opening, candidate, outcome, recorded_at.
    until : date
        The day of training; lists younger than `MATURE_AFTER` are dropped.

    Returns
    -------
    DataFrame
        As `data_schemas.frames.SHOWN_PAIRS`, ordered by time, list and rank.
    """
    columns = ["list_id", "opening", "candidate", "rank", "score", "shown_at"]
    frame = shown[columns].copy()
    frame["shown_at"] = pd.to_datetime(frame["shown_at"], utc=True).astype("datetime64[us, UTC]")
    last = pd.Timestamp(until, tz="UTC") - MATURE_AFTER
    frame = frame[frame["shown_at"] <= last].sort_values(["shown_at", "list_id", "rank"])
    frame = frame.drop_duplicates(["list_id", "candidate"]).reset_index(drop=True)
    credited = _credit(frame, outcomes)
    keys = pd.MultiIndex.from_frame(frame[["list_id", "candidate"]])
    furthest = credited.reindex(keys)
    frame["gain"] = furthest["gain"].fillna(0.0).to_numpy(float)
    frame["placed"] = furthest["placed"].to_numpy() == 1.0
    frame["shortlisted"] = furthest["shortlisted"].to_numpy() == 1.0
    return SHOWN_PAIRS.validate(frame)


def _credit(frame: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Credit each event to the last list before it; one row a (list, candidate)."""
    empty = pd.DataFrame(columns=["gain", "placed", "shortlisted"], dtype=float)
    if outcomes.empty or frame.empty:
        return empty
    events = outcomes[["opening", "candidate", "outcome", "recorded_at"]].copy()
    events["recorded_at"] = pd.to_datetime(events["recorded_at"], utc=True).astype(
        "datetime64[us, UTC]"
    )
    joined = pd.merge_asof(
        events.sort_values("recorded_at"),
        frame[["opening", "candidate", "list_id", "shown_at"]].sort_values("shown_at"),
        left_on="recorded_at",
        right_on="shown_at",
        by=["opening", "candidate"],
    ).dropna(subset=["list_id"])
    if joined.empty:
        return empty
    joined["gain"] = joined["outcome"].map({str(k): v for k, v in GAINS.items()}).fillna(0.0)
    joined["ended"] = joined["outcome"] == Outcome.ENDED_EARLY
    joined["placed"] = (joined["outcome"] == Outcome.PLACED).astype(float)
    joined["shortlisted"] = (joined["gain"] > 0).astype(float)
    grouped = joined.groupby(["list_id", "candidate"])[["gain", "ended", "placed", "shortlisted"]]
    credited = grouped.max()
    credited["gain"] = np.where(
        credited["ended"].astype(bool), ENDED_EARLY_GAIN, credited["gain"].astype(float)
    )
    return credited[["gain", "placed", "shortlisted"]]


def split_by_time(frame: pd.DataFrame, *, later: float = 0.3) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split into an earlier and a later part; every list of an opening falls on one side.

    Openings are ordered by the day they were first shown, so that the later part holds openings the
    earlier has never seen.

    Parameters
    ----------
    frame : DataFrame
        As `build_shown_frame` returns it.
    later : float
        Share of openings in the later part.
    """
    first = frame.groupby("opening")["shown_at"].min().sort_values(kind="stable")
    cut = first.iloc[min(len(first) - 1, int(len(first) * (1 - later)))] if len(first) else None
    is_later = frame["opening"].map(first) >= cut if cut is not None else pd.Series(dtype=bool)
    # a list of an early opening shown after the cut would tell the future
    is_early = ~is_later & (frame["shown_at"] < cut) if cut is not None else is_later
    return frame[is_early].reset_index(drop=True), frame[is_later].reset_index(drop=True)
