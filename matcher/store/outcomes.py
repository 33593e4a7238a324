"""What happened to pairs: events that are added, never changed and never deleted.

One that was taken back at once stays, beside the record of that, and is given by no query here.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

import pandas as pd
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.errors import N_, Conflict
from matcher.store.bulk import CHUNK, get_table, split
from matcher.store.frames import read_frame
from matcher.store.tables import Openings, Outcomes, Retractions
from matcher.vocabulary import Outcome, OutcomeEvent

NAMES = tuple(OutcomeEvent.__dataclass_fields__)
TABLE, TAKEN_BACK = get_table(Outcomes), get_table(Retractions)
COLUMNS = [TABLE.c[name] for name in NAMES]
STANDING = TABLE.c.id.not_in(select(TAKEN_BACK.c.outcome))
"""What every query of outcomes is narrowed to."""

OUTCOMES = {str(one): one for one in Outcome}


def add_outcomes(session: Session, rows: Iterable[OutcomeEvent]) -> int:
    """Add events; tells how many.

    Raises
    ------
    Conflict
        If one of them was recorded for the pair before, perhaps a moment ago by somebody else.
    """
    added, takes = 0, _count_takes(session)
    values = (
        asdict(row)
        | {
            "outcome": str(row.outcome),
            "take": takes[(row.opening, row.candidate, str(row.outcome))],
        }
        for row in rows
    )
    for part in split(values, CHUNK):
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
    query = (
        select(*COLUMNS)
        .where(STANDING)
        .order_by(TABLE.c.happened_on, TABLE.c.recorded_at, TABLE.c.id)
    )
    if opening is not None:
        query = query.where(TABLE.c.opening == opening)
    if candidate is not None:
        query = query.where(TABLE.c.candidate == candidate)
    rows = (dict(zip(NAMES, row, strict=True)) for row in session.execute(query))
    return tuple(OutcomeEvent(**row | {"outcome": OUTCOMES[row["outcome"]]}) for row in rows)


def take_back(session: Session, event: OutcomeEvent, *, actor: str, now: datetime) -> None:
    """Say that an event no longer counts."""
    query = select(TABLE.c.id).where(
        STANDING,
        TABLE.c.opening == event.opening,
        TABLE.c.candidate == event.candidate,
        TABLE.c.outcome == str(event.outcome),
    )
    number = session.execute(query).scalar_one()
    values = {"outcome": number, "actor": actor, "at": now}
    session.execute(insert(TAKEN_BACK).values(values))


def count_placements(session: Session) -> dict[str, int]:
    """Count the placements so far by the opening's occupation."""
    query = (
        select(Openings.occupation, func.count())
        .join(Outcomes, Outcomes.opening == Openings.reference)
        .where(STANDING, Outcomes.outcome == str(Outcome.PLACED), Openings.occupation.is_not(None))
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
        where=(STANDING,),
    )


def _count_takes(session: Session) -> Counter[tuple[str, str, str]]:
    """Count how often each outcome of a pair was taken back."""
    query = select(TABLE.c.opening, TABLE.c.candidate, TABLE.c.outcome).join(
        TAKEN_BACK, TAKEN_BACK.c.outcome == TABLE.c.id
    )
    return Counter((opening, person, name) for opening, person, name in session.execute(query))


def _is_repeated(error: IntegrityError) -> bool:
    codes = (getattr(error.orig, name, None) for name in ("sqlstate", "sqlite_errorname"))
    return not {"23505", "SQLITE_CONSTRAINT_UNIQUE"}.isdisjoint(codes)
