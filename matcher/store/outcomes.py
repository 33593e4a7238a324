"""What happened to pairs: events that are added, never changed and never deleted."""

from collections.abc import Iterable
from dataclasses import asdict

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.errors import N_, Conflict
from matcher.store.bulk import CHUNK, get_table, split
from matcher.store.frames import read_frame
from matcher.store.tables import Openings, Outcomes
from matcher.vocabulary import Outcome, OutcomeEvent

NAMES = tuple(OutcomeEvent.__dataclass_fields__)
TABLE = get_table(Outcomes)
COLUMNS = [TABLE.c[name] for name in NAMES]
OUTCOMES = {str(one): one for one in Outcome}


def add_outcomes(session: Session, rows: Iterable[OutcomeEvent]) -> int:
    """Add events; tells how many.

    Raises
    ------
    Conflict
        If one of them was recorded for the pair before, perhaps a moment ago by somebody else.
    """
    added = 0
    for part in split((asdict(row) | {"outcome": str(row.outcome)} for row in rows), CHUNK):
        try:
            session.connection().execute(TABLE.insert(), part)
        except IntegrityError as error:
            if not _is_repeated(error):
                raise
            raise Conflict(N_("This outcome is recorded already for this pair")) from error
        added += len(part)
    return added


def list_outcomes(
    session: Session, *, opening: str | None = None, candidate: str | None = None
) -> tuple[OutcomeEvent, ...]:
    """List what happened, to an opening or a candidate if one is given, oldest first."""
    query = select(*COLUMNS).order_by(TABLE.c.happened_on, TABLE.c.recorded_at, TABLE.c.id)
    if opening is not None:
        query = query.where(TABLE.c.opening == opening)
    if candidate is not None:
        query = query.where(TABLE.c.candidate == candidate)
    rows = (dict(zip(NAMES, row, strict=True)) for row in session.execute(query))
    return tuple(OutcomeEvent(**row | {"outcome": OUTCOMES[row["outcome"]]}) for row in rows)


def count_placements(session: Session) -> dict[str, int]:
    """Count the placements so far by the opening's occupation."""
    query = (
        select(Openings.occupation, func.count())
        .join(Outcomes, Outcomes.opening == Openings.reference)
        .where(Outcomes.outcome == str(Outcome.PLACED), Openings.occupation.is_not(None))
        .group_by(Openings.occupation)
    )
    return {str(occupation): count for occupation, count in session.execute(query)}


def frame_outcomes(session: Session) -> pd.DataFrame:
    """Give all events as a frame with `OutcomeEvent`'s columns, in the order of recording."""
    return read_frame(
        session,
        COLUMNS,
        moment=TABLE.c.recorded_at,
        order=(TABLE.c.recorded_at, TABLE.c.id),
    )


def _is_repeated(error: IntegrityError) -> bool:
    codes = (getattr(error.orig, name, None) for name in ("sqlstate", "sqlite_errorname"))
    return not {"23505", "SQLITE_CONSTRAINT_UNIQUE"}.isdisjoint(codes)
