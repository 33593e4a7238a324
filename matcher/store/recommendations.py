"""The log of what was shown: who, where, at which rank, by which version."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table, upsert
from matcher.store.frames import read_frame
from matcher.store.tables import Recommendations
from matcher.vocabulary import Shown

TABLE = get_table(Recommendations)
COLUMNS = [TABLE.c[name] for name in Shown.__dataclass_fields__]


def add_shown(session: Session, rows: Iterable[Shown]) -> int:
    """Log lines of lists; a line logged already is left as it is. Tells how many were new."""
    return upsert(session, Recommendations, map(asdict, rows), update=False)


def list_shown(
    session: Session, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[Shown, ...]:
    """List what was shown from one moment until before another, oldest first."""
    query = select(*COLUMNS).order_by(TABLE.c.shown_at, TABLE.c.id)
    if since is not None:
        query = query.where(TABLE.c.shown_at >= since)
    if until is not None:
        query = query.where(TABLE.c.shown_at < until)
    return tuple(Shown(*row) for row in session.execute(query))


def list_shown_of(session: Session, candidate: str, *, limit: int) -> tuple[Shown, ...]:
    """List the last lists of candidates that one was on, the newest first."""
    query = (
        select(*COLUMNS)
        .where(TABLE.c.candidate == candidate, TABLE.c.direction == "candidates")
        .order_by(TABLE.c.shown_at.desc(), TABLE.c.id.desc())
        .limit(limit)
    )
    return tuple(Shown(*row) for row in session.execute(query))


def frame_shown(session: Session, *, until: datetime | None = None) -> pd.DataFrame:
    """Give what was shown, before a moment if one is given, as a frame with `Shown`'s columns."""
    frame = read_frame(
        session,
        COLUMNS,
        moment=TABLE.c.shown_at,
        order=(TABLE.c.shown_at, TABLE.c.id),
        where=() if until is None else (TABLE.c.shown_at < until,),
    )
    return frame.astype({"rank": int, "score": float, "propensity": float})
