"""What became of students' places: events that are added, never changed and never deleted."""

from collections.abc import Iterable
from dataclasses import asdict, fields

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.campus import StudentOutcome, StudentOutcomeEvent
from matcher.errors import N_, Conflict
from matcher.store.bulk import get_table
from matcher.store.tables import StudentOutcomes

TABLE = get_table(StudentOutcomes)
COLUMNS = [TABLE.c[one.name] for one in fields(StudentOutcomeEvent)]
OUTCOMES = {str(one): one for one in StudentOutcome}


def add_student_outcomes(session: Session, rows: Iterable[StudentOutcomeEvent]) -> int:
    """Add events; tells how many.

    Raises
    ------
    Conflict
        If one of them was recorded for the student and programme before.
    """
    flat = [asdict(row) | {"outcome": str(row.outcome)} for row in rows]
    if not flat:
        return 0
    try:
        session.connection().execute(TABLE.insert(), flat)
    except IntegrityError as error:
        raise Conflict(N_("This outcome is recorded already for this student")) from error
    return len(flat)


def list_student_outcomes(
    session: Session, *, student: str | None = None, programme: str | None = None
) -> tuple[StudentOutcomeEvent, ...]:
    """List what happened, to a student or in a programme if one is given, oldest first."""
    query = select(*COLUMNS).order_by(TABLE.c.happened_on, TABLE.c.recorded_at, TABLE.c.id)
    for column, value in ((TABLE.c.student, student), (TABLE.c.programme, programme)):
        if value is not None:
            query = query.where(column == value)
    return tuple(
        StudentOutcomeEvent(**dict(row) | {"outcome": OUTCOMES[row["outcome"]]})
        for row in session.execute(query).mappings()
    )
