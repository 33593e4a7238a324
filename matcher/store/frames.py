"""Logs as frames, for those who learn from many rows."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, DateTime, select, type_coerce
from sqlalchemy.orm import Session


def read_frame(
    session: Session,
    columns: Sequence[ColumnElement[Any]],
    *,
    moment: ColumnElement[Any],
    order: Sequence[ColumnElement[Any]],
    where: Sequence[ColumnElement[bool]] = (),
) -> pd.DataFrame:
    """Read columns as a frame; the one that holds moments is made UTC all at once.

    Parameters
    ----------
    session : Session
        An open session.
    columns : sequence of column
        What to read.
    moment : column
        Which of them holds aware times.
    order, where : sequence of column expressions
        Which rows, and in which order.
    """
    plain = [
        type_coerce(one, DateTime(timezone=True)).label(moment.key) if one is moment else one
        for one in columns
    ]
    query = select(*plain).where(*where).order_by(*order)
    rows = [tuple(row) for row in session.execute(query)]
    frame = pd.DataFrame.from_records(rows, columns=[str(one.key) for one in columns])
    times = pd.to_datetime(frame[str(moment.key)], utc=True)
    frame[str(moment.key)] = times.astype("datetime64[us, UTC]")
    return frame
