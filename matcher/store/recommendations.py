"""The log of what was shown: who, where, at which rank, by which version."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

import pandas as pd
from sqlalchemy import DateTime, and_, select, type_coerce
from sqlalchemy.orm import Session

from matcher.store.bulk import get_table, upsert
from matcher.store.tables import Recommendations
from matcher.vocabulary import Shown

NAMES = tuple(Shown.__dataclass_fields__)
COLUMNS = [get_table(Recommendations).c[name] for name in NAMES]


def add_shown(session: Session, rows: Iterable[Shown]) -> int:
    """Log lines of lists; a line logged already is left as it is. Tells how many were new."""
    return upsert(session, Recommendations, map(asdict, rows), update=False)


def list_shown(
    session: Session, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[Shown, ...]:
    """List what was shown from one moment until before another, oldest first."""
    where = and_(
        Recommendations.id.is_not(None),
        *([Recommendations.shown_at >= since] if since else []),
        *([Recommendations.shown_at < until] if until else []),
    )
    query = select(*COLUMNS).where(where).order_by(Recommendations.shown_at, Recommendations.id)
    return tuple(Shown(*row) for row in session.execute(query))


def frame_shown(session: Session, *, until: datetime | None = None) -> pd.DataFrame:
    """Give what was shown, before a moment if one is given, as a frame with `Shown`'s columns."""
    columns = [
        type_coerce(column, DateTime(timezone=True)) if column.name == "shown_at" else column
        for column in COLUMNS
    ]
    query = select(*columns).order_by(Recommendations.shown_at, Recommendations.id)
    if until is not None:
        query = query.where(Recommendations.shown_at < until)
    rows = [tuple(row) for row in session.execute(query)]
    frame = pd.DataFrame.from_records(rows, columns=list(NAMES))
    frame["shown_at"] = pd.to_datetime(frame["shown_at"], utc=True)
    return frame.astype({"rank": int, "score": float, "propensity": float})
