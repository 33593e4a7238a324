"""From what was shown and what happened to the frame a ranker learns from."""

from datetime import date

import numpy as np
import pandas as pd
from pandera.errors import SchemaErrors
from pandera.pandas import DataFrameSchema

from data_schemas.frames import LIST, SEARCH, SHOWN_PAIRS
from matcher.errors import N_, InvalidInput
from training.journeys import PAIR, PATIENCE, read_journeys

MATURE_AFTER = PATIENCE
"""Younger lists are left out: what will come of them has not had the time to come."""

SHOWN = ["list_id", "opening", "candidate", "rank", "model_rank", "score", "propensity", "shown_at"]
CAME = ["gain", "placed", "shortlisted", "lasted", "settled"]
NOTHING_CAME = {"gain": 0.0, "placed": False, "shortlisted": False, "lasted": 0.0, "settled": True}


def build_shown_frame(shown: pd.DataFrame, outcomes: pd.DataFrame, *, until: date) -> pd.DataFrame:
    """Join every shown pair with what came of it, and add what was found by own searches.

    What came of a pair is credited to the last list that showed it before its first event was
    recorded; later lists that show the pair again show nothing new, so their row of it is left out.
    A pair that no list of the opening had shown by then was found by an own search: it becomes a
    row of the opening's last list before the event, or of a list of the opening's searches where
    there is none.

    Parameters
    ----------
    shown : DataFrame
        The recommendation log with `matcher.vocabulary.Shown`'s columns.
    outcomes : DataFrame
        The events with `matcher.vocabulary.OutcomeEvent`'s columns.
    until : date
        The day of training; lists younger than `MATURE_AFTER` are left out.

    Returns
    -------
    DataFrame
        As `data_schemas.frames.SHOWN_PAIRS`, ordered by time, list, source and rank.

    Raises
    ------
    InvalidInput
        If the log or the events break a rule of `SHOWN_PAIRS`; names the rule.
    """
    journeys = read_journeys(outcomes, until=until)
    shown = _read_lists(shown).merge(journeys, on=PAIR, how="left")
    shown = shown[~(shown["begun"] < shown["shown_at"])]
    last = ~shown.duplicated(PAIR, keep="last") & shown["begun"].notna()
    frame = shown[[*SHOWN, "source", *CAME]].copy()
    for name, value in NOTHING_CAME.items():
        frame[name] = frame[name].astype(object).where(last, value).astype(type(value))
    searched = journeys.merge(shown.loc[last, PAIR], on=PAIR, how="left", indicator=True)
    searched = searched[searched["_merge"] == "left_only"]
    frame = pd.concat([frame, _place_searches(searched, shown)], ignore_index=True)
    mature = frame["shown_at"] <= pd.Timestamp(until, tz="UTC") - MATURE_AFTER
    order = ["shown_at", "list_id", "source", "rank", "candidate"]
    return check_frame(frame[mature].sort_values(order, ignore_index=True))


def check_frame(frame: pd.DataFrame, schema: DataFrameSchema = SHOWN_PAIRS) -> pd.DataFrame:
    """Hold a frame against its schema.

    Raises
    ------
    InvalidInput
        Naming the first rule that is broken, where, and by how many rows.
    """
    try:
        return schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        broken = error.failure_cases
    first = broken.iloc[0]
    alike = broken[broken["check"].eq(first["check"]) & broken["column"].eq(first["column"])]
    raise InvalidInput(
        "outcomes",
        N_('the training frame breaks the rule "%(rule)s" at %(column)s, %(count)s times'),
        N_("Correct what was logged or recorded, such as %(example)s, and train again"),
        rule=first["check"],
        column=first["column"],
        count=len(alike),
        example=first["failure_case"],
    )


def _read_lists(shown: pd.DataFrame) -> pd.DataFrame:
    """Give the log its types, oldest first; a row logged before model ranks were has its rank."""
    lists = shown[SHOWN].astype(dict.fromkeys(["list_id", *PAIR], str))
    lists["shown_at"] = pd.to_datetime(lists["shown_at"], utc=True).astype("datetime64[us, UTC]")
    ranks = pd.to_numeric(lists["model_rank"])
    lists["model_rank"] = ranks.where(ranks.notna(), lists["rank"]).astype(int)
    lists["source"] = LIST
    lists = lists.sort_values(["shown_at", "list_id", "rank"])
    return lists.drop_duplicates(["list_id", "candidate"], ignore_index=True)


def _place_searches(searched: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """Put each pair found by a search into the opening's last list before its first event."""
    lists = shown.drop_duplicates("list_id")[["opening", "list_id", "shown_at"]]
    placed = pd.merge_asof(
        searched.sort_values("begun"),
        lists.sort_values("shown_at"),
        left_on="begun",
        right_on="shown_at",
        by="opening",
    )
    alone = placed["list_id"].isna()
    own = placed[alone].groupby("opening")["begun"]
    placed.loc[alone, "shown_at"] = own.transform("min")
    placed.loc[alone, "list_id"] = "search-" + placed.loc[alone, "opening"]
    # one row alone has nobody to be better than
    kept = ~alone | (placed.groupby("list_id")["opening"].transform("size") > 1)
    # whom one looks for oneself one has surely looked at, as if at rank 1
    rows = placed.assign(rank=1, model_rank=1, propensity=1.0, score=np.nan, source=SEARCH)
    return rows.loc[kept, [*SHOWN, "source", *CAME]]


def split_by_time(frame: pd.DataFrame, *, later: float = 0.3) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split into an earlier and a later part; every list of an opening falls on one side.

    Openings are ordered by the day they were first shown, so that the later part holds openings the
    earlier has never seen. The later part is of lists only: what an own search found was by its
    nature missed by the ranker that made the lists, so that judging by it would favour any other.

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
    is_later &= frame["source"] == LIST
    return frame[is_early].reset_index(drop=True), frame[is_later].reset_index(drop=True)
